"""What a stronger model says of one segment, because a person asks: told, and nothing is replaced."""

from dataclasses import replace

from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import run
from pxtranslate.config import Settings
from pxtranslate.engines.ask import ask
from pxtranslate.engines.base import Engine
from pxtranslate.errors import EngineError
from pxtranslate.mending.bounds import bounded
from pxtranslate.mending.figures import exchange
from pxtranslate.mending.remedies import Case, last
from pxtranslate.mending.rules import repair
from pxtranslate.records import Segment, Terms
from pxtranslate.translation.headline import polish
from pxtranslate.translation.translate import answered


def suggest(case: Case, engine: Engine, settings: Settings, terms: Terms) -> Segment:
    """The segment as another model has it, mended by rule, with what the checks find in that.

    The model is asked as `mend` asks it (`remedies.last`): what is known to be wrong is named. It is
    loaded already. Raises EngineError where it gives no translation.
    """
    request, *_ = last(case, settings, terms).requests
    (answer,) = ask(engine, [request], last(case, settings, terms).decoding)
    found = answered(case.segment, answer, engine.fingerprint)
    if found.target is None:
        raise EngineError(found.issues[0].message)
    source = case.segment.source.strip()
    named = terms(source)
    target = bounded(source, exchange(source, repair(source, found.target, named)))
    if request.task == "headline":
        target = polish(target)
    issues = run(Pair(source, target, case.paragraph.role, named), settings.checks)
    return replace(found, target=target, status="ok", issues=issues)
