"""Who does the work of a run: this process, several of this machine, or those of a cluster.

A runner is given a function and what to call it with; what the function does is not its business.
"""
