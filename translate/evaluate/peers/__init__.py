"""The same weights and sentences through other programs: one file a peer, run by `evaluate.contest`.

A peer runs in a process, and most in a virtual environment, of its own, so nothing here but `ours`
may import more than the standard library and what that peer is made of.
"""
