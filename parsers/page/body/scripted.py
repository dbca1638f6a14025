"""The text of an article that a page brings along in a script, for its browser to put in place."""

import json
import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from parsers.entry import html_to_text
from parsers.page.evidence import Body, Paragraph

_STRING = re.compile(r'(?<!\\)"((?:[^"\\]|\\.){500,})"')
_MARKUP = ("<p", "\\u003cp", "\\u003Cp")
_HEAD = 20  # characters of the title; the rest may be written with entities
MAX_CHARS = 3_000_000  # the longest script of 1,054 saved news pages: 1,490,000


def scripts_with_markup(root: HtmlElement) -> tuple[str, ...]:
    """Scripts that hold paragraphs."""
    texts = (script.text or "" for script in root.iter("script"))
    return tuple(text[:MAX_CHARS] for text in texts if any(mark in text for mark in _MARKUP))


def body_in(scripts: Sequence[str], title: str) -> Body:
    """The longest markup of a script that also names the title; empty when there is none."""
    for script in scripts:
        if title and title[:_HEAD] in " ".join(script.split()):
            strings = (_unquoted(match[1]) for match in _STRING.finditer(script) if any(m in match[1] for m in _MARKUP))
            lines = html_to_text(max(strings, key=len, default="")).split("\n\n")
            if any(lines):
                return Body(tuple(Paragraph(line) for line in lines if line), where="script")
    return Body()


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return ""
