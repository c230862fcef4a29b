"""Plants wrong figures in good translations and counts how many of them the checks find.

    python -m evaluate.planted ../shared/data/mt_train/news_pairs.tsv

Two numbers matter: the share of planted errors found, and the share of human references with a
figure in them that are called wrong although nobody touched them. An error counts as found if the
finding was not there before it was planted: an alarm that also rings for the right translation
tells nothing. `pofilter` of translate-toolkit (a development dependency) is measured beside ours. Each `plant` changes the
English of a pair in one place, or gives None where the pair offers no place for its error.
"""

import csv
import random
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from pxtranslate.checks import dates, numbers
from pxtranslate.checks.base import Pair

Plant = Callable[[str, str, random.Random], str | None]

_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?"
_SIZE = r"(?:thousand|million|billion|trillion)"
_SMALLER = {"trillion": "billion", "billion": "million", "million": "thousand"}


def digit_changed(zh: str, en: str, rng: random.Random) -> str | None:
    """One digit of one figure becomes another digit."""
    found = _pick(r"\d", en, rng) if re.search("[0-9０-９]", zh) else None
    if found is None:
        return None
    first = found.start() == 0 or not en[found.start() - 1].isdigit()
    other = rng.choice([d for d in "0123456789" if d != found[0] and not (first and d == "0")])
    return en[: found.start()] + other + en[found.end() :]


def scale_slipped(zh: str, en: str, rng: random.Random) -> str | None:
    """A figure from 万 or 亿 comes out ten times too large, or ten times too small."""
    if not re.search("[万亿]", zh):
        return None
    found = _pick(
        rf"(?<![\d.,])({_FIGURE})(?=\s{_SIZE})|(?<![\d.,])\d{{1,3}}(?:,\d{{3}})+", en, rng
    )
    if found is None:
        return None
    value = float(found[0].replace(",", ""))
    slipped = value * rng.choice([10, 0.1])
    return en[: found.start()] + f"{slipped:,.6f}".rstrip("0").rstrip(".") + en[found.end() :]


def size_changed(zh: str, en: str, rng: random.Random) -> str | None:
    """Billion for million and the like: 90亿 becomes 90 billion's neighbour."""
    found = _pick(rf"(?<=\d\s){_SIZE}\b", en, rng) if re.search("[万亿]", zh) else None
    if found is None:
        return None
    larger = {small: big for big, small in _SMALLER.items()}
    other = rng.choice([_SMALLER.get(found[0]), larger.get(found[0])])
    return en[: found.start()] + other + en[found.end() :] if other else None


def size_dropped(zh: str, en: str, rng: random.Random) -> str | None:
    """9.02 million becomes 9.02."""
    found = _pick(rf"(?<=\d)\s{_SIZE}\b", en, rng) if re.search("[万亿]", zh) else None
    return en[: found.start()] + en[found.end() :] if found else None


def unit_dropped(zh: str, en: str, rng: random.Random) -> str | None:
    """A percent sign, a currency or a measure after or before a figure goes missing."""
    found = _pick(
        r"(?<=\d)\s?(?:%|percent\b|per cent\b)|(?:US|HK)?\$(?=\d)|RMB\s?(?=\d)|(?<=[\dn])\s(?:yuan|"
        r"(?:US )?dollars|euros|kilometers|km|meters|tons|tonnes|square meters|hectares|mu)\b",
        en,
        rng,
    )
    if found is None or re.match(r"\s?percent(?:age)?[\s-]point", en[found.start() :]):
        return None
    return en[: found.start()] + en[found.end() :]


def percent_for_point(zh: str, en: str, rng: random.Random) -> str | None:
    """2 percentage points become 2 percent, or the other way round."""
    if "百分点" in zh:
        found = _pick(r"(?<=\d)\s?(?:percentage|percent)[\s-]points?", en, rng)
        return en[: found.start()] + "%" + en[found.end() :] if found else None
    found = _pick(r"(?<=\d)(?:\s?%|\spercent\b)(?![\s-]point)", en, rng)
    return en[: found.start()] + " percentage points" + en[found.end() :] if found else None


def year_changed(zh: str, en: str, rng: random.Random) -> str | None:
    """A year that the Chinese names becomes a neighbouring year."""
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?=年)", zh)
    found = _pick(rf"\b(?:{'|'.join(years)})\b(?!,\d)", en, rng) if years else None
    if found is None:
        return None
    other = int(found[0]) + rng.choice([-3, -2, -1, 1, 2, 3])
    return en[: found.start()] + str(other) + en[found.end() :]


def month_changed(zh: str, en: str, rng: random.Random) -> str | None:
    """January for June."""
    months = "January|February|March|April|June|July|August|September|October|November|December"
    found = _pick(rf"\b(?:{months})\b", en, rng) if re.search(r"\d\s?月", zh) else None
    if found is None:
        return None
    other = rng.choice([month for month in months.split("|") if month != found[0]])
    return en[: found.start()] + other + en[found.end() :]


def date_invented(zh: str, en: str, rng: random.Random) -> str | None:
    """日前 becomes a day of the calendar."""
    if not re.search("日前|近日|近期|不久前", zh) or re.search(r"\d\s?[月日]", zh):
        return None
    found = re.search(r"\b(?:recently|a few days ago|in recent days)\b", en, re.IGNORECASE)
    return en[: found.start()] + "on March 15" + en[found.end() :] if found else None


def figure_dropped(zh: str, en: str, rng: random.Random) -> str | None:
    """50台大型农机 becomes "large farm machines"."""
    figures = re.findall(r"(?<![\d.])\d{2,}(?=[个名家台辆户项人])", zh)
    found = _pick(rf"(?<![\d.,])(?:{'|'.join(figures)})\s", en, rng) if figures else None
    return en[: found.start()] + en[found.end() :] if found else None


def bound_lost(zh: str, en: str, rng: random.Random) -> str | None:
    """More than 90, for 90多人, becomes 90."""
    if not re.search(rf"{_FIGURE}[万亿]?[多余]|(?:超过|逾|不足|近)\s?\d", zh):
        return None
    found = _pick(r"\b(?:more than|over|nearly|almost|less than)\s(?=(?:US)?\$?\d)", en, rng)
    return en[: found.start()] + en[found.end() :] if found else None


def bound_added(zh: str, en: str, rng: random.Random) -> str | None:
    """70% becomes more than 70%."""
    if re.search("[约近逾超过多余至少不低高以上下]", zh):
        return None
    bare = (
        rf"(?<!than )(?<!about )(?<![\d.,$–-])\b{_FIGURE}(?=\s?%|\s(?:{_SIZE}|people|yuan|tons)\b)"
    )
    found = _pick(bare, en, rng)
    return en[: found.start()] + "more than " + en[found.start() :] if found else None


_MARK = rf"\s?%|\spercent\b(?! points?)|\s(?:{_SIZE}(?:\syuan)?|yuan|tons|people|kilometers|mu)\b"


def figures_exchanged(zh: str, en: str, rng: random.Random) -> str | None:
    """Two figures with the same mark behind them change places: men 48 %, women 52 %."""
    if not re.search("[0-9０-９]", zh):
        return None
    found = list(re.finditer(rf"(?<![\d.,$])({_FIGURE})({_MARK})", en))
    pairs = [
        (one, two)
        for at, one in enumerate(found)
        for two in found[at + 1 :]
        if one[2] == two[2] and one[1] != two[1]
    ]
    if not pairs:
        return None
    one, two = rng.choice(pairs)
    between = en[one.end(1) : two.start(1)]
    return en[: one.start(1)] + two[1] + between + one[1] + en[two.end(1) :]


_PER = {
    "mu": r"per mu|a mu|each mu",
    "jin": r"per jin|a jin",
    "kilogram": r"per kilogram|a kilogram|per kilo|a kilo",
    "ton": r"per (?:metric )?tonn?e?|a ton(?:ne)?",
    "square meter": r"per square met(?:er|re)|a square met(?:er|re)",
    "hour": r"per hour|an hour",
}
_PER_CHINESE = (
    "每[亩斤吨]|每公斤|每千克|每平方?米|每小时|亩[均产]|时速|人均|户均|/(?:[亩斤吨]|公斤|平方?米)"
)


def per_dropped(zh: str, en: str, rng: random.Random) -> str | None:
    """1,200 jin per mu becomes 1,200 jin; the income per capita, the income."""
    if not re.search(_PER_CHINESE, zh):
        return None
    said = "|".join(_PER.values())
    found = _pick(rf"\s(?:{said})\b|\b(?:per[- ]capita|per[- ]household)\s", en, rng)
    return en[: found.start()] + en[found.end() :] if found else None


def per_changed(zh: str, en: str, rng: random.Random) -> str | None:
    """6 yuan per kilogram becomes 6 yuan per jin."""
    if not re.search(_PER_CHINESE, zh):
        return None
    others = {"mu": "hectare", "jin": "kilogram", "kilogram": "jin", "ton": "kilogram"}
    others |= {"square meter": "mu", "hour": "minute"}
    places = [(name, found) for name in _PER for found in re.finditer(rf"\b(?:{_PER[name]})\b", en)]
    if not places:
        return None
    name, found = rng.choice(places)
    return f"{en[: found.start()]}per {others[name]}{en[found.end() :]}"


PLANTS: tuple[Plant, ...] = (
    digit_changed,
    scale_slipped,
    size_changed,
    size_dropped,
    unit_dropped,
    percent_for_point,
    year_changed,
    month_changed,
    date_invented,
    figure_dropped,
    bound_lost,
    bound_added,
    figures_exchanged,
    per_dropped,
    per_changed,
)


def _pick(pattern: str, text: str, rng: random.Random) -> re.Match[str] | None:
    places = list(re.finditer(pattern, text))
    return rng.choice(places) if places else None


def found_by_ours(zh: str, en: str, worst: str) -> frozenset[str]:
    """What the two checks say of a pair, at least as bad as `worst`."""
    pair = Pair(zh, en)
    issues = (*numbers.find(pair), *dates.find(pair))
    wanted = {"error"} if worst == "error" else {"error", "warning"}
    return frozenset(issue.message for issue in issues if issue.severity in wanted)


def found_by_pofilter(zh: str, en: str) -> frozenset[str]:
    """What the `numbers` test of translate-toolkit says."""
    from translate.filters.checks import FilterFailure, StandardChecker

    try:
        StandardChecker().numbers(zh, en)
    except FilterFailure as failure:
        return frozenset([str(failure)])
    return frozenset()


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Chinese and English of a TSV with columns named zh and en."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["zh"], row["en"]) for row in rows]


def rates(
    plant: Plant,
    pairs: Iterable[tuple[str, str]],
    find: Callable[[str, str], frozenset[str]],
    fresh: bool = True,
    limit: int = 1000,
) -> tuple[int, int]:
    """How many errors were planted, and of how many `find` says what it did not say before.

    With `fresh` false an alarm counts even if the right translation rings it too.
    """
    rng = random.Random(2026)
    planted = found = 0
    for zh, en in pairs:
        wrong = plant(zh, en, rng)
        if wrong is None:
            continue
        planted += 1
        found += bool(find(zh, wrong) - (find(zh, en) if fresh else frozenset()))
        if planted == limit:
            break
    return planted, found


def main(path: Path) -> None:
    """Print the table."""
    pairs = read_pairs(path)
    bearing = [(zh, en) for zh, en in pairs if re.search("[0-9０-９]", zh)]
    finders: dict[str, tuple[Callable[[str, str], frozenset[str]], bool]] = {
        "error": (lambda zh, en: found_by_ours(zh, en, "error"), True),
        "error or warning": (lambda zh, en: found_by_ours(zh, en, "warning"), True),
        "pofilter": (found_by_pofilter, True),
        "pofilter, fresh or not": (found_by_pofilter, False),
    }
    start = time.process_time()
    for zh, en in pairs:
        found_by_ours(zh, en, "error")
    speed = len(pairs) / (time.process_time() - start) * 60
    print(
        f"{len(pairs)} pairs, {len(bearing)} with a figure in the Chinese; {speed:,.0f} pairs a CPU minute"
    )
    print("\t".join(["", "n", *finders]))
    alarms = [sum(bool(find(*pair)) for pair in bearing) for find, _ in finders.values()]
    shares = (f"{count / len(bearing):.1%}" for count in alarms)
    print("\t".join(["false alarms", str(len(bearing)), *shares]))
    totals = [0] * len(finders)
    everything = 0
    for plant in PLANTS:
        counts = [rates(plant, pairs, find, fresh) for find, fresh in finders.values()]
        planted = counts[0][0]
        everything += planted
        totals = [total + found for total, (_, found) in zip(totals, counts, strict=True)]
        shares = (f"{found / max(planted, 1):.1%}" for _, found in counts)
        print("\t".join([plant.__name__, str(planted), *shares]))
    shares = (f"{total / max(everything, 1):.1%}" for total in totals)
    print("\t".join(["all planted", str(everything), *shares]))


if __name__ == "__main__":
    default = "../shared/data/mt_train/news_pairs.tsv"
    main(Path(sys.argv[1] if len(sys.argv) > 1 else default))
