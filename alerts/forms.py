"""The three forms that messages take, and how the words of strangers are said safely in each. Pure.

No template can forget to escape: whatever a template prints goes through its form's own escaping (`finalize`).
"""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

_FIRST_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_ISOLATES = {"ltr": "\u2066", "rtl": "\u2067"}  # LRI, RLI; both end with PDI
_END_ISOLATE = "\u2069"
# Cc and Cs, what XML forbids, and Unicode's Bidi_Control: they could turn the text around a foreign string
_UNPRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = "\u200b"  # zero-width space: nothing to a reader, a break to a parser
# After "@": every mention. After "<": Slack's <!here>, <@id> and <address|label>. After "]": [label](address) and
# its relatives, which chats read even in "plain" text. After "&": entities. "](" may be split over two pieces.
_TRAP = re.compile(r"(@|<|\](?=[(\[:]|$)|&(?=#?\w+;))")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>~|])")
_LINE_START = re.compile(r"^(?= ?(?:[#+\-=>*~|]|\d+[.)]))")  # headings, lists, rules: only at the start of a line


def cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: word_break(text, room - 1)].rstrip() + "…"


def word_break(text: str, at: int) -> int:
    """The nearest place at or before `at` that splits no word, or at least no character of several code points."""
    if not 0 < at < len(text):
        return at
    space = text.rfind(" ", max(0, at - 25), at)
    if space > 0:
        return space + 1
    while at > 1 and (unicodedata.category(text[at])[0] == "M" or "\u200d" in text[at - 1 : at + 1]):
        at -= 1
    return at


def tame(text: str) -> str:
    """One line that pings nobody, links nowhere and turns nothing around. Reads the same."""
    return _TRAP.sub(r"\1" + _INVISIBLE, _UNPRINTABLE.sub("", re.sub(r"\s+", " ", text)))


def direction(text: str) -> str:
    """The direction that most letters have: a passage may well begin with a word of the other one."""
    strong = [_FIRST_STRONG[kind] for kind in map(unicodedata.bidirectional, text) if kind in _FIRST_STRONG]
    return "rtl" if strong.count("rtl") * 2 > len(strong) else "ltr"


def isolated(safe: str) -> str:
    """Keep a text's direction to itself. Text without right-to-left letters needs nothing."""
    if not any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in safe):
        return safe
    return _ISOLATES[direction(safe)] + safe + _END_ISOLATE


def _in_text(foreign: str) -> str:
    """Many chats read Markdown in "plain" text, where no backslash can hide it: it is broken invisibly."""
    return _LINE_START.sub(_INVISIBLE, tame(foreign)).replace("`", "'")


def _in_markdown(foreign: str) -> str:
    return _MARKDOWN.sub(r"\\\1", _LINE_START.sub(_INVISIBLE, tame(foreign)))


def _in_html(foreign: str) -> str:
    return str(escape(tame(foreign)))


def _bold(safe: str) -> str:
    """Asterisks open and close only beside a letter (CommonMark 6.2); the zero-width space counts as one."""
    head = "" if safe[:1].isalnum() else _INVISIBLE
    tail = "" if safe[-1:].isalnum() else _INVISIBLE
    return f"**{head}{safe}{tail}**"


def _form(say: Callable[[str], str], mark: Callable[[str], str], address: Callable[[str], str] = str) -> Environment:
    """An environment that says every value its own way: `{{ x }}` cannot print a foreign string unescaped.

    `mark` wraps words already said, `address` says what _link made.
    """

    def safe(value: object) -> Markup:
        return value if isinstance(value, Markup) else Markup(say(str(value)))  # noqa: S704  # `say` escapes

    form = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,  # keeps Markup apart from strings; `finalize` comes first and leaves it nothing to do
        finalize=safe,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    form.filters["mark"] = lambda value: Markup(mark(safe(value)))  # noqa: S704  # `mark` only adds around it
    form.filters["isolate"] = lambda value: Markup(isolated(safe(value)))  # noqa: S704  # likewise
    form.filters["address"] = lambda value: Markup(address(value))  # noqa: S704  # _link encoded it
    form.globals["begin"] = {way: Markup(sign) for way, sign in _ISOLATES.items()}  # noqa: S704
    form.globals["end"] = Markup(_END_ISOLATE)  # noqa: S704
    return form


FORMS = {
    "txt": _form(_in_text, lambda safe: f"*{safe}*"),
    "md": _form(_in_markdown, _bold),
    "html": _form(_in_html, lambda safe: f"<mark>{safe}</mark>", escape),
}  # by the ending of their templates
