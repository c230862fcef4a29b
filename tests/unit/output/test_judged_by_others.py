"""Programs that are not ours read what we write: validators, Translate Toolkit, OmegaT, epubcheck, npm's."""

import io
import json
import os
import subprocess
import zipfile
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests.judges import judge, missing, npm_packages
from tests.places import ROOT
from translate.storage import tmx as toolkit_tmx
from translate.storage import xliff as toolkit_xliff
from translate.storage import xliff2 as toolkit_xliff2

from pxtranslate.output import epub, exchange, jsonl, tmx, whole, xliff
from pxtranslate.output.view import segments
from pxtranslate.records import Document, Issue, Match

OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
XLIFF_SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
PAIRS = [
    ("全县春耕3月5日开始。", 'Ploughing began <b>on</b> March 5 & "so" on.', "a.tsv"),
    ("“春耕”\U00020bb7😀\x0b。", " 'Quoted' ", "b <&> c.tmx"),
]
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir>
<target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>zh-CN</source_lang><target_lang>en-US</target_lang>
<sentence_seg>true</sentence_seg></project></omegat>
"""


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    path = tmp_path / "memory.tmx"
    with path.open("wb") as file:
        exchange.export(file, ".tmx", PAIRS)
    return path


def schema(name: str) -> bytes:
    """A schema that OmegaT carries."""
    if not OMEGAT.exists():
        missing(f"needs {OMEGAT} for its schemas; run: .ci/install")
    with zipfile.ZipFile(OMEGAT) as jar:
        return jar.read(f"schemas/{name}")


def test_tmx_is_valid_by_dtd_and_by_schema(page: Document, memory: Path, tmp_path: Path) -> None:
    dtd = etree.DTD(io.BytesIO(schema("tmx14.dtd")))
    (tmp_path / "xml.xsd").write_bytes(schema("xml.xsd"))
    (tmp_path / "tmx14.xsd").write_bytes(schema("tmx14.xsd"))
    xsd = etree.XMLSchema(etree.parse(str(tmp_path / "tmx14.xsd")))
    for data in (tmx.render(page, "px"), memory.read_bytes()):
        tree = etree.fromstring(data)
        assert dtd.validate(tree), dtd.error_log
        assert xsd.validate(tree), xsd.error_log
    assert not dtd.validate(etree.fromstring(memory.read_bytes().replace(b" o-tmf=", b" o=")))


class _Local(etree.Resolver):
    """Gives what a schema imports (xml.xsd) from beside it, wherever it says that it lies."""

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:
        there = XLIFF_SCHEMAS / Path(system_url or "").name
        return self.resolve_filename(str(there), context)


def xliff_schema(name: str) -> etree.XMLSchema:
    """One of the schemas of XLIFF, as Debian has them with Symfony."""
    if not XLIFF_SCHEMAS.exists():
        missing(f"needs {XLIFF_SCHEMAS}; run: .ci/install")
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local())
    return etree.XMLSchema(etree.parse(str(XLIFF_SCHEMAS / name), parser))


@pytest.mark.parametrize(
    ("version", "name"), [("1.2", "xliff-core-1.2-strict.xsd"), ("2.1", "xliff-core-2.0.xsd")]
)
def test_xliff_is_valid_by_schema(page: Document, version: xliff.Version, name: str) -> None:
    """2.1 kept the core of 2.0, and has no schema in any package."""
    xsd = xliff_schema(name)
    render = {"1.2": xliff.render_12, "2.1": xliff.render_21}[version]
    odd = replace(page, path="<a> & b.txt", name="a b/c")
    parts = replace(
        page.articles[0].segments[0],
        match=Match(0.83, "春耕开始。", "Ploughing <began>.", "a.tmx"),
        issues=(Issue("numbers", "error", "3 = 3, English says 4 ✗", "3", "4"),),
        target=None,
        status="failed",
    )
    first = replace(page.articles[0], segments=(parts, *page.articles[0].segments[1:]))
    found = replace(page, articles=(first, *page.articles[1:]))
    for data in (
        *(render(one, "px <&>") for one in (page, odd, found)),
        b"".join(xliff.run([page, odd, found], "px", version)),
    ):
        assert xsd.validate(etree.fromstring(data)), xsd.error_log
    broken = render(page, "px").replace(b"<source", b"<sauce").replace(b"</source", b"</sauce")
    assert not xsd.validate(etree.fromstring(broken))


def test_translate_toolkit_reads_an_exported_memory(memory: Path) -> None:
    theirs = toolkit_tmx.tmxfile(
        io.BytesIO(memory.read_bytes()), sourcelanguage="zh-CN", targetlanguage="en-US"
    )
    found = [(unit.source, unit.target) for unit in theirs.units]
    assert found == [(zh.replace("\x0b", ""), en) for zh, en, _ in PAIRS]


@pytest.mark.parametrize("name", ["segments.xlf", "segments.xliff"])
def test_translate_toolkit_reads_a_whole_run(tmp_path: Path, page: Document, name: str) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "segments.jsonl").write_bytes(jsonl.lines(jsonl.segments_rows(page)))
        (tmp_path / folder / "articles.jsonl").write_bytes(jsonl.lines(jsonl.articles_rows(page)))
    writers = whole.writers(
        tmp_path, [("a", "x/a.txt"), ("b", "b.txt")], ["xliff-run", "xliff2-run"], "px"
    )
    with (tmp_path / name).open("wb") as file:
        writers[name](file)
    data = io.BytesIO((tmp_path / name).read_bytes())
    theirs: Any = (
        toolkit_xliff.xlifffile(data) if name.endswith(".xlf") else toolkit_xliff2.Xliff2File(data)
    )
    found = [(unit.source, unit.target or "") for unit in theirs.units]
    assert found == 2 * [(one.source, one.target or "") for one in segments(page)]


def npm_reads(kind: str, path: Path) -> list[list[str]]:
    """The pairs that the npm package for a kind of file finds there."""
    command = [judge("node"), str(ROOT / "tests" / "npm" / "read.js"), kind, str(path)]
    # Packages are looked for beside the script, and then here.
    env = os.environ | {"NODE_PATH": str(npm_packages() / "node_modules")}
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=env)
    assert told.returncode == 0, told.stderr
    found: list[list[str]] = json.loads(told.stdout)
    return found


def test_tmexchange_reads_our_tmx(page: Document, memory: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.tmx"
    path.write_bytes(tmx.render(page, "px <&>"))
    pairs = [[one.source, one.target] for one in segments(page) if one.target]
    assert npm_reads("tmx", path) == pairs
    exported = [[zh.replace("\x0b", ""), en] for zh, en, _ in PAIRS]
    assert npm_reads("tmx", memory) == exported


@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_xliff_of_npm_reads_our_xliff(
    page: Document, version: xliff.Version, tmp_path: Path
) -> None:
    render = {"1.2": xliff.render_12, "2.1": xliff.render_21}[version]
    path = tmp_path / "page.xlf"
    for data in (render(page, "px <&>"), b"".join(xliff.run([page], "px", version))):
        path.write_bytes(data)
        found = [(pair[0], pair[1] if len(pair) > 1 else None) for pair in npm_reads(version, path)]
        assert found == [(one.source, one.target) for one in segments(page)]


@pytest.mark.slow
def test_omegat_translates_a_file_from_our_memory(memory: Path, tmp_path: Path) -> None:
    omegat = judge("omegat")
    project = tmp_path / "project"
    for folder in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        (project / folder).mkdir(parents=True)
    (project / "omegat.project").write_text(PROJECT, "utf-8")
    (project / "source" / "a.txt").write_text(f"{PAIRS[0][0]}\n没有这句。\n", "utf-8")
    memory.rename(project / "tm" / "auto" / "memory.tmx")
    command = [omegat, str(project), "--mode=console-translate", f"--config-dir={tmp_path / 'c'}"]
    subprocess.run(command, check=True, timeout=200, stdout=subprocess.DEVNULL)
    told = (project / "target" / "a.txt").read_text("utf-8")
    assert told == f"{PAIRS[0][1]}\n没有这句。\n"


@pytest.mark.slow
def test_epubcheck_has_nothing_to_say(page: Document, tmp_path: Path) -> None:
    """The jar that the wheel brings; its own wrapper leaves processes behind."""
    java, package = judge("java"), find_spec("epubcheck")
    assert package is not None
    jar = Path(str(package.origin)).with_name("epubcheck.jar")
    path = tmp_path / "page.epub"
    path.write_bytes(epub.render(replace(page, path="<a> & b.txt"), "px <&>"))
    command = [java, "-jar", str(jar), "--failonwarnings", str(path)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
    assert told.returncode == 0, told.stderr
    assert "No errors or warnings detected" in told.stdout
