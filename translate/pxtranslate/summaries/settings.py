"""What a user may ask of a summary."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["both", "zh", "en"]


class SummarySettings(BaseModel):
    """How summaries are made, and how long they may be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: Annotated[
        Literal["extract", "abstract", "auto"],
        Field(
            description="`extract` chooses the article's own sentences; `abstract` asks the model;"
            " `auto` asks the model and puts the article's own sentence where it was wrong."
        ),
    ] = "extract"
    model: Annotated[
        str,
        Field(
            description="Another model to write summaries (`mt5-xlsum`, a folder); empty: the one"
            " that translates. No effect on `extract`."
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
        int, Field(ge=0, description="Most Chinese characters of a summary; 0: no bound.")
    ] = 0
    style: Annotated[
        str,
        Field(
            description="For whom and how the model writes, in Chinese: 读者是外国投资者，语气平实."
            " No effect on `extract`."
        ),
    ] = ""
