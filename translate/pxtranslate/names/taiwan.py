"""How Taiwan spells Mandarin: Wade-Giles without its marks, as in Lin Yu-chang for 林右昌.

It knows syllables, and nothing of which text is from Taiwan.
"""

import re

_WHOLE = {
    "yi": "i", "you": "yu", "er": "erh", "zi": "tzu", "ci": "tzu", "si": "szu", "ri": "jih",
    "ye": "yeh", "yan": "yen", "yue": "yueh", "zhi": "chih", "chi": "chih", "shi": "shih", "e": "o",
}  # fmt: skip
_FINALS = (
    ("ong$", "ung"), ("ian$", "ien"), ("ie$", "ieh"), ("ue$", "ueh"), ("(?<=[gk])ui$", "uei"),
    ("(?<=^[gkh])e$", "o"), ("(?<!^[gkh])(?<!^sh)uo$", "o"),
)  # fmt: skip
_INITIALS = {
    "zh": "ch", "ch": "ch", "sh": "sh", "j": "ch", "q": "ch", "x": "hs", "r": "j", "z": "ts", "c": "ts",
    "b": "p", "d": "t", "g": "k",
}  # fmt: skip


def wade_giles(syllable: str) -> str:
    """A syllable of pinyin, folded, as it is spelt in Taiwan: xiong → "hsiung"."""
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    for final, spelt in _FINALS:
        syllable = re.sub(final, spelt, syllable)
    return re.sub("^(?:[zcs]h|[jqxrzcbdg])", lambda found: _INITIALS[found[0]], syllable)
