"""Settings: what they are, where they come from, and what to say when one is wrong.

Rising order: defaults, the profile's changes, `pxtranslate.toml`, environment variables
(`PXTRANSLATE_MODEL_ID` for `id` in `[model]`), the command line. An unknown key is an error, with
its line and the nearest right name. This is the only reader of config files and environment.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)
from pydantic_core import ErrorDetails

from pxtranslate.errors import ConfigError
from pxtranslate.regular import read_regular

FILE = "pxtranslate.toml"
PREFIX = "PXTRANSLATE_"
_SHOWN = 80
"""Characters of a wrong value that are shown."""

Layer = Mapping[str, Any]
"""Top-level keys and sections, as in the file."""


class Section(BaseModel):
    """A part of the settings: frozen, and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def _no_nul(text: str) -> str:
    """A text that may be a path: the system ends one at a NUL."""
    if "\0" in text:
        raise ValueError("holds a NUL, which no path can")
    if text.startswith("~"):
        try:
            Path(text).expanduser()
        except RuntimeError as error:
            raise ValueError(f"names the home of a user that there is not ({error})") from error
    return text


PathText = Annotated[str, AfterValidator(_no_nul)]


EngineName = Literal["auto", "ct2", "hf", "echo"]
Profile = Literal["default", "fast", "best"]


class Model(Section):
    """Which model translates, and how it is run."""

    id: Annotated[
        PathText,
        Field(description="A card's id (`pxtranslate models list`), a model folder, or a GGUF."),
    ] = "qwen2.5-coder-1.5b-news"
    engine: Annotated[
        EngineName,
        Field(description="`auto` takes the first engine on the model's card; `echo` needs none."),
    ] = "auto"
    folder: Annotated[
        PathText,
        Field(
            description="Where models are kept; empty: models/ of the checkout, and for an installed"
            " pxtranslate the user's cache folder (`pxtranslate doctor` says where that is)."
        ),
    ] = ""
    device: Annotated[
        Literal["auto", "cpu", "cuda", "mps"], Field(description="`auto`: a GPU if there is one.")
    ] = "auto"
    compute_type: Annotated[
        str, Field(description="Arithmetic, in the engine's words: int8, float16, float32 …")
    ] = "default"
    threads: Annotated[int, Field(ge=0, le=1024, description="CPU threads; 0: one a core.")] = 0
    offline: Annotated[bool, Field(description="Open no socket, whatever is missing.")] = False


class Pages(Section):
    """How a file becomes articles."""

    keep_order: Annotated[
        bool, Field(description="Leave the text in its order: no page rebuilding.")
    ] = False
    longest: Annotated[
        int,
        Field(ge=40, le=10_000, description="Characters from which a sentence is cut at ； or ，."),
    ] = 150


class Prompt(Section):
    """What the model sees besides the sentence. The recorded source never changes."""

    figures: Annotated[
        bool, Field(description="Write 4.6万 as 46,000 and 221.2亿 as 22.12 billion.")
    ] = True
    terms: Annotated[
        bool, Field(description="Name the sentence's glossary terms, names and terms of news.")
    ] = True
    context: Annotated[
        Literal["none", "title"],
        Field(description="Show the article's headline with each sentence."),
    ] = "none"


class Decoding(Section):
    """How the model searches for words."""

    beam: Annotated[
        int, Field(ge=1, le=8, description="How many answers are kept in view; 1 is greedy.")
    ] = 3
    beam_below: Annotated[
        float,
        Field(
            description="The beam is for headlines, and for answers whose mean log-probability is below"
            " this; others stay as greedy search found them. 0: always the beam, better and slower."
        ),
    ] = -0.6
    forbid_han: Annotated[
        bool, Field(description="Never let a Chinese character into the English.")
    ] = True
    batch: Annotated[
        int,
        Field(
            ge=1, le=10_000, description="Most segments decoded together; echo takes any number."
        ),
    ] = 64


Ceiling = Literal["error", "warning", "info", "off"]


class Checks(Section):
    """The worst each check may say (`off`: it is not run), and how readily some of them speak."""

    numbers: Annotated[Ceiling, Field(description="Figures, by value and unit.")] = "error"
    dates: Annotated[Ceiling, Field(description="Days, months, years, times.")] = "error"
    names: Annotated[Ceiling, Field(description="People, places, organisations.")] = "error"
    terms: Annotated[Ceiling, Field(description="Glossary terms used as agreed.")] = "error"
    omission: Annotated[Ceiling, Field(description="Part of the source is missing.")] = "error"
    omission_threshold: Annotated[
        float,
        Field(description="0 flags 3 in 100 human pairs as errors; lower finds more."),
    ] = 0.0
    addition: Annotated[Ceiling, Field(description="The English says more.")] = "error"
    addition_threshold: Annotated[float, Field(description="As for omission.")] = 0.0
    leftover: Annotated[Ceiling, Field(description="Chinese left in the English.")] = "error"
    repetition: Annotated[Ceiling, Field(description="Loops.")] = "error"
    truncated: Annotated[Ceiling, Field(description="The English breaks off.")] = "error"
    quotes: Annotated[Ceiling, Field(description="Quotation marks and who is quoted.")] = "error"
    negation: Annotated[Ceiling, Field(description="not, never, without …")] = "error"
    direction: Annotated[Ceiling, Field(description="Up for down, more for less.")] = "error"
    obeyed: Annotated[
        Ceiling, Field(description="Answered, refused or explained, not translated.")
    ] = "error"
    codes: Annotated[
        Ceiling, Field(description="Web and mail addresses, codes, Latin words kept.")
    ] = "error"
    punctuation: Annotated[Ceiling, Field(description="Full-width and doubled marks.")] = "error"
    consistency: Annotated[
        Ceiling, Field(description="The same source twice, with different English.")
    ] = "error"
    language: Annotated[Ceiling, Field(description="The target is English.")] = "error"
    doubt: Annotated[
        Ceiling, Field(description="A major error is likely, by all signs together.")
    ] = "warning"
    doubt_threshold: Annotated[
        float,
        Field(ge=0, le=1, description="Risk from which a segment is in doubt; lower finds more."),
    ] = 0.54


class Mend(Section):
    """What is done about a segment that fails a check."""

    rounds: Annotated[
        int,
        Field(ge=0, le=3, description="1: mend by rule; 2: ask again once, too; 3: twice."),
    ] = 2
    second_model: Annotated[
        PathText, Field(description="A stronger model for what still fails; empty: none.")
    ] = ""


Language = Literal["both", "zh", "en"]
"""What summaries are told in."""


class Summaries(Section):
    """How summaries are made, and how long they may be."""

    method: Annotated[
        Literal["extract", "compress", "abstract", "auto"],
        Field(
            description="`extract` chooses the article's own sentences; `compress` shortens them to"
            " their news, in their own words; `abstract` asks the model; `auto` asks the model and"
            " puts the article's own sentence where it was wrong."
        ),
    ] = "compress"
    model: Annotated[
        PathText,
        Field(
            description="Another model to write summaries (`mt5-xlsum`, a folder); empty: the one"
            " that translates. No effect on `extract` and `compress`."
        ),
    ] = ""
    language: Annotated[
        Language,
        Field(
            description="What summary.md and index.html tell them in. `zh`: new sentences are not"
            " put into English; with --digest nothing is, and no model is loaded."
        ),
    ] = "both"
    sentences: Annotated[
        int, Field(ge=1, le=4, description="Most sentences of a summary; short items get fewer.")
    ] = 3
    characters: Annotated[
        int,
        Field(ge=0, le=10_000, description="Most Chinese characters of a summary; 0: no bound."),
    ] = 0
    style: Annotated[
        str,
        Field(
            description="For whom and how the model writes, in Chinese: 读者是外国投资者，语气平实."
            " No effect on `extract` and `compress`."
        ),
    ] = ""


class Memory(Section):
    """What was translated before is not translated again."""

    path: Annotated[
        PathText,
        Field(description="A file that runs and folders share; empty: each folder its own."),
    ] = ""
    tm: Annotated[
        PathText,
        Field(
            description="Your own translations, a TMX, XLIFF, TSV, CSV or JSONL: what is in it word for"
            " word takes your target and no model's; empty: none."
        ),
    ] = ""


class Names(Section):
    """One English form for each name."""

    glossary: Annotated[
        PathText, Field(description="Your terms: a TSV, TOML or TBX file; empty: none.")
    ] = ""


English = Literal["all", "summaries", "headlines"]


Format = Literal[
    "tmx", "xliff", "xliff2", "csv", "xlsx", "markdown", "docx", "epub", "edit",
    "jsonl", "parquet", "xliff-run", "xliff2-run",
]  # fmt: skip
"""The first line is of each folder, the second of the whole run; csv is of both."""


def _listed(value: object) -> object:
    """Names with commas between them, as the command line and the environment have them."""
    if isinstance(value, str):
        return tuple(name.strip() for name in value.split(",") if name.strip())
    return value


class Output(Section):
    """What is put into English, and what is written beside the JSONL, TSV, Markdown and HTML."""

    english: Annotated[
        English,
        Field(
            description="`summaries` (--digest): headlines and summaries, which are made first;"
            " `headlines`: those alone."
        ),
    ] = "all"
    formats: Annotated[
        tuple[Format, ...],
        BeforeValidator(_listed),
        Field(
            description="What to add in each folder: tmx, xliff (1.2), xliff2 (2.1), csv, xlsx,"
            " markdown, docx, epub, edit (edit.html); for the whole run, as OUT/segments.…: jsonl, csv, parquet,"
            " xliff-run, xliff2-run."
        ),
    ] = ()


class Settings(Section):
    """Every setting of a run."""

    profile: Annotated[
        Profile,
        Field(description="A set of defaults: `fast` takes the small model, `best` more time."),
    ] = "default"
    model: Model = Model()
    pages: Pages = Pages()
    prompt: Prompt = Prompt()
    decoding: Decoding = Decoding()
    checks: Checks = Checks()
    mend: Mend = Mend()
    summary: Summaries = Summaries()
    memory: Memory = Memory()
    names: Names = Names()
    output: Output = Output()


PROFILES: dict[str, Layer] = {
    "default": {},
    "fast": {
        "model": {"id": "qwen2.5-coder-0.5b-instruct"},
        "decoding": {"beam": 1},
        "mend": {"rounds": 1},
    },
    "best": {"decoding": {"beam": 4, "beam_below": 0.0}, "mend": {"rounds": 3}},
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """Settings, and for each dotted key (`model.id`) where its value came from."""

    settings: Settings
    origins: Mapping[str, str]


def resolve(file: Path | None = None, options: Layer | None = None) -> Resolved:
    """Put the layers together.

    `file`: a config file that must exist; None takes `pxtranslate.toml` of this folder if there is
    one. `options`: what the command line set. Raises ConfigError, one line for each problem.
    """
    if file is None and Path(FILE).is_file():
        file = Path(FILE)
    text, from_file = read_toml(file) if file else ("", {})
    from_environment = _environment(os.environ)
    profile = _pick_profile(from_file, from_environment, options or {})
    layers = [
        (f"profile {profile}", PROFILES.get(profile, {})),
        (str(file), from_file),
        ("environment", from_environment),
        ("command line", options or {}),
    ]
    values, origins = _merge(layers)
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        known = fields() | dict.fromkeys(Settings.model_fields)
        raise ConfigError("\n".join(explain(error, origins, str(file), text, known))) from None
    return Resolved(settings, origins)


def fields() -> dict[str, Any]:
    """Each dotted key with its pydantic field, in the order of the file."""
    found: dict[str, Any] = {}
    for name, field in Settings.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, BaseModel):
            found |= {f"{name}.{key}": part for key, part in section.model_fields.items()}
        else:
            found[name] = field
    return found


def read_toml(file: Path) -> tuple[str, Layer]:
    """The text of a config file and its values. Raises ConfigError if it cannot be read."""
    try:
        text = read_regular(file).decode("utf-8-sig")
        return text, tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror})") from error
    except ValueError as error:  # not TOML, not UTF-8, or a number of 5,000 digits
        raise ConfigError(f"{file}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise ConfigError(f"{file}: not valid TOML: nested too deep") from error


def _environment(variables: Mapping[str, str]) -> Layer:
    known = {PREFIX + key.replace(".", "_").upper(): key for key in fields()}
    found: dict[str, Any] = {}
    for variable in sorted(variables):
        if not variable.startswith(PREFIX):
            continue
        if variable not in known:
            near = _nearest(variable, known)
            raise ConfigError(f"environment variable {variable}: no such setting{near}")
        _put(found, known[variable], _value(variables[variable]))
    return found


def _value(text: str) -> Any:
    """A TOML value where the text is one (`true`, `3`, `["tmx"]`), else the text itself."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return text


def _put(layer: dict[str, Any], key: str, value: Any) -> None:
    section, _, name = key.rpartition(".")
    (layer.setdefault(section, {}) if section else layer)[name] = value


def _pick_profile(*layers: Layer) -> str:
    named = [str(layer["profile"]) for layer in layers if "profile" in layer]
    return named[-1] if named else "default"


def _merge(layers: list[tuple[str, Layer]]) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for origin, layer in layers:
        for name, value in layer.items():
            if isinstance(value, Mapping):
                section = values.setdefault(name, {})
                if isinstance(section, dict):
                    section.update(value)
                origins |= {f"{name}.{key}": origin for key in value}
            else:
                values[name] = value
            origins[name] = origin
    return values, origins


def explain(
    error: ValidationError,
    origins: Mapping[str, str],
    file: str,
    text: str,
    known: Mapping[str, Any],
) -> list[str]:
    """A line for each problem: where it stands, what is wrong, the nearest of the `known` keys."""
    lines = []
    for problem in error.errors():
        key = ".".join(str(part) for part in problem["loc"] if isinstance(part, str))
        origin = next(
            (origins[name] for name in (key, key.rpartition(".")[0]) if name in origins), ""
        )
        where = f"{file}:{_line(text, key)}" if origin == file else origin
        if problem["type"] == "extra_forbidden":
            near = _nearest(key, known)
            lines.append(f"{where}: no setting is called '{key}'{near}")
        else:
            value = repr(problem["input"])
            shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
            lines.append(f"{where}: {key} = {shown}: {_wrong(problem, known.get(key))}")
    return lines


_WRONG = {
    **dict.fromkeys(("bool_type", "bool_parsing"), "is neither true nor false"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "is no whole number"),
    **dict.fromkeys(("float_type", "float_parsing"), "is no number"),
    **dict.fromkeys(
        ("model_type", "dict_type"), "is no section; write its keys below its name in []"
    ),
    "string_type": "is no text; put it in quotation marks",
    "tuple_type": 'is no list; write ["…", "…"], or one name',
    "literal_error": "is none of {expected}",
    "less_than_equal": "is more than {le}",
    "greater_than_equal": "is less than {ge}",
}
"""What pydantic's kinds of errors mean to whoever writes a config file."""


def _wrong(problem: ErrorDetails, field: Any) -> str:
    """What is wrong with a value, and which there are where they can be listed."""
    said = _WRONG.get(problem["type"])
    if said is None:
        return problem["msg"].removeprefix("Value error, ")
    text = said.format(**problem.get("ctx", {}))
    inside = get_args(field.annotation)[:1] if field and problem["type"] == "tuple_type" else ()
    names = get_args(inside[0]) if inside else ()
    return f"{text}; there are {', '.join(names)}" if names else text


def _nearest(name: str, known: Mapping[str, Any]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; did you mean '{near[0]}'?" if near else "; see `pxtranslate config show`"


def _line(text: str, key: str) -> int:
    """The line of the file on which a dotted key stands (its section's line if it has none)."""
    section, _, name = key.rpartition(".")
    current, found = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.split("#")[0].strip()
        if bare.startswith("[") and bare.endswith("]"):
            current = bare.strip("[] ")
            if current in (section, key):
                found = found or number
        elif bare.partition("=")[0].strip().strip('"') in (name, key) and current in (section, ""):
            return number
    return found or 1
