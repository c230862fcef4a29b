"""The loop: batches in, steps taken, scored on the way, resumable at any point.

A plain loop over torch. What one step divides by is the number of answer tokens in all its batches
together, so that a short batch does not weigh as much as a long one. Knows neither model families
nor files, but for the checkpoint.
"""

import json
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from pxtranslate.errors import OutOfMemory, TrainingError
from pxtranslate.finetune import checkpoint
from pxtranslate.finetune.base import Loss, Trained
from pxtranslate.finetune.checkpoint import Standing
from pxtranslate.finetune.examples import Example
from pxtranslate.finetune.order import Batch
from pxtranslate.finetune.settings import FinetuneSettings

METRICS = "metrics.jsonl"
SAVE_SECONDS = 300.0
"""Between checkpoints: what a kill can cost."""
CLIP = 1.0
"""The longest gradient; one bad pair must not throw the weights away."""
_LATE = 0.2

Score = Callable[[], tuple[float, list[str]]]
"""Translates the set-aside lines with the model as it is: chrF, and the lines."""


@dataclass
class Run:
    """What a training needs to know."""

    settings: FinetuneSettings
    trained: Trained
    loss: Loss
    examples: Sequence[Example]
    steps: Sequence[Sequence[Batch]]
    """The batches of each step."""
    folder: Path
    """Where checkpoint and metrics lie."""
    made_from: Mapping[str, str]
    score: Score
    say: Callable[[str], None]
    stop: Callable[[], bool] = lambda: False
    """Whether a stop was asked for; looked at between steps."""
    save_seconds: float = SAVE_SECONDS


def train(run: Run) -> Standing | None:
    """Train, or go on training; None if a stop was asked for, which loses nothing.

    Afterwards the model has its best weights. Raises TrainingError if the loss is not a number or the
    checkpoint is of something else, OutOfMemory, and RetryableError on a full disk.
    """
    weights = list(run.trained.weights.values())
    optimizer = torch.optim.AdamW(
        weights, lr=run.settings.learning_rate, betas=(0.9, 0.98), weight_decay=0.0
    )
    whole = checkpoint.load(run.folder, run.made_from)
    torch.manual_seed(run.settings.seed)
    if whole:
        standing = checkpoint.resume(whole, run.trained.weights, optimizer)
        del whole
        run.say(f"going on after step {standing.step} of {len(run.steps)}")
    else:
        standing = _begun(run)
        _save(run, standing, optimizer)
    _rewind_metrics(run.folder / METRICS, standing.step)
    every = max(1, math.ceil(len(run.steps) / run.settings.evaluations))
    first, done = standing.step, 0
    start = saved = time.monotonic()
    while standing.step < len(run.steps) and not _gave_up(standing, run.settings.patience):
        if run.stop():
            _save(run, standing, optimizer)
            return None
        mean, tokens = _step(run, optimizer, weights, standing.step)
        standing.step += 1
        standing.losses.append((standing.step, mean))
        done += tokens
        _tell(run, standing, standing.step - first, done, time.monotonic() - start)
        if standing.step % every == 0 or standing.step == len(run.steps):
            scoring = time.monotonic()
            _evaluate(run, standing)
            _save(run, standing, optimizer)
            saved = time.monotonic()
            start += saved - scoring
        elif time.monotonic() - saved > run.save_seconds:
            _save(run, standing, optimizer)
            saved = time.monotonic()
    if standing.best:
        run.trained.restore(standing.best)
    return standing


def rate(settings: FinetuneSettings, step: int, steps: int) -> float:
    """The share of the learning rate at a step, counted from 0."""
    rising = min(1.0, (step + 1) / settings.warmup) if settings.warmup else 1.0
    left = (steps - step) / steps
    falling = {
        "constant": 1.0,
        "linear": left,
        "cosine": (1 + math.cos(math.pi * (1 - left))) / 2,
        "late": min(1.0, left / _LATE),
    }[settings.schedule]
    return rising * falling


def _step(
    run: Run, optimizer: torch.optim.Optimizer, weights: Sequence[torch.Tensor], step: int
) -> tuple[float, int]:
    """One step; the mean loss of an answer's token, and how many tokens were computed."""
    share = rate(run.settings, step, len(run.steps))
    for group in optimizer.param_groups:
        group["lr"] = run.settings.learning_rate * share
    batches = [[run.examples[number] for number in batch] for batch in run.steps[step]]
    answers = sum(len(example.answer) for batch in batches for example in batch)
    optimizer.zero_grad()
    total, tokens = 0.0, 0
    run.trained.model.train()
    try:
        for batch in batches:
            loss, computed = run.loss(batch)
            (loss / answers).backward()  # type: ignore[no-untyped-call]
            total += loss.item()
            tokens += computed
    except RuntimeError as error:
        if isinstance(error, torch.OutOfMemoryError) or "allocate" in str(error):
            raise OutOfMemory(
                f"step {step + 1} did not fit in memory; halve batch_tokens"
                f" ({run.settings.batch_tokens}) or set checkpointing = true, and run the same"
                " command again: the checkpoint is kept"
            ) from error
        raise
    length = torch.nn.utils.clip_grad_norm_(weights, CLIP)
    if not math.isfinite(total) or not bool(torch.isfinite(length)):
        raise TrainingError(
            f"the loss of step {step + 1} is not a number; the last checkpoint is kept. Lower"
            f" learning_rate ({run.settings.learning_rate:g}) and begin anew: pxtranslate finetune --fresh"
        )
    optimizer.step()
    return total / answers, tokens


def _begun(run: Run) -> Standing:
    """Before the first step: what the model makes of the lines that are scored."""
    run.say("translating the set-aside pairs with the model as it is")
    score, lines = run.score()
    run.say(f"before: chrF {score:.1f}")
    return Standing(scores=[(0, score)], before=lines, after=lines)


def _evaluate(run: Run, standing: Standing) -> None:
    score, lines = run.score()
    best = max((s for _, s in standing.scores[1:]), default=-math.inf)
    standing.scores.append((standing.step, score))
    if score > best:
        standing.best, standing.best_step = run.trained.state(), standing.step
        standing.after = lines
    _log(run.folder / METRICS, {"step": standing.step, "chrf": round(score, 3)})
    run.say(f"step {standing.step}: chrF {score:.2f}, before {standing.scores[0][1]:.2f}")


def _gave_up(standing: Standing, patience: int) -> bool:
    """Whether the last scorings, so many, all were no better than the best before them."""
    scored = [step for step, _ in standing.scores[1:]]
    later = [step for step in scored if step > standing.best_step]
    return bool(patience and standing.best is not None and len(later) >= patience)


def _save(run: Run, standing: Standing, optimizer: torch.optim.Optimizer) -> None:
    checkpoint.save(run.folder, standing, run.trained.weights, optimizer, run.made_from)


def _tell(run: Run, standing: Standing, taken: int, tokens: int, seconds: float) -> None:
    """Log the step; `taken`, `tokens` and `seconds` are of this process alone."""
    step, loss = standing.losses[-1]
    speed = tokens / max(seconds, 1e-9)
    left = seconds / taken * (len(run.steps) - step)
    row = {"step": step, "loss": round(loss, 4), "tokens_per_second": round(speed, 1)}
    _log(run.folder / METRICS, row)
    run.say(
        f"step {step} of {len(run.steps)}: loss {loss:.3f}, {speed:,.0f} tokens a second,"
        f" {clock(left)} left"
    )


def clock(seconds: float) -> str:
    """Hours and minutes: 1:05 h; below an hour 12 min."""
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d} h" if minutes >= 60 else f"{minutes} min"


def _log(path: Path, row: Mapping[str, object]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, sort_keys=True) + "\n")


def _rewind_metrics(path: Path, step: int) -> None:
    """Forget what was logged after the checkpoint: those steps are taken again."""
    if not path.is_file():
        return
    kept = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            if json.loads(line)["step"] <= step:
                kept.append(f"{line}\n")
        except ValueError:  # the torn last line of a run that was killed
            continue
    path.write_text("".join(kept), encoding="utf-8")
