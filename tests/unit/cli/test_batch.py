"""What the options of `batch` come to: the settings of the run, and the models it is given."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.toy.engines import ToyEngine
from typer.testing import CliRunner

from pxtranslate import engines, run
from pxtranslate.cli import app
from pxtranslate.config import Model, Settings


@dataclass
class Asked:
    """The run that was asked for, instead of a run."""

    settings: Settings = field(default_factory=Settings)
    models: dict[str, Any] = field(default_factory=dict)

    def run(
        self, inputs: Any, out: Path, settings: Settings, engine: Any, *_: Any, **named: Any
    ) -> Any:
        self.settings = settings
        self.models = {"engine": engine, **{k: named.get(k) for k in ("second", "writer")}}
        return run.Outcome()


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What `batch` asks for; models are toys that bear the names they were chosen by."""
    made = Asked()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("今年春耕开始了。", "utf-8")
    monkeypatch.setattr(run, "run", made.run)

    def choose(settings: Model, say: Any) -> ToyEngine:
        return ToyEngine(fingerprint=settings.id)

    monkeypatch.setattr(engines, "choose", choose)
    return made


def call(*options: str) -> str:
    """What `batch` prints with these options."""
    result = CliRunner().invoke(app, ["batch", "a.txt", *options], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(
    ("options", "section", "key", "value"),
    [
        (("--digest",), "output", "english", "summaries"),
        (("--digest",), "summary", "sentences", 2),
        (("--glossary", "terms.tsv"), "names", "glossary", "terms.tsv"),
        (("--keep-order",), "pages", "keep_order", True),
        (("--offline",), "model", "offline", True),
        (("--model", "other"), "model", "id", "other"),
        (("--engine", "hf"), "model", "engine", "hf"),
        (("--profile", "best"), "decoding", "beam_below", 0.0),
    ],
)
def test_each_option_is_heeded(
    asked: Asked, options: tuple[str, ...], section: str, key: str, value: object
) -> None:
    Path("terms.tsv").write_text("春耕\tspring ploughing\n", "utf-8")
    call()
    assert getattr(getattr(asked.settings, section), key) != value
    call(*options)
    assert getattr(getattr(asked.settings, section), key) == value


def test_the_models_that_the_settings_name_are_given_to_the_run(asked: Asked) -> None:
    call()
    assert [asked.models["second"], asked.models["writer"]] == [None, None]
    Path("pxtranslate.toml").write_text(
        '[mend]\nsecond_model = "stronger"\n[summary]\nmethod = "abstract"\nmodel = "writer"\n',
        "utf-8",
    )
    call("--model", "first")
    names = {role: model.fingerprint for role, model in asked.models.items()}
    assert names == {"engine": "first", "second": "stronger", "writer": "writer"}


def test_a_configured_number_of_sentences_outlasts_digest(asked: Asked) -> None:
    Path("pxtranslate.toml").write_text("[summary]\nsentences = 1\n", "utf-8")
    call("--digest")
    assert asked.settings.summary.sentences == 1


def test_formats_are_listed_with_commas(asked: Asked) -> None:
    call("--format", "tmx,xliff2, jsonl")
    assert asked.settings.output.formats == ("tmx", "xliff2", "jsonl")


def test_so_they_are_in_the_environment(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PXTRANSLATE_OUTPUT_FORMATS", "tmx")
    call()
    assert asked.settings.output.formats == ("tmx",)


def test_what_it_came_to_is_said_unless_it_shall_be_quiet(asked: Asked) -> None:
    said = call("-o", "results")
    assert "0 of 0 files" in said
    assert str(Path("results") / "index.html") in said
    assert call("-o", "results", "--quiet") == ""
