"""Sketches of texts: which pairs of neighbouring characters they hold, hashed into 256 bits.

Two texts that share most of their pairs differ in few bits, so a million sketches are told from one
in five milliseconds (XOR and a count of bits), and only the nearest few hundred texts need be
compared themselves. Chinese has no spaces, so character pairs stand for words (decision 0150).
Knows texts and numbers; nothing of databases.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BITS = 256
WORDS = BITS // 64
BLOCK = 4096
"""Sketches that are kept together, word by word: `WORDS` rows of `BLOCK` numbers."""

Words = NDArray[np.uint64]


def sketches(texts: Sequence[str]) -> Words:
    """One column a text, `WORDS` rows. Texts hold no NUL, which parts them here."""
    joined = "\0".join(texts).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(joined, dtype="<u4").astype(np.uint64)
    if not len(codes):
        return np.zeros((WORDS, len(texts)), np.uint64)
    text = np.cumsum(codes == 0)[:-1]
    # Multiplicative hashing (Knuth, TAOCP 6.4) of both characters: the upper bits are the mixed ones.
    mixed = codes[:-1] * np.uint64(0x9E3779B97F4A7C15) + codes[1:] * np.uint64(0xC2B2AE3D27D4EB4F)
    bit = (mixed >> np.uint64(56)).astype(np.intp)
    inside = (codes[:-1] != 0) & (codes[1:] != 0)
    held = np.zeros((len(texts), BITS), bool)
    held[text[inside], bit[inside]] = True
    return np.ascontiguousarray(np.packbits(held, axis=1).view(np.uint64).T)


def distances(block: Words, sketch: Words) -> NDArray[np.uint16]:
    """In how many bits each column of a block differs from one sketch."""
    found: NDArray[np.uint16] = np.zeros(block.shape[1], np.uint16)
    for row, word in zip(block, sketch, strict=True):
        found += np.bitwise_count(row ^ word)
    return found


def nearest(found: NDArray[np.uint16], most: int) -> list[int]:
    """The places of the smallest distances, no more than `most`, in no order."""
    if len(found) <= most:
        return list(range(len(found)))
    return [int(place) for place in np.argpartition(found, most)[:most]]


def blank() -> Words:
    """A block that holds no sketch yet."""
    return np.zeros((WORDS, BLOCK), np.uint64)


def words_of(kept: bytes) -> Words:
    """The block that `bytes_of` kept."""
    return np.frombuffer(kept, "<u8").reshape(WORDS, BLOCK)


def bytes_of(block: Words) -> bytes:
    """A block as it is kept, the same on every machine."""
    return block.astype("<u8").tobytes()


def joined(blocks: Sequence[Words], count: int) -> Words:
    """The first `count` sketches of blocks that follow one another."""
    return np.concatenate([np.zeros((WORDS, 0), np.uint64), *blocks], 1)[:, :count]
