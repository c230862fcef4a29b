"""The settings: layers in rising order, each value's origin, and mistakes that are cheap to mend."""

import tomllib
from pathlib import Path

import pytest

from pxtranslate import config
from pxtranslate.config import Settings, resolve
from pxtranslate.errors import ConfigError


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a config file of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PXTRANSLATE_MODEL_FOLDER")


def written(text: str) -> Path:
    path = Path("c.toml")
    path.write_text(text, encoding="utf-8")
    return path


def test_layers_rise_from_defaults_to_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert resolve().settings == Settings()
    file = written("[decoding]\nbeam = 2\nbatch = 8\n[model]\nid = 'a'\n")
    monkeypatch.setenv("PXTRANSLATE_DECODING_BEAM", "4")
    found = resolve(file, {"model": {"id": "b"}})
    assert (found.settings.decoding.beam, found.settings.decoding.batch) == (4, 8)
    assert found.settings.model.id == "b"
    assert found.origins["decoding.beam"] == "environment"
    assert found.origins["decoding.batch"] == "c.toml"
    assert found.origins["model.id"] == "command line"
    assert "pages.longest" not in found.origins


def test_a_profile_is_a_set_of_defaults_that_the_file_can_change() -> None:
    file = written("profile = 'best'\n[decoding]\nbeam = 2\n")
    found = resolve(file)
    assert found.settings.decoding.beam == 2
    assert found.settings.mend.rounds == 3
    assert found.origins["mend.rounds"] == "profile best"
    assert resolve(options={"profile": "fast"}).settings.model.id.endswith("0.5b-news")


def test_the_file_of_this_folder_is_read_without_being_named() -> None:
    Path(config.FILE).write_text("[summary]\nsentences = 2\n", encoding="utf-8")
    assert resolve().settings.summary.sentences == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[model]\n\nidd = 'x'\n", r"c\.toml:3: .*'model\.idd'.*'model\.id'"),
        ("[chekcs]\nnumbers = 'off'\n", r"c\.toml:1: .*'chekcs'.*'checks'"),
        ("[decoding]\n# wide\nbeam = 20\n", r"c\.toml:3: decoding\.beam = 20: .*8"),
        ("[checks]\nnumbers = 'loud'\n", r"c\.toml:2: checks\.numbers = 'loud'"),
        ("[model\n", r"c\.toml: not valid TOML: .*line 1"),
        ("profile = 'fastest'\n", r"c\.toml:1: profile = 'fastest'"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_nearest_right_name(text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        resolve(written(text))


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        resolve(written("[model]\nidd = 1\n[decoding]\nbeem = 2\n"))
    assert len(str(caught.value).splitlines()) == 2


def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PXTRANSLATE_MODEL_IDD", "x")
    with pytest.raises(ConfigError, match=r"PXTRANSLATE_MODEL_IDD.*PXTRANSLATE_MODEL_ID"):
        resolve()


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml: cannot be read"):
        resolve(Path("nowhere.toml"))


def test_every_key_has_a_description_and_a_place_in_the_written_file() -> None:
    from pxtranslate.cli.config import commented

    text = "\n".join(commented())
    for key, field in config.fields().items():
        assert field.description, key
        assert f"# {key.rpartition('.')[2]} = " in text
    # With every comment sign before a key taken away it is the defaults, as TOML.
    bare = "\n".join(
        line.removeprefix("# ") if " = " in line and not line.startswith("[") else line
        for line in text.splitlines()
        if not line.startswith("# ") or " = " in line.split("  ")[0]
    )
    parsed = tomllib.loads(
        "\n".join(line for line in bare.splitlines() if "=" in line or line.startswith("["))
    )
    assert Settings.model_validate(parsed) == Settings()


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("output.formats", "7", 'not a list; write ["…", "…"], or one name; there are tmx, xliff'),
        ("output.formats", '["tmx", "pdf"]', "'pdf': is none of 'tmx', 'xliff'"),
        ("model.device", '"gpu"', "is none of 'auto', 'cpu', 'cuda' or 'mps'"),
        ("model.offline", '"perhaps"', "is neither true nor false"),
        ("model.threads", '"two"', "is not a whole number"),
        ("checks.omission_threshold", '"low"', "is not a number"),
        ("mend.rounds", "9", "is more than 3"),
        ("decoding.beam", "0", "is less than 1"),
        ("names.glossary", "3", "is not a text; put it in quotation marks"),
    ],
)
def test_a_wrong_value_is_told_in_plain_words(
    tmp_path: Path, key: str, value: str, says: str
) -> None:
    section, _, name = key.partition(".")
    file = tmp_path / "c.toml"
    file.write_text(f"[{section}]\n{name} = {value}\n", "utf-8")
    with pytest.raises(ConfigError) as raised:
        resolve(file)
    assert says in str(raised.value)
    assert f"c.toml:2: {key} = " in str(raised.value)
