"""A whole tuning, readable as prose: pairs chosen, plan told, trained, verified, written down.

read -> select -> plan -> train -> write -> verify -> card and report
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pxtranslate.config import Settings
from pxtranslate.engines.base import Decoding, Request
from pxtranslate.engines.tokens import Tokens
from pxtranslate.errors import ModelError, TrainingError
from pxtranslate.finetune import base, checkpoint, lora, plan, report, result, verify
from pxtranslate.finetune.chrf import chrf
from pxtranslate.finetune.examples import Example, asked_for, asker, encode
from pxtranslate.finetune.select import Selection, select
from pxtranslate.finetune.settings import FinetuneSettings, Tuning
from pxtranslate.finetune.sources import read
from pxtranslate.finetune.train import METRICS, Run, train
from pxtranslate.models import adapter, pull, registry
from pxtranslate.models.cards import Card, Say, models_folder
from pxtranslate.models.convert import MANIFEST, converted_folder
from pxtranslate.models.durable import only_one, room_on_disk
from pxtranslate.names.glossary import Glossary, load_if_named
from pxtranslate.state import failpoint

WORK = ".training"
"""In the result's folder: what only an unfinished tuning needs."""


@dataclass(frozen=True)
class Chosen:
    """The pairs of a tuning, and what the model is asked for each."""

    selection: Selection
    train: tuple[Request, ...]
    dev: tuple[Request, ...]
    """As `batch` will ask."""

    @property
    def answers(self) -> list[str]:
        return [pair.en for pair in self.selection.train]


def choose(tuning: Tuning, settings: Settings) -> Chosen:
    """Read and select the pairs. Raises InputError, ConfigError."""
    own = tuning.settings
    glossary: Glossary = load_if_named(settings.names.glossary)
    held_out = (row.zh for row in read(tuning.held_out))
    selection = select(read(tuning.data), own, settings.checks, glossary, held_out)
    ask = asker(own, glossary)
    dev = tuple(asked_for(pair, glossary, settings.prompt) for pair in selection.dev)
    return Chosen(selection, tuple(map(ask, selection.train)), dev)


def plan_only(tuning: Tuning, settings: Settings, tell: Callable[[str], None], say: Say) -> None:
    """Tell what a tuning would do; what is not on this disk is said to be unknown."""
    own = tuning.settings
    chosen = choose(tuning, settings)
    _tell_all(tell, plan.tell_pairs(chosen.selection))
    models = models_folder(settings.model.folder)
    card = registry.find(own.model, models)
    base.check_method(card, own)
    where = _already_open(card, models)
    if where is None and not pull.present(card, models):
        tell(
            f"model: {card.id} ({card.licence}) is not here, so tokens, steps, memory and time are"
            f" unknown; run: pxtranslate models pull {card.id}"
        )
        return
    if where is None and card.pickled:
        tell(f"model: {card.id} is not unpacked yet, so tokens, steps, memory and time are unknown")
        return
    say(f"reading the tokenizer of {card.id}")
    if where:
        trained = base.load(where, card, own)
        examples = encode(chosen.train, chosen.answers, trained.tokens)
        loss = base.loss_of(trained, card, examples)
        steps = plan.steps_of([loss.cost(e) for e in examples], own, card.seq2seq)
        parameters = sum(p.numel() for p in trained.model.parameters())
        duration = plan.measured(trained, loss, examples, steps, own, len(chosen.dev))
        blocks = _blocks(trained, own)
        tokens = trained.tokens
    else:
        path = card.path(models)
        tokens = Tokens(path.parent, card.family, card.prompt, path.name)
        examples = encode(chosen.train, chosen.answers, tokens)
        steps = plan.steps_of([e.tokens for e in examples], own, card.seq2seq)
        parameters = path.stat().st_size * 8 // 5  # Q4_K_M keeps about five bits a weight
        duration = plan.reckoned(parameters, examples, own, len(chosen.dev), steps)
        blocks = (14, 1536 if parameters > 10**9 else 896)
    needed = plan.memory(parameters, blocks, own)
    _tell_all(tell, plan.tell_model(card, own, examples, steps, needed, duration))
    _tell_all(tell, plan.tell_example(tokens, examples[0]))


def tune(
    tuning: Tuning,
    settings: Settings,
    tell: Callable[[str], None],
    say: Say,
    stop: Callable[[], bool] = lambda: False,
) -> Path | None:
    """Make the tuned model and return its folder; None if a stop was asked for.

    `tell` gets the plan and the outcome, `say` what is being done. Called again after it was
    stopped or killed it goes on. Raises what the rooms below raise, one line each.
    """
    own = tuning.settings
    models = models_folder(settings.model.folder)
    out = tuning.out(models)
    chosen = choose(tuning, settings)
    _tell_all(tell, plan.tell_pairs(chosen.selection))
    card = registry.find(own.model, models)
    base.check_method(card, own)
    folder, fingerprint = registry.opened(card, models, offline=settings.model.offline, say=say)
    tokens = Tokens(folder, card.family, card.prompt)
    examples = encode(chosen.train, chosen.answers, tokens)
    made_from = {
        "config": _hash(own.model_dump(exclude={"data", "held_out", "out", "licence"})),
        "data": _hash([[e.prompt, e.answer] for e in examples] + [r.text for r in chosen.dev]),
        "base": fingerprint,
        "arithmetic": str(base.arithmetic(own.method)),
    }
    known = result.read_card(out)
    if known and known["made_from"] == made_from:
        shutil.rmtree(out / WORK, ignore_errors=True)  # a kill came before it was removed
        _require_sound(out, known.get("fault", ""))
        tell(f"{out} is made from just this already; begin anew with --fresh")
        return out
    if known:
        raise TrainingError(
            f"{out} holds a model tuned from other data, keys or base; choose another name in the"
            " config, or replace it with: pxtranslate finetune --fresh"
        )
    work = out / WORK
    decoding = Decoding(forbid_han=settings.decoding.forbid_han)
    with room_on_disk(out):
        work.mkdir(parents=True, exist_ok=True)
    with room_on_disk(out), only_one(work, say):
        job = _Job(tuning, chosen, card, folder, made_from, decoding)
        standing = _train(job, out, examples, tell, say, stop)
        if standing is None:
            return None
        facts = _facts(job, standing)
        comparison = _compared(job, out, models, say)
        page = report.render(own.name, facts, standing, chosen.selection.dev)
        failpoint.hit("write")
        (out / "report.html").write_bytes(page)
        failpoint.hit("rename")
        if (work / METRICS).is_file():
            (work / METRICS).replace(out / METRICS)
        failpoint.hit("card")
        verified = {"merged": comparison.merged, "converted": comparison.converted}
        result.write_card(out, {**facts, "verified": verified, "fault": comparison.fault})
    failpoint.hit("unlink")
    shutil.rmtree(work)
    _require_sound(out, comparison.fault)
    return out


def _require_sound(out: Path, fault: str) -> None:
    if fault:
        raise TrainingError(f"{out}: {fault}; the model is not to be used")


@dataclass(frozen=True)
class _Job:
    """What several steps of a tuning need."""

    tuning: Tuning
    chosen: Chosen
    card: Card
    folder: Path
    """The base, as safetensors."""
    made_from: dict[str, str]
    decoding: Decoding


def _train(
    job: _Job,
    out: Path,
    examples: Sequence[Example],
    tell: Callable[[str], None],
    say: Say,
    stop: Callable[[], bool],
) -> checkpoint.Standing | None:
    """Tell the plan, train, and write what was trained; the model is let go of on return."""
    own, card, dev = job.tuning.settings, job.card, job.chosen.selection.dev
    trained = base.load(job.folder, card, own)
    examples = _within_window(examples, trained, say)
    loss = base.loss_of(trained, card, examples)
    steps = plan.steps_of([loss.cost(e) for e in examples], own, card.seq2seq)
    parameters = sum(p.numel() for p in trained.model.parameters())
    needed = plan.memory(parameters, _blocks(trained, own), own)
    duration = plan.measured(trained, loss, examples, steps, own, len(dev))
    _tell_all(tell, plan.tell_model(card, own, examples, steps, needed, duration))
    _tell_all(tell, plan.tell_example(trained.tokens, examples[0]))

    def score() -> tuple[float, list[str]]:
        trained.model.eval()
        lines = verify.lines(trained.engine(card), job.chosen.dev, job.decoding)
        return chrf(lines, [pair.en for pair in dev]), lines

    run = Run(own, trained, loss, examples, steps, out / WORK, job.made_from, score, say, stop)
    standing = train(run)
    if standing:
        result.write_weights(out, trained, card, _name_of(card), own)
    return standing


def _compared(job: _Job, out: Path, models: Path, say: Say) -> verify.Comparison:
    """Have the three forms of the model translate the same sentences."""
    import torch

    from pxtranslate.engines.ct2 import CT2Engine

    say("comparing the adapter, the merged and the converted model")
    card, own = job.card, job.tuning.settings
    requests = job.chosen.dev[: verify.SENTENCES]
    if own.method == "full":
        trained = base.load(out, card, own, torch.float32)
        beside = merged = verify.lines(_evaluating(trained, card), requests, job.decoding)
    else:
        trained = base.load(job.folder, card, own, torch.float32)
        _put_adapter(trained, out)
        beside = verify.lines(_evaluating(trained, card), requests, job.decoding)
        lora.detach(trained.model, dict(trained.loras))
        adapter.merge(trained.model, out)
        merged = verify.lines(_evaluating(trained, card), requests, job.decoding)
    del trained
    tuned = registry.find(str(out))
    if tuned.engines[0] != "ct2":
        return verify.compare(beside, merged, None)
    model = registry.ready(tuned, "ct2", models, offline=True, say=say)
    with CT2Engine(model.path, card.family, card.prompt, model.fingerprint) as engine:
        converted = verify.lines(engine, requests, job.decoding)
    return verify.compare(beside, merged, converted)


def _evaluating(trained: base.Trained, card: Card) -> Any:
    trained.model.eval()
    return trained.engine(card)


def _put_adapter(trained: base.Trained, out: Path) -> None:
    """Give the trained parts what the adapter on disk holds, as float16 rounded it."""
    from safetensors.torch import load_file

    tensors = load_file(adapter.open_adapter(out).file)
    trained.restore(
        {
            f"{name}.{letter.lower()}": tensors[f"base_model.model.{name}.lora_{letter}.weight"]
            for name in trained.loras
            for letter in "AB"
        }
    )


def _within_window(examples: Sequence[Example], trained: base.Trained, say: Say) -> list[Example]:
    window = getattr(trained.model.config, "max_position_embeddings", None) or 1 << 30
    fitting = [
        e for e in examples if max(len(e.prompt), len(e.answer)) < window and e.tokens < window
    ]
    if len(fitting) < len(examples):
        say(
            f"{len(examples) - len(fitting)} pairs have more tokens than the model's window, {window}"
        )
    if not fitting:
        raise ModelError(f"no pair fits the model's window of {window} tokens")
    return fitting


def _facts(job: _Job, standing: checkpoint.Standing) -> dict[str, Any]:
    """What the card and the report tell of the tuning."""
    own, card, selection = job.tuning.settings, job.card, job.chosen.selection
    scores = result.scored(standing.before, standing.after, selection.dev)
    return {
        "name": own.name,
        "base": _name_of(card),
        "base_licence": card.licence,
        "begun_from": card.id,
        "method": own.method,
        "made_from": job.made_from,
        "trained_on": f"{len(selection.train)} pairs of {', '.join(own.data)}; licence: {own.licence}",
        "data_licence": own.licence,
        "pairs": {
            "read": selection.read,
            "train": len(selection.train),
            "dev": len(selection.dev),
            "dropped": dict(sorted(selection.dropped.items())),
        },
        "settings": own.model_dump(mode="json"),
        "steps": standing.best_step,
        "score": scores,
        "scores": result.in_words(scores),
        "verdict": result.verdict(scores),
    }


def _name_of(card: Card) -> str:
    """How a result names its base: a card's id, or the path of a model of the user's own."""
    return str(card.local) if card.local else card.untuned.id


def _already_open(card: Card, models: Path) -> Path | None:
    """The folder that `registry.opened` would give, if it would give it at once."""
    if card.format == "hf" and not card.pickled:
        return card.path(models) if pull.present(card, models) else None
    home = registry.kept_in(card.untuned, models)
    wanted = card.files[0].sha256
    found = [converted_folder(home, wanted, "float16")] if wanted else list(home.glob("float16-*"))
    return next((path for path in found if (path / MANIFEST).is_file()), None)


def _blocks(trained: base.Trained, settings: FinetuneSettings) -> tuple[int, int]:
    config = trained.model.config
    width = getattr(config, "hidden_size", None) or config.d_model
    return len(list(lora.upper_blocks(trained.model, settings.layers))), int(width)


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _tell_all(tell: Callable[[str], None], lines: Any) -> None:
    for line in lines:
        tell(line)
