"""Chinese characters left in the English: a word the translation could not carry across.

Knows nothing of whether the rest is English; that is the business of `language`.
"""

import re
from collections.abc import Iterator

from pxtranslate.checks.base import Pair
from pxtranslate.records import Issue
from pxtranslate.text import HAN as IDEOGRAPHS

# Han with its extensions and compatibility forms, the iteration mark 々, zero 〇, kana, bopomofo.
HAN = r"々〇\u3040-\u30ff\u3105-\u312f" + IDEOGRAPHS
_RUN = re.compile(rf"(?P<beside>(?<=[A-Za-z\d] [(（])|(?<=[A-Za-z\d][(（]))?(?P<run>[{HAN}]+)")


_MOST = 3


def find(pair: Pair) -> Iterator[Issue]:
    """Yield one issue a run of Chinese; `Gan River (赣江)`, a name with its original, is info.

    From the fourth run on they are told together.
    """
    runs = list(_RUN.finditer(pair.target))
    if len(runs) > _MOST:
        shown = "、".join(match["run"] for match in runs[:_MOST])
        message = f"Chinese left in the English in {len(runs)} places: {shown} …"
        yield Issue("leftover", "error", message, target=shown)
        return
    for match in runs:
        run = match["run"]
        beside = match["beside"] is not None and pair.target[match.end() : match.end() + 1] in ")）"
        yield Issue(
            check="leftover",
            severity="info" if beside else "error",
            message=f"Chinese left in the English: {run}",
            source=run if run in pair.source else "",
            target=run,
        )
