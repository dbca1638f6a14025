"""Scraps of HTML to plain text."""

import html
import re

_UNSEEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.S | re.I)
_HALF = re.compile("[\ud800-\udfff]")
# Soft hyphen, zero-width space, word joiner, byte order mark: within a word they hide it from a search. Not the
# (non-)joiners U+200C and U+200D, which are spelling in Persian and Indic.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
# Numbers that mean windows-1252, as browsers take them: &#146; is an apostrophe and no control character.
_C1 = {code: bytes((code,)).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_MAX_LINE = 10_000  # characters; the longest headline of real feeds has 1,000 with its markup
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<![^<>]*>")


def plain(text: str) -> str:
    """Strip tags and decode entities once; runs of white space become one space."""
    if "<" in text:
        text = text.replace("<![CDATA[", "").replace("]]>", "") if "<![CDATA[" in text else text  # wrapped twice
        text = _TAG.sub("", _UNSEEN.sub("", text))
    text = text if text.isascii() else text.translate(_C1)
    text = html.unescape(text) if "&" in text else text
    return " ".join(_visible(text.replace("\0", "")).split())


def line(text: str) -> str:
    """As `plain`, for a headline or a name: what is longer than any is cut."""
    return plain(text[:_MAX_LINE])


def clean(text: str) -> str:
    """Drop what no database takes (NUL, halves of surrogate pairs, which JSON can spell) and what no reader sees."""
    return _visible(_HALF.sub("\ufffd", text.replace("\0", "")))


def _visible(text: str) -> str:
    return text if text.isascii() else _INVISIBLE.sub("", text)


def has_tags(text: str) -> bool:
    return bool(_TAG.search(text))


def as_html(text: str) -> str:
    """Plain text as HTML; what holds tags is left, since many write HTML where plain text is asked for."""
    return text if has_tags(text) else html.escape(text, quote=False)
