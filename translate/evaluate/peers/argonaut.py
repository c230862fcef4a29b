"""argonaut-translator-cli: its own command over a folder of text files, once, nothing cached.

Its loading is in its seconds. The splitter is replaced as for Argos.
"""

from pathlib import Path

from evaluate.peers.argos import ByRule
from evaluate.peers.job import Job, Translate, run

FILES = 10


def load(job: Job) -> Translate:
    """Write the paragraphs as files; what is timed is the command."""
    from argostranslate import translate as library

    library.MiniSBDSentencizer = ByRule
    work = Path(job["out"]).with_suffix(".files")
    source, target = work / "in", work / "out"
    source.mkdir(parents=True)
    target.mkdir()
    paragraphs: list[str] = job["paragraphs"]
    for n in range(min(FILES, len(paragraphs))):
        (source / f"{n:02}.txt").write_text("\n".join(paragraphs[n::FILES]) + "\n", "utf-8")

    def translate() -> list[str]:
        from argonaut_cli.cli import main

        options = ["translate", str(source), "--from", "zh", "--to", "en", "-o", str(target)]
        options += ["--no-cache", "--no-history", *(["--fast"] if job["tuned"] else [])]
        code = main(options)
        if code:
            raise RuntimeError(f"argonaut-cli ended with {code}")
        return [path.read_text("utf-8").strip() for path in sorted(target.rglob("*.txt"))]

    return translate


if __name__ == "__main__":
    run(load)
