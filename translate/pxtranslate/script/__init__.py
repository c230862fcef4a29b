"""One script for reading: Traditional, compatibility and invisible characters, as what they mean."""

from pxtranslate.script.plain import Seen, plain, see, unified

__all__ = ["Seen", "plain", "see", "unified"]
