"""Whether a person stands behind a target, by what translators' tools write beside it.

XLIFF 1.2 (`state`, `state-qualifier`, `approved`), XLIFF 2 (`state`, `subState`), and the attributes of
Trados (`conf`), memoQ (`status`) and Memsource (`confirmed`), which are known by their names alone,
whatever the namespace's version. A target of which nothing is said counts as a person's: many tools
write no state. A `mark` of ours beside a target says that a machine wrote just this text.
"""

from lxml import etree

from pxtranslate.reading.formats.slots import is_locked
from pxtranslate.text import mark

MACHINE = "px:machine"
"""Our `subState` of an XLIFF 2 segment that no person has confirmed."""
MARKED = "x-mark"
"""The type of the TMX property that holds the mark of a target as a machine wrote it."""

_DONE_12 = {"final", "signed-off", "translated"}
_SUGGESTED = {"mt-suggestion", "leveraged-mt", "fuzzy-match"}
_DONE_20 = {"translated", "reviewed", "final"}
_DONE_TRADOS = {"translated", "approvedtranslation", "approvedsignoff"}
_DONE_MEMOQ = {"manuallyconfirmed", "proofread", "reviewer1confirmed", "reviewer2confirmed"}


def confirmed(unit: etree._Element, sentence: str = "") -> bool:
    """Whether the target of an XLIFF unit is a person's; `sentence` names one marked in it."""
    if (trados := _trados(unit, sentence)) is not None:
        return trados
    other = _attributes(unit)
    if "status" in other:  # memoQ
        return other["status"].lower() in _DONE_MEMOQ
    if "confirmed" in other:  # Memsource
        return other["confirmed"] == "1"
    if unit.get("approved") == "yes":
        return True
    if etree.QName(unit).localname == "segment":
        return unit.get("state", "final") in _DONE_20 and unit.get("subState") != MACHINE
    target = unit.find("{*}target")
    if target is None or target.get("state-qualifier") in _SUGGESTED:
        return False
    return target.get("state", "final") in _DONE_12


def locked(unit: etree._Element, sentence: str = "") -> bool:
    """Whether a tool keeps an XLIFF unit as it is, or the one sentence in it that is named."""
    around = [unit, *unit.iterancestors("{*}unit")]
    if any(is_locked(_attributes(one).get("locked", "")) for one in around):
        return True
    defined = unit.iterfind("{*}seg-defs/{*}seg") if sentence else ()
    return any(is_locked(one.get("locked") or "") for one in defined if one.get("id") == sentence)


def is_machines(target: str, marked: str) -> bool:
    """Whether a target bears the mark that we wrote beside a machine's: nobody has touched it."""
    return bool(marked) and mark(target) == marked


def _trados(unit: etree._Element, sentence: str) -> bool | None:
    """What the segment definitions of an SDLXLIFF unit say; None where it has none."""
    found = unit.find("{*}seg-defs")
    if found is None:
        return None
    for one in found.iterchildren("{*}seg"):
        if one.get("id") == sentence:
            return (one.get("conf") or "").lower() in _DONE_TRADOS
    return False


def _attributes(unit: etree._Element) -> dict[str, str]:
    """The attributes that stand in a namespace of their own, by local name."""
    return {
        etree.QName(str(name)).localname: str(value)
        for name, value in unit.attrib.items()
        if str(name).startswith("{")
    }
