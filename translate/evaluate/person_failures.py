"""Which listed persons the default model gets wrong by itself: those are named to it.

    nice -n 10 python -m evaluate.person_failures

Each person of the tables stands in a short sentence that names nothing to the model; right is an answer
that holds the last word of the name. Five minutes for 2,291 persons on two cores, as long as all were asked for. Writes
`names/data/people_to_name.txt`; run it again after the model or the tables have changed.
"""

from collections.abc import Iterator
from pathlib import Path

import pxtranslate
from pxtranslate.config import resolve
from pxtranslate.engines import choose
from pxtranslate.engines.ask import ask
from pxtranslate.engines.base import Output, Request
from pxtranslate.names import pinyin
from pxtranslate.names.english import fold
from pxtranslate.names.known_people import table
from pxtranslate.names.tables import rows
from pxtranslate.translation.search import greedy

CARRIER = "据报道，{}发表了讲话。"
HEAD = "# Persons of the tables that the default model gets wrong by itself (python -m evaluate.person_failures).\n"
PLACE = Path(pxtranslate.__file__).parent / "names" / "data" / "people_to_name.txt"


def main() -> None:
    """Ask for all, and write the list."""
    settings = resolve().settings
    persons = nameable()
    with choose(settings.model, print) as engine:
        answers = ask(engine, [Request(CARRIER.format(zh)) for zh in persons], greedy(settings))
        said = [answer.text if isinstance(answer, Output) else "" for answer in answers]
    wrong = list(wrong_of(persons, said))
    PLACE.write_text(HEAD + "".join(f"{zh}\n" for zh in wrong), "utf-8")
    print(f"{len(wrong)} of {len(persons)} wrong")


def nameable() -> dict[str, str]:
    """The listed persons whose English may be put into a model's mouth, by their Chinese.

    Those chosen by hand, and of the dictionary's the ones in pinyin and full foreign names: its other
    English is often half a name (小池百合子 "Yuriko"), a title or a book.
    """
    by_hand = {zh for zh, _ in rows("people_main.tsv")}
    return {
        zh: en
        for zh, en in table().items()
        if zh in by_hand
        or (" " in en and ("·" in zh or (len(zh) in (3, 4) and en == pinyin.person(zh))))
    }


def wrong_of(persons: dict[str, str], said: list[str]) -> Iterator[str]:
    """The Chinese names whose answer does not hold the last word of their English."""
    for (zh, en), answer in zip(persons.items(), said, strict=True):
        if fold(en.split()[-1]) not in fold(answer):
            yield zh


if __name__ == "__main__":
    main()
