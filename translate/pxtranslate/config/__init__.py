"""Settings: what there is to set, where values come from, and what is said when one is wrong.

An unknown key is an error, with its line and the nearest right name.
"""

from pxtranslate.config.layers import FILE, PREFIX, Resolved, fields, nested, read_toml, resolve
from pxtranslate.config.problems import explain
from pxtranslate.config.settings import (
    PROFILES,
    Ceiling,
    Checks,
    Decoding,
    EngineName,
    English,
    Format,
    Language,
    Layer,
    Memory,
    Mend,
    Model,
    Names,
    Output,
    Pages,
    PathText,
    Profile,
    Prompt,
    Section,
    Settings,
    Summaries,
)  # fmt: skip

__all__ = [
    "FILE", "PREFIX", "PROFILES",
    "Ceiling", "Checks", "Decoding", "EngineName", "English", "Format", "Language", "Layer", "Memory",
    "Mend", "Model", "Names", "Output", "Pages", "PathText", "Profile", "Prompt", "Resolved",
    "Section", "Settings", "Summaries",
    "explain", "fields", "nested", "read_toml", "resolve",
]  # fmt: skip
