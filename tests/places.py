"""Where things lie that more than one test needs."""

from pathlib import Path

from pxtranslate.config import Settings

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "input" / "pingxiang_page.txt"
"""The user's page: a newspaper page as text, its columns out of order."""
SHARED = ROOT.parent / "shared" / "data"
"""Development data beside the checkout: absent for whoever clones; a test that needs it says so."""
DEFAULT = Settings().model.id
"""The model that is used when none is named."""
