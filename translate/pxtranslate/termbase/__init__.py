"""The language of Chinese regional news: officialese with settled English.

`entries` reads the tables in `data/`, `found` finds their terms in a text, `english` tells whether a
translation uses one. Ours and not the user's: a glossary overrides it, and what it says is a warning.
"""
