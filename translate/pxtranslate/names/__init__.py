"""Names and terms: who and what is named in a text, and its one English form."""

from pxtranslate.names.find import find
from pxtranslate.names.mention import Mention
from pxtranslate.names.terms import terms

__all__ = ["Mention", "find", "terms"]
