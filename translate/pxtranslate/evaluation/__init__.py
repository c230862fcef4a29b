"""Which model, which settings: translations scored, timed and checked side by side.

    set of pairs -> systems, each in a process of its own -> kept results -> scores, rates -> report

Uses the path as a person does; the path knows nothing of it.
"""

DEFAULT = "news"
"""The set that is taken unless another is named."""
