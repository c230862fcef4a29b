"""pxtranslate: its engine and its asking, and with `whole` all of the path: checks and mending, too."""

from evaluate.peers.job import Job, Translate, run
from pxtranslate.api import translate_lines
from pxtranslate.config import Settings
from pxtranslate.engines import choose
from pxtranslate.engines.ask import ask
from pxtranslate.engines.base import Decoding, Output, Request
from pxtranslate.names.glossary import load_if_named


def load(job: Job) -> Translate:
    """Load the model of the job by its card or folder."""
    settings = Settings.model_validate(
        {"model": {"id": job["model"], "folder": job["models"], "offline": True}}
    )
    engine = choose(settings.model, lambda line: None)
    engine.__enter__()
    texts: list[str] = job["texts"]
    if job["whole"]:
        none = load_if_named("")
        return lambda: [
            one.target or ""
            for one in translate_lines(texts, engine, settings, none, lambda done: None)
        ]
    requests = [Request(text) for text in texts]
    return lambda: [
        answer.text if isinstance(answer, Output) else ""
        for answer in ask(engine, requests, Decoding(forbid_han=False))
    ]


if __name__ == "__main__":
    run(load)
