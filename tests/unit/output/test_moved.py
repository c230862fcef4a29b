"""Where inline elements stand in a target is told by those of the source, or not at all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pxtranslate.output.moved import put, read
from pxtranslate.output.placed import placed
from pxtranslate.reading.formats.xliff import bilingual

TAGS = (
    '<g id="1">',
    '<ph id="2">&lt;br id="1"&gt;</ph>',
    '<bpt id="3">{b}</bpt>',
    '<ept id="3">{/b}</ept>',
    "<ph>[x]</ph>",
    "<ph>[y]</ph>",
    "</g>",
)
SOURCE = f"今{TAGS[0]}天{TAGS[1]}下{TAGS[2]}雨{TAGS[3]}很{TAGS[4]}{TAGS[5]}大{TAGS[6]}。"


def unit(target: str) -> bytes:
    return (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a"'
        ' source-language="zh" target-language="en" datatype="x"><body>'
        f'<trans-unit id="1"><source>{SOURCE}</source>{target}</trans-unit></body></file></xliff>'
    ).encode()


@settings(max_examples=80)
@given(
    st.lists(st.sampled_from(["Rain ", "&amp;", "falls ", "é", "\U00020000"]), max_size=8),
    st.permutations(range(len(TAGS))),
    st.lists(st.integers(0, 9), min_size=len(TAGS), max_size=len(TAGS)),
)
def test_any_order_of_the_sources_tags_comes_back(
    words: list[str], order: list[int], places: list[int]
) -> None:
    first, last = order.index(0), order.index(6)
    if first > last:  # what is opened is closed behind
        order[first], order[last] = 6, 0
    parts = ["A", *words, "end."]
    content = ""
    for behind, word in enumerate(parts):
        after = zip(order, sorted(places), strict=True)
        content += word
        content += "".join(TAGS[n] for n, at in after if min(at, len(parts) - 1) == behind)
    edited = unit(f"<target>{content}</target>")
    ((slot,), (filled,)) = bilingual(unit("")).slots, bilingual(edited).slots
    (where,) = read(unit(""), edited, "a.xlf").values()
    ours, _ = placed(filled.target, slot.source, slot.codes)
    assert (put(slot, where) if where else ours) == content.encode()


@given(st.lists(st.sampled_from(TAGS[1:6]), max_size=7))
def test_too_many_or_too_few_tell_nothing(tags: list[str]) -> None:
    content = f"{TAGS[0]}Rain{TAGS[6]}{''.join(tags)}"
    found = read(unit(""), unit(f"<target>{content}</target>"), "a.xlf")
    assert bool(found) == (sorted(tags) == sorted(TAGS[1:6]))
