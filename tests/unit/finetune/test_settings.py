"""finetune.toml: what is written, what is read, and what is said of a wrong key."""

import tomllib
from pathlib import Path

import pytest

from pxtranslate.errors import ConfigError
from pxtranslate.finetune.settings import PRESETS, FinetuneSettings, commented, load


def test_every_key_is_written_with_its_effect_and_is_what_is_read(tmp_path: Path) -> None:
    for preset in PRESETS:
        lines = commented(preset)
        live = [line.removeprefix("# ") for line in lines if " = " in line and line[-1] not in ".;"]
        file = tmp_path / f"{preset}.toml"
        file.write_text("\n".join(live), encoding="utf-8")
        assert set(tomllib.loads("\n".join(live))) == set(FinetuneSettings.model_fields)
        expected = FinetuneSettings(data=("corrected.tsv",), preset=preset)
        assert load(file).settings == expected


def test_a_preset_lies_under_what_the_file_says(tmp_path: Path) -> None:
    file = tmp_path / "f.toml"
    file.write_text('data = ["a.tsv"]\npreset = "big-gpu"\nrank = 8\n', encoding="utf-8")
    tuning = load(file)
    assert (tuning.settings.rank, tuning.settings.alpha, tuning.settings.layers) == (8, 64, "all")
    assert tuning.data == [tmp_path / "a.tsv"], "paths start from where the file lies"
    assert tuning.out(tmp_path / "models") == tmp_path / "models" / "my-news"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('data = ["a"]\n\nlearnin_rate = 1\n', r"f\.toml:3: no setting .* mean 'learning_rate'"),
        ('data = ["a"]\nrank = 0\n', r"f\.toml:2: rank = 0: is less than 1"),
        ("rank = 4\n", "data is missing"),
        ("data = []\n", r"f\.toml:1: data"),
        ("data = [\n", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "f.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        load(file)


def test_a_missing_file_says_how_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="finetune init"):
        load(tmp_path / "none.toml")
