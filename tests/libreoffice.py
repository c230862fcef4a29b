"""LibreOffice as a person uses it: open a table, change one cell, save it in its own format.

Run by the system's Python, which has `uno`: `python3 libreoffice.py FILE CELL TEXT QUOTE_ALL PROFILE`.
Knows nothing of pxtranslate.
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def _property(name: str, value: object) -> Any:
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

    one = PropertyValue()
    one.Name, one.Value = name, value
    return one


def _desktop(pipe: str) -> Any:
    """The running office; waits until it answers."""
    import uno  # type: ignore[import-not-found]

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(600):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
        except Exception:  # uno raises its own kinds until the office listens
            time.sleep(0.1)
    raise TimeoutError("LibreOffice did not answer within a minute")


def edit(path: Path, cell: str, text: str, quote_all: bool, profile: Path) -> None:
    """Change one cell of a table in UTF-8 with tabs."""
    pipe = f"px{path.stat().st_ino}"
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation={profile.as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ]
    )
    try:
        desktop = _desktop(pipe)
        # Tab, ", UTF-8, from row 1, columns as they are, language of the system, quote all or not.
        options = f"9,34,76,1,,0,{str(quote_all).lower()},false,true"
        table = [
            _property("FilterName", "Text - txt - csv (StarCalc)"),
            _property("FilterOptions", options),
        ]
        document = desktop.loadComponentFromURL(
            path.as_uri(), "_blank", 0, (*table, _property("Hidden", True))
        )
        document.Sheets.getByIndex(0).getCellRangeByName(cell).setString(text)
        document.storeToURL(path.as_uri(), tuple(table))
        document.close(True)
        desktop.terminate()
    finally:
        office.wait(60)


if __name__ == "__main__":
    file, cell, text, quote_all, profile = sys.argv[1:]
    edit(Path(file), cell, text, quote_all == "true", Path(profile))
