"""Bilingual files for tests, and what `batch` makes of one."""

from pathlib import Path
from typing import Any

from tests.toy.engines import ToyEngine, by_text

from pxtranslate.config import Settings
from pxtranslate.engines.base import Engine
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.run import run

ENGLISH = by_text(
    ("粮食", "Output reached 126,000 tons."),
    ("图书馆", "The library opened."),
    ("读者", "Readers <may> borrow & read."),
    ("5月20日", "It was held on June 20."),
    ("GDP", "The GDP grew."),
    ("下雨", "It rains."),
)
ENGINE, DEFAULTS = ToyEngine(ENGLISH, translates=True), Settings()


def filled(
    folder: Path, name: str, data: str | bytes, mine: Settings = DEFAULTS, engine: Engine = ENGINE
) -> bytes:
    """What `batch` makes of a bilingual file."""
    path, out = folder / name, folder / "out"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    run(find_inputs([path], out=out), out, mine, engine)
    (result,) = out.glob("*/translated.*")
    return result.read_bytes()


def theirs(store: Any, data: bytes) -> list[Any]:
    """The units that translate-toolkit, which has no types, reads in a file."""
    return list(store.parsestring(data).units)


XLIFF = """<?xml version='1.0' encoding='UTF-8' standalone="no" ?>
<!-- by hand: no writer of ours would set these quotation marks -->
<xliff xmlns='urn:oasis:names:tc:xliff:document:1.2' xmlns:my="urn:my" version='1.2' my:v = "9">
  <file original="a.docx" source-language="zh-CN" target-language='en-GB' datatype="x-docx">
    <body><my:odd a = 'b'/>
      <trans-unit id="1" my:state="odd">
        <source>全县粮食总产量达12.6万吨。</source>
      </trans-unit>
      <trans-unit id="2" approved="yes"><source>会议召开。</source>
        <target state="final">It &quot;was&quot; held.</target></trans-unit>
      <trans-unit id="3"><source>会议于5月20日举行。</source><target state = 'new'/></trans-unit>
      <trans-unit id="4" translate="no"><source>内部编号107</source></trans-unit>
      <trans-unit id="5"><source>今天下雨。</source><target>今天下雨。</target></trans-unit>
      <trans-unit id="6"><source>县图书馆开放。读者可借阅。</source><target></target>
        <alt-trans><source>县图书馆开放。</source><target>old</target></alt-trans></trans-unit>
    </body>
  </file>
</xliff>
"""
TRADOS = """<xliff version="1.2" xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0"
 xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="zh-CN"
 target-language="en-US" original="a" datatype="x"><body><trans-unit id="1">
<source><g id="1">县图书馆开放。</g> <x id="2"/>今天下雨。</source><seg-source><g id="1"><mrk mtype="seg"
 mid="1">县图书馆开放。</mrk></g> <x id="2"/><mrk mtype="seg" mid="2">今天下雨。</mrk></seg-source>%s
<sdl:seg-defs><sdl:seg id="1"/><sdl:seg id="2"/></sdl:seg-defs></trans-unit></body></file></xliff>"""
MARK = '<mrk mtype="seg"\n mid="1">'
VERSION_2 = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh-CN">
 <file id="f1"><unit id="u1">
  <segment id="s1" state="initial"><source>会议于5月20日举行。</source></segment>
  <ignorable><source> </source></ignorable>
  <segment id="s2"><source>今天<pc id="1">下雨</pc>。</source><target/></segment>
 </unit><unit id="u3" xmlns:t="t" t:locked="true"><segment><source>会议召开。</source></segment>
 </unit><unit id="u2" translate="no"><segment><source>今天下雨。</source></segment></unit></file></xliff>"""
TMX = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="zh-CN"/><body>
<tu tuid="1"><prop type="x">1</prop>
  <tuv xml:lang="zh-CN"><seg>会议于<hi>5月20日</hi>举行。<ph x="1">&lt;br&gt;</ph></seg></tuv>
</tu>
<tu><tuv xml:lang="zh-CN"><seg>全年<bpt i="1">&lt;b&gt;</bpt>GDP<ept i="1">&lt;/b&gt;</ept>增长。</seg></tuv>
<tuv xml:lang="en-GB"><seg/></tuv></tu>
<tu><tuv xml:lang="zh-CN"><seg>今天下雨。</seg></tuv><tuv xml:lang="en-GB"><seg>Rain.</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>Il pleut.</seg></tuv></tu>
</body></tmx>"""
