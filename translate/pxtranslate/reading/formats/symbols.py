"""What the characters of symbol fonts mean: Word's `w:sym` names a font and a place in it.

Adobe's encoding of the Symbol font (Unicode's vendor mapping ADOBE/symbol.txt), as far as news has use
for it, and the bullets and ticks of Wingdings that forms and lists are made with.
"""

_SYMBOL = {
    0x2D: "−", 0x2A: "∗", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0x61: "α", 0x62: "β", 0x64: "δ", 0x65: "ε",
    0x66: "φ", 0x67: "γ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x71: "θ", 0x72: "ρ", 0x73: "σ", 0x74: "τ",
    0x77: "ω", 0x7E: "∼", 0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑",
    0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√",
    0xD7: "⋅", 0xDE: "⇒", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆",
    0x9F: "•", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
UNKNOWN = "\ufffd"


def meaning(font: str, code: int) -> str:
    """The character at a place of a font; U+FFFD where only the font's drawing tells."""
    if not 0xF000 <= code <= 0xF0FF:
        return chr(code) if 0x20 <= code < 0xD800 or 0xF900 <= code <= 0x10FFFF else UNKNOWN
    place = code - 0xF000
    named = font.casefold()
    if named == "symbol":
        plain = chr(place) if 0x20 <= place < 0x40 else UNKNOWN
        return _SYMBOL.get(place, plain)
    if "wingdings" in named or "webdings" in named:
        return _WINGDINGS.get(place, UNKNOWN)
    return chr(place) if 0x20 <= place < 0x7F else UNKNOWN
