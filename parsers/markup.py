"""Scraps of HTML to plain text."""

import html
import re

_UNSEEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.S | re.I)
_HALF = re.compile("[\ud800-\udfff]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<![^<>]*>")


def plain(text: str) -> str:
    """Strip tags and decode entities once; runs of white space become one space. For a headline or a name."""
    text = _TAG.sub("", _UNSEEN.sub("", text)) if "<" in text else text
    return " ".join(html.unescape(text).replace("\0", "").split())


def clean(text: str) -> str:
    """Drop what no database takes: NUL, and halves of surrogate pairs, which JSON can spell."""
    return _HALF.sub("\ufffd", text.replace("\0", ""))


def has_tags(text: str) -> bool:
    return bool(_TAG.search(text))
