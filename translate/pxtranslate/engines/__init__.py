"""What turns requests into English: one file an engine, all behind the seam in `base`."""

from collections.abc import Callable

from pxtranslate.config import Model, Settings
from pxtranslate.engines.base import Engine
from pxtranslate.engines.echo import EchoEngine


def choose(settings: Model, say: Callable[[str], None]) -> Engine:
    """The engine the settings ask for, its model made ready (fetched, converted) but not loaded.

    `say` is told what takes long. Raises ModelError if the model cannot be had or run here.
    """
    if settings.engine == "echo":
        return EchoEngine()
    from pxtranslate.models import registry
    from pxtranslate.models.cards import models_folder

    wanted = None if settings.engine == "auto" else settings.engine
    model = registry.ready(
        settings.id, wanted, models_folder(settings.folder), offline=settings.offline, say=say
    )
    if model.format == "ct2":
        from pxtranslate.engines.ct2 import CT2Engine

        return CT2Engine(
            model.path,
            model.card.family,
            model.card.prompt,
            model.fingerprint,
            settings.device,
            settings.compute_type,
            settings.threads,
        )
    from pxtranslate.engines.hf import HFEngine

    gguf = model.path if model.format == "gguf" else None
    return HFEngine(
        gguf.parent if gguf else model.path,
        model.card.family,
        model.card.prompt,
        model.fingerprint,
        settings.device,
        settings.compute_type,
        settings.threads,
        gguf.name if gguf else None,
        model.adapter,
    )


def choose_writer(settings: Settings, say: Callable[[str], None]) -> Engine | None:
    """The engine of `summary.model`, ready but not loaded; None where the one that translates writes.

    Raises ModelError as `choose` does.
    """
    own_words = settings.summary.method in ("extract", "compress")
    unused = own_words or settings.model.engine == "echo"
    if not settings.summary.model or unused:
        return None
    return choose_other(settings.model, settings.summary.model, say)


def choose_second(settings: Settings, say: Callable[[str], None]) -> Engine | None:
    """The engine of `mend.second_model`, ready but not loaded; None where the settings name none.

    Raises ModelError as `choose` does: better now than when it is first needed.
    """
    if not settings.mend.second_model or settings.model.engine == "echo":
        return None
    return choose_other(settings.model, settings.mend.second_model, say)


def choose_other(settings: Model, id: str, say: Callable[[str], None]) -> Engine:
    """The engine of the model `id`, ready but not loaded; where and how as of the one that translates.

    Raises ModelError as `choose` does.
    """
    return choose(settings.model_copy(update={"id": id, "engine": "auto"}), say)
