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
from pxtranslate.reading.formats import flow, raised, struck
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
_LINKED = 0.5
"""Share of a passage's characters in links from which on it is a menu, unless it is a sentence."""
_FOLDS = re.compile("展开|展開|剩余|剩餘|余下|余文|全文|查看更多|显示全部|顯示全部")
"""What a control says that unfolds the rest of a story."""
_CONTROL = re.compile(
    r"\A[▼↓+\s]*+(?:返回\w{1,6}，)?(?:点击|點擊)?(?:展开|展開|阅读|閱讀|查看|显示|顯示|收起)"
    r"(?:剩余|剩餘|余下|全文|全部|更多|原文|内容|內容|[\d%\s])*+[▼↓»>\s]*"
)
_SENTENCE = re.compile(r"[。！？!?；…][”’」』）)】》]*$")
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:comments?|reply|replies|related|recommend\w*|relate|hot|rank\w*|sidebar|footer"
    r"|foot|copyright|disclaimer|breadcrumbs?|crumbs?|share|popup|dialog|modal|tips?|login)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDES = ("footer", "nav", "menu", "dialog")


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
    if lines:
        notes.append(f"{lines} pieces of struck-out text left out")
    extracted = "".join("".join(found.body.itertext()).split()) if found is not None else ""
    seeds = [one for one in page if _is_in(one, extracted)]
    if seeds:
        container, wider = _container(page, seeds)
        seed_ids = {id(one) for one in seeds}
        story = [
            one
            for one in page
            if _belongs(one, container) and (id(one) in seed_ids or not _is_menu(one))
        ]
        if wider:
            notes.append("text outside the main story was taken too: there is much of it")
    else:
        notes.append("no main story stands out: the whole page was taken")
        story = list(page)
    story = _unfolded(story, _FOLDS.search(_controls(tree)) is not None)
    runs = _headed(page, story, found.title if found is not None else None)
    return compose(runs, decoded.encoding, (*notes, *_balance(page, story, runs)))


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


def _controls(tree: etree._Element) -> str:
    """What the page's buttons and links say."""
    return " ".join(
        "".join(e.itertext()) for e in tree.iter("a", "button", "span", "label") if not len(e)
    )


def _unfolded(story: Sequence[Passage], unfolds: bool) -> list[Passage]:
    shown = [number for number, one in enumerate(story) if not one.folded and _is_prose(one)]
    last = shown[-1] if shown else -1
    return [
        one
        for number, one in enumerate(story)
        if not one.folded or (_is_prose(one) and (unfolds or number > last))
    ]


def _container(page: Sequence[Passage], seeds: Sequence[Passage]) -> tuple[etree._Element, bool]:
    """The element that holds the story, and whether it is wider than what the story was found in."""
    container = _innermost(seeds, _MOST)
    prose = [
        one
        for one in page
        if _is_prose(one) and not one.folded and not _is_aside(one.element, None)
    ]
    inside = sum(_size(one) for one in prose if _lies_in(one.element, container))
    if sum(map(_size, prose)) <= (1 + _MUCH) * inside:
        return container, False
    return _innermost([*prose, *seeds], 1.0), True


def _innermost(passages: Sequence[Passage], share: float) -> etree._Element:
    """The smallest element that holds so much of some passages."""
    held: dict[etree._Element, int] = {}
    for one in passages:
        for element in (one.element, *one.element.iterancestors()):
            held[element] = held.get(element, 0) + _size(one)
    whole = sum(map(_size, passages))
    enough = [element for element, size in held.items() if size >= share * whole]
    return max(enough, key=lambda element: sum(1 for _ in element.iterancestors()))


def _lies_in(element: etree._Element, container: etree._Element) -> bool:
    return element is container or container in element.iterancestors()


def _belongs(passage: Passage, container: etree._Element) -> bool:
    """Whether a passage stands in the story, and not in a part of the page that has its own end."""
    return _lies_in(passage.element, container) and not _is_aside(passage.element, container)


def _is_aside(element: etree._Element, within: etree._Element | None) -> bool:
    """Whether an element or what it lies in, up to `within`, is named for comments, menus, footers."""
    for one in (element, *element.iterancestors()):
        if one is within or one.tag in ("html", "body"):
            return False
        named = f"{one.get('class', '')} {one.get('id', '')}"
        if one.tag in _ASIDES or _ASIDE.search(named):
            return True
    return False


def _is_menu(passage: Passage) -> bool:
    if passage.folded:
        return not _is_prose(passage)
    if _CONTROL.fullmatch(passage.run.text):
        return True
    return passage.linked > _LINKED * _size(passage) and not _SENTENCE.search(passage.run.text)


def _is_prose(passage: Passage) -> bool:
    """A paragraph, by its full stop; a menu or a form has none."""
    text = passage.run.text
    return _SENTENCE.search(text) is not None and han(text) >= _TELLING


def _size(passage: Passage) -> int:
    return len("".join(passage.run.text.split()))


def _headed(page: Sequence[Passage], story: Sequence[Passage], title: str | None) -> list[Run]:
    """The runs of a story below its headline, which may stand outside it.

    A kicker, picture or date above the headline comes below it, where it stays with its article.
    """
    runs = [one.run for one in story]
    if not any(run.role == "title" for run in runs):
        named = "".join((title or "").split())
        above = [one.run for one in page if one.run.role == "title" and not one.folded]
        fitting = [run for run in above if "".join(run.text.split()) in named or not named]
        if fitting:
            runs.insert(0, max(fitting, key=lambda run: len(run.text)))
        elif title and title not in "".join(run.text for run in runs):
            runs.insert(0, Run(title, "title"))
    first = next((n for n, run in enumerate(runs) if run.role == "title"), 0)
    if not any(_SENTENCE.search(run.text) and run.role is None for run in runs[:first]):
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
