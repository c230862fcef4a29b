"""LibreOffice as a person uses it: open a table, change one cell, save it in the file's own format.

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
    """Change one cell of a TSV or CSV in UTF-8, or of a workbook."""
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
        table = _how(path, quote_all)
        document = desktop.loadComponentFromURL(
            path.as_uri(), "_blank", 0, (*table, _property("Hidden", True))
        )
        document.Sheets.getByIndex(0).getCellRangeByName(cell).setString(text)
        document.storeToURL(path.as_uri(), table)
        document.close(True)
        desktop.terminate()
    finally:
        office.wait(60)


def _how(path: Path, quote_all: bool) -> tuple[Any, ...]:
    """The filter that reads and writes a file of this ending."""
    if path.suffix == ".xlsx":
        return (_property("FilterName", "Calc MS Excel 2007 XML"),)
    delimiter = 44 if path.suffix == ".csv" else 9
    # ", UTF-8, from row 1, columns as they are, language of the system, quote all or not.
    options = f"{delimiter},34,76,1,,0,{str(quote_all).lower()},false,true"
    return (
        _property("FilterName", "Text - txt - csv (StarCalc)"),
        _property("FilterOptions", options),
    )


if __name__ == "__main__":
    file, cell, text, quote_all, profile = sys.argv[1:]
    edit(Path(file), cell, text, quote_all == "true", Path(profile))
