"""The settings of a run by section, each with what it means, its bounds and its default.

Knows nothing of where values come from: see `layers`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

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
            raise ValueError(f"names the home of a user who does not exist ({error})") from error
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
    ] = -0.8
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

    numbers: Annotated[Ceiling, Field(description="Figures: value, unit, per what, whose.")] = (
        "error"
    )
    dates: Annotated[Ceiling, Field(description="Days, months, years, times.")] = "error"
    names: Annotated[Ceiling, Field(description="People, places, organisations.")] = "error"
    terms: Annotated[
        Ceiling, Field(description="Glossary terms, names and terms of news said as agreed.")
    ] = "error"
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
        Ceiling,
        Field(description="The same source, or quoted words, twice with different English."),
    ] = "error"
    language: Annotated[Ceiling, Field(description="The target is English.")] = "error"
    doubt: Annotated[
        Ceiling, Field(description="A major error is likely, by all signs together.")
    ] = "warning"
    doubt_threshold: Annotated[
        float,
        Field(ge=0, le=1, description="Risk from which English is in doubt; lower finds more."),
    ] = 0.54
    doubt_threshold_own: Annotated[
        float,
        Field(
            ge=0,
            le=1,
            description="The same for English that this program's model wrote, on its own scale.",
        ),
    ] = 0.45


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
        "model": {"id": "qwen2.5-coder-0.5b-news"},
        "decoding": {"beam": 1},
        "mend": {"rounds": 1},
    },
    "best": {"decoding": {"beam": 4, "beam_below": 0.0}, "mend": {"rounds": 3}},
}
