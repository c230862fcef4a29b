"""How well pages are rebuilt: `python -m evaluate.pages [--synthetic N] DIR...`

A DIR holds pairs `x.txt` and `x.gold.json`: `blocks` are the non-empty lines, `articles[].blocks`
their numbers in reading order, `articles[].title` the headline or null. Printed a page and in all:

- boundary: F1 of (headline or block, article) after articles are matched one to one by overlap;
- continuation: share of neighbours in a gold article that are neighbours in ours, over all pairs
  and over those that are apart on the page;
- order: Kendall's tau within gold articles; exact: articles right to the last block;
- untouched: share of pages that, laid out in order with the cuts healed, come out in that order.

`--synthetic N` cuts and shuffles the articles of the pages anew, N pages, three mixed at a time.
"""

import argparse
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

from pxtranslate.articles.split import split
from pxtranslate.records import Document


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A title or None, and block numbers in reading order (the title's block among them)."""

    title: str | None
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page of blocks, one a line, and how they are to be read."""

    name: str
    blocks: tuple[str, ...]
    articles: tuple[GoldArticle, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts, so that pages can be added up; each pair is (right, out of)."""

    boundary: tuple[float, float]
    continuation: tuple[int, int]
    apart: tuple[int, int]
    tau: tuple[float, int]
    exact: tuple[int, int]


def load(folder: Path) -> list[GoldPage]:
    """All gold pages of a folder, sorted by name."""
    pages = []
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        articles = tuple(
            GoldArticle(a["title"], tuple(int(b) for b in a["blocks"])) for a in gold["articles"]
        )
        name = path.name.removesuffix(".gold.json")
        pages.append(GoldPage(name, tuple(gold["blocks"]), articles))
    return pages


def predict(page: GoldPage, keep_order: bool = False) -> list[GoldArticle]:
    """Split the page and say the result in its block numbers."""
    text = "\n\n".join(page.blocks)
    owner = [n for n, block in enumerate(page.blocks) for _ in range(len(block) + 2)]
    document = Document(path=page.name, name=page.name, sha256="", encoding="utf-8", text=text)
    found = []
    for article in split(document, keep_order).articles:
        blocks: list[int] = []
        for paragraph in (*([article.title] if article.title else []), *article.paragraphs):
            blocks += [owner[start] for start, _ in paragraph.pieces if owner[start] not in blocks]
        found.append(GoldArticle(article.title.text if article.title else None, tuple(blocks)))
    return found


def score(page: GoldPage, found: Sequence[GoldArticle]) -> Score:
    """Compare what was found with the gold."""
    pairs = sorted(
        (
            (len(set(gold.blocks) & set(ours.blocks)), -g, -f)
            for g, gold in enumerate(page.articles)
            for f, ours in enumerate(found)
        ),
        reverse=True,
    )
    match: dict[int, int] = {}
    for overlap, g, f in pairs:
        if overlap and -g not in match and -f not in match.values():
            match[-g] = -f
    right = 0
    exact = 0
    for g, gold in enumerate(page.articles):
        if g in match:
            ours = found[match[g]]
            same_title = _bare(gold.title) == _bare(ours.title)
            right += len(set(gold.blocks) & set(ours.blocks)) + same_title
            exact += same_title and gold.blocks == ours.blocks
    size = sum(len(a.blocks) for a in page.articles)
    wanted, given = size + len(page.articles), size + len(found)
    after = {left: b for a in found for left, b in pairwise(a.blocks)}
    steps = [step for a in page.articles for step in pairwise(a.blocks)]
    apart = [(a, b) for a, b in steps if b != a + 1]
    place = {b: (f, n) for f, a in enumerate(found) for n, b in enumerate(a.blocks)}
    tau, taus = 0.0, 0
    for gold in page.articles:
        both = list(combinations(gold.blocks, 2))
        if both:
            taus += 1
            tau += sum(1 if place[a] < place[b] else -1 for a, b in both) / len(both)
    return Score(
        boundary=(2.0 * right, wanted + given),
        continuation=(sum(after.get(a) == b for a, b in steps), len(steps)),
        apart=(sum(after.get(a) == b for a, b in apart), len(apart)),
        tau=(tau, taus),
        exact=(exact, len(page.articles)),
    )


def heal(page: GoldPage) -> list[tuple[str | None, list[str]]]:
    """The articles of a page with paragraphs cut in mid-sentence made whole again."""
    healed = []
    for article in page.articles:
        lines: list[str] = []
        for n, block in enumerate(article.blocks):
            text = page.blocks[block]
            apart = n > 0 and block != article.blocks[n - 1] + 1
            if apart and lines and not re.search(r"[。！？：…；”）]$", lines[-1]) and n > 1:
                lines[-1] += text
            else:
                lines.append(text)
        healed.append((article.title, lines))
    return healed


def lay_out(name: str, articles: Sequence[tuple[str | None, list[str]]]) -> GoldPage:
    """A page with its articles one after the other, uncut."""
    blocks: list[str] = []
    gold = []
    for title, lines in articles:
        gold.append(GoldArticle(title, tuple(range(len(blocks), len(blocks) + len(lines)))))
        blocks += lines
    return GoldPage(name, tuple(blocks), tuple(gold))


def synthesise(pages: Sequence[GoldPage], count: int, seed: int) -> Iterator[GoldPage]:
    """Cut and shuffle articles drawn from three pages at a time; the same seed, the same pages."""
    draw = random.Random(seed)
    for number in range(count):
        pool = {
            lines[0]: (title, lines)
            for page in draw.sample(list(pages), min(3, len(pages)))
            for title, lines in heal(page)
        }
        picked = draw.sample(list(pool.values()), min(len(pool), draw.randint(4, 9)))
        fragments: list[tuple[int, int, list[str]]] = []
        for index, (_, lines) in enumerate(picked):
            parts = [lines]
            for _ in range(draw.choice((0, 0, 1, 1, 1, 2, 3))):
                last = _cut(parts[-1], draw)
                parts[-1:] = last
            fragments += [(index, n, part) for n, part in enumerate(parts)]
        draw.shuffle(fragments)
        blocks: list[str] = []
        places: dict[tuple[int, int], list[int]] = {}
        for index, n, part in fragments:
            places[index, n] = list(range(len(blocks), len(blocks) + len(part)))
            blocks += part
        gold = tuple(
            GoldArticle(
                title, tuple(b for key in sorted(places) if key[0] == index for b in places[key])
            )
            for index, (title, _) in enumerate(picked)
        )
        yield GoldPage(f"synthetic{number:03}", tuple(blocks), gold)


def _cut(lines: list[str], draw: random.Random) -> list[list[str]]:
    """Cut a later paragraph at least 4 characters from its ends; one cut in ten after a sentence."""
    whole = draw.random() < 0.1
    spots = [
        (n, at)
        for n, line in enumerate(lines)
        if n > 0
        for at in range(4, len(line) - 4)
        if (line[at - 1] in "。！？；：…") == whole
        and line[at] not in "（。！？…”’）"
        and "（" not in line[at - 10 : at]
    ]
    if not spots:
        return [lines]
    n, at = draw.choice(spots)
    return [[*lines[:n], lines[n][:at]], [lines[n][at:], *lines[n + 1 :]]]


def with_leads_above(page: GoldPage, draw: random.Random) -> GoldPage:
    """The page with some leads printed over their headlines, as newspapers do: two in five."""
    places = list(range(len(page.blocks)))
    for article in page.articles:
        if article.title is None or len(article.blocks) < 3 or draw.random() > 0.4:
            continue
        title, lead = article.blocks[:2]
        text = page.blocks[lead]
        if lead == title + 1 and len(text) > 60 and text[-1] in "。”":
            places[title], places[lead] = lead, title
    now = {block: place for place, block in enumerate(places)}
    articles = tuple(
        GoldArticle(article.title, tuple(now[block] for block in article.blocks))
        for article in page.articles
    )
    return GoldPage(page.name, tuple(page.blocks[block] for block in places), articles)


def untouched(page: GoldPage) -> bool:
    """Whether the page, laid out in order and whole, keeps that order."""
    found = predict(lay_out(page.name, heal(page)))
    flat = [b for article in found for b in article.blocks]
    return flat == sorted(flat)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--synthetic", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    pages = [page for folder in options.folders for page in load(folder)]
    in_order = sum(untouched(page) for page in pages) / len(pages)
    if options.synthetic:
        pages = list(synthesise(pages, options.synthetic, options.seed))
    scores = []
    start = time.perf_counter()
    for page in pages:
        scores.append(score(page, predict(page)))
        print(_row(page.name, scores[-1:]))
    seconds = time.perf_counter() - start
    print(_row("all", scores))
    print(f"untouched {in_order:.3f}  pages a second {len(pages) / seconds:.1f}")


def _row(name: str, scores: Sequence[Score]) -> str:
    cells = [name.ljust(16)]
    for field in ("boundary", "continuation", "apart", "tau", "exact"):
        right = sum(getattr(s, field)[0] for s in scores)
        of = sum(getattr(s, field)[1] for s in scores)
        cells.append(f"{field} {right / of:.3f}" if of else f"{field}   -  ")
    return "  ".join(cells)


def _bare(title: str | None) -> str | None:
    return None if title is None else re.sub(r"\s", "", title)


if __name__ == "__main__":
    main()
