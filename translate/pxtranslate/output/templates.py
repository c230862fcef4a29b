"""Pages that carry all they need: templates filled by Jinja, and what their content policy lets in.

Every text is escaped; what a template asks for and is not given is an error. Knows no page.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


def fill(folder: str, template: str, rules: str = "", /, **values: object) -> bytes:
    """Fill a template of a folder of the package, as UTF-8.

    Its style sheet is that folder's, with more `rules`; the template is given it and its hash.
    """
    style, policy = _style(folder, rules)
    page = environment(folder).get_template(template)
    return page.render(style=style, style_hash=policy, **values).encode("utf-8")


@cache
def environment(*folders: str) -> Environment:
    """The templates of these folders of the package."""
    return Environment(
        loader=ChoiceLoader([PackageLoader("pxtranslate", folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def digest(text: str) -> str:
    """What a content policy calls a style sheet or a script."""
    hashed = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(hashed).decode('ascii')}"


@cache
def _style(folder: str, rules: str) -> tuple[Markup, str]:
    css = (files("pxtranslate") / folder / "style.css").read_text("utf-8") + rules
    return Markup(css), digest(css)
