"""Web pages: the story without menus and footers; nothing is downloaded.

trafilatura finds where the story is, no more: what is taken is the page's own text there, all of it
but menus, so that a paragraph which an extractor thinks too short, too linked or hidden is not lost.
What is left out outside is measured, and taken too, with a note, where it is much.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy

import trafilatura
from lxml import etree, html
from trafilatura.settings import DEFAULT_CONFIG, Document

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed, Run, compose
from pxtranslate.reading.encoding import decode, han
from pxtranslate.reading.formats import flow, frame, headline, raised, struck
from pxtranslate.reading.formats.flow import Passage

_LEAST_STORY = "20"
"""Characters; below this trafilatura gives up on structure and takes all text as one paragraph.
Its 250 suits languages with words: a short Chinese item has 100."""
_TELLING = 10
"""Characters from which on a passage found again in the story is surely its own."""
_MOST = 0.9
"""Share of the story that the element which holds it must hold."""
_MUCH = 0.2
"""Prose around the story, in the story's own, from which on it is taken too: a disclaimer below an
article is less, the other half of an article cut in two more."""
_LINES = 4
"""Lines from which on they are a story without sentences."""
_FOLDS = re.compile("展开|展開|剩余|剩餘|余下|余文|全文|查看更多|显示全部|顯示全部")
"""What a control says that unfolds the rest of a story."""


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the main story; the whole page, with a note, where none stands out.

    Of what the page folds away that is taken which goes on where the story shown ends, or anywhere
    in it where the page has a control that unfolds text; the rest is left out with a note.
    """
    decoded = decode(data)
    try:
        tree = flow.parse_tree(decoded.text)
    except etree.LxmlError as error:
        raise InputError(f"is no HTML page ({error})") from error
    lines = struck.take(tree)
    marks = raised.take(tree)
    page = list(flow.passages(tree))
    found = _extract(tree)
    notes = list(decoded.notes)
    if marks:
        notes.append(f"{marks} note marks left out")
    notes += struck.note(lines)
    extracted = "".join("".join(found.body.itertext()).split()) if found is not None else ""
    called = headline.names(tree)
    seeds = [one for one in page if _is_in(one, extracted)]
    if not any(map(frame.is_prose, seeds)):
        inside = [one for one in seeds if not frame.is_aside(one.element, None)]
        seeds = max(inside, _set_alike(page), key=lambda group: sum(map(frame.size, group)))
    if seeds:
        container, wider = _container(page, seeds)
        seed_ids = {id(one) for one in seeds}
        chosen = [
            n
            for n, one in enumerate(page)
            if _belongs(one, container) and (id(one) in seed_ids or not frame.is_menu(one))
        ]
        head = headline.headline(page, _body(page, chosen), called)
        chosen = [n for n in chosen if n >= (head or 0) or not headline.is_outlet(page[n].run.text)]
        more = frame.going_on(page, chosen, container, head)
        if wider or more:
            notes.append("text outside the main story was taken too: there is much of it")
        chosen = sorted({*chosen, *more})
        around = frame.around(page, chosen, head)
        page = frame.named(page, around, head)
        chosen = sorted({*chosen, *around})
    else:
        notes.append("no main story stands out: the whole page was taken")
        chosen = list(range(len(page)))
        head = headline.headline(page, _body(page, chosen), called)
        page = frame.named(page, (), head)
    once = _once(page, chosen, head)
    if len(once) < len(chosen):
        notes.append("the story stands on the page twice: taken once")
    story = _unfolded([page[n] for n in once], _FOLDS.search(_controls(tree)) is not None)
    runs = _headed(story, called)
    return compose(runs, decoded.encoding, (*notes, *_balance(page, story, runs)))


def _body(page: Sequence[Passage], chosen: Sequence[int]) -> int:
    """The passage that the running text of a story begins with."""
    return next((n for n in chosen if frame.is_prose(page[n])), chosen[0] if chosen else len(page))


def _once(page: Sequence[Passage], chosen: Sequence[int], head: int | None) -> list[int]:
    """The passages without a second story that is the first again, as pages have one for telephones."""
    texts = [page[n].run.text for n in chosen]
    title = page[head].run.text if head is not None else ""
    again = [at for at, text in enumerate(texts) if text == title][1:2]
    if again and set(texts[again[0] :]) <= set(texts[: again[0]]):
        return list(chosen[: again[0]])
    return list(chosen)


def _extract(tree: html.HtmlElement) -> Document | None:
    """What trafilatura takes for the story of a page on which nothing is hidden."""
    shown = deepcopy(tree)
    for element in shown.iter(etree.Element):
        for name in ("style", "hidden", "aria-hidden"):
            element.attrib.pop(name, None)
    config = deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", _LEAST_STORY)
    found = trafilatura.bare_extraction(
        shown, include_comments=False, with_metadata=True, config=config
    )
    return found if isinstance(found, Document) else None


def _is_in(passage: Passage, extracted: str) -> bool:
    bare = "".join(passage.run.text.split())
    return len(bare) >= _TELLING and bare in extracted and not passage.folded


def _set_alike(page: Sequence[Passage]) -> list[Passage]:
    """The most text that stands in one element in several lines: a poem, for which extractors have no
    eye, as they look for sentences.
    """
    groups: dict[etree._Element, list[Passage]] = {}
    for one in page:
        if frame.is_menu(one) or frame.is_aside(one.element, None):
            continue
        for element in (one.element, one.element.getparent()):
            if element is not None:
                groups.setdefault(element, []).append(one)
    long = [group for group in groups.values() if len(group) >= _LINES]
    return max(long, key=lambda group: sum(map(frame.size, group)), default=[])


def _controls(tree: etree._Element) -> str:
    """What the page's buttons and links say."""
    return " ".join(
        "".join(e.itertext()) for e in tree.iter("a", "button", "span", "label") if not len(e)
    )


def _unfolded(story: Sequence[Passage], unfolds: bool) -> list[Passage]:
    shown = [number for number, one in enumerate(story) if not one.folded and frame.is_prose(one)]
    last = shown[-1] if shown else -1
    return [
        one
        for number, one in enumerate(story)
        if not one.folded or (frame.is_prose(one) and (unfolds or number > last))
    ]


def _container(page: Sequence[Passage], seeds: Sequence[Passage]) -> tuple[etree._Element, bool]:
    """The element that holds the story, and whether it is wider than what the story was found in."""
    container = _innermost(seeds, _MOST)
    prose = [
        one
        for one in page
        if frame.is_prose(one) and not one.folded and not frame.is_aside(one.element, None)
    ]
    inside = sum(frame.size(one) for one in prose if frame.lies_in(one.element, container))
    if sum(map(frame.size, prose)) <= (1 + _MUCH) * inside:
        return container, False
    return _innermost([*prose, *seeds], 1.0), True


def _innermost(passages: Sequence[Passage], share: float) -> etree._Element:
    """The smallest element that holds so much of some passages."""
    held: dict[etree._Element, int] = {}
    for one in passages:
        for element in (one.element, *one.element.iterancestors()):
            held[element] = held.get(element, 0) + frame.size(one)
    whole = sum(map(frame.size, passages))
    enough = [element for element, size in held.items() if size >= share * whole]
    return max(enough, key=lambda element: sum(1 for _ in element.iterancestors()))


def _belongs(passage: Passage, container: etree._Element) -> bool:
    """Whether a passage stands in the story, and not in a part of the page that has its own end."""
    return frame.lies_in(passage.element, container) and not frame.is_aside(
        passage.element, container
    )


def _headed(story: Sequence[Passage], called: Sequence[str]) -> list[Run]:
    """The runs of a story below its headline, which may stand outside it.

    A kicker, picture or date above the headline comes below it, where it stays with its article.
    """
    runs = [one.run for one in story]
    headed = any(run.role == "title" for run in runs)
    if called and not headed and called[0] not in "".join(run.text for run in runs):
        runs.insert(0, Run(called[0], "title"))
    first = next((n for n, run in enumerate(runs) if run.role == "title"), 0)
    if not any(frame.SENTENCE.search(run.text) and run.role is None for run in runs[:first]):
        return [*runs[first : first + 1], *runs[:first], *runs[first + 1 :]]
    return runs


def _balance(
    page: Sequence[Passage], story: Sequence[Passage], runs: Sequence[Run]
) -> Iterator[str]:
    """Notes on what was taken though folded, and on all that was left out."""
    if folded := sum(han(one.run.text) for one in story if one.folded):
        yield f"{folded} Chinese characters that the page folds away were taken"
    taken = {run.text for run in runs}
    left = [one for one in page if one.run.text not in taken]
    if hidden := sum(han(one.run.text) for one in left if one.folded):
        yield f"{hidden} Chinese characters of hidden text left out"
    if menus := sum(han(one.run.text) for one in left if not one.folded):
        yield f"{menus} Chinese characters of the page were left out as menus and the like"
