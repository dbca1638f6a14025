"""XML as it is found in the wild, to a tree."""

import html.entities
import re

from lxml import etree

_ROOT = re.compile(r"<(?:[\w.-]{1,30}:)?(?:rss|feed|rdf|urlset|sitemapindex|channel|opml)[\s>/]", re.I)
_SECTION = re.compile(r"(<!\[CDATA\[(?:.*?\]\]>|.*\Z))", re.S)
_ENTITY = re.compile(r"&(?:#(\d{1,7}|[xX][0-9a-fA-F]{1,6});|([A-Za-z][\w.]{0,40});)?")
_DEFINED = re.compile(r"<!ENTITY\s+([A-Za-z][\w.]{0,40})\s+(?:\"([^\"&%<]{0,200})\"|'([^'&%<]{0,200})')\s*>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The five that XML knows without a DOCTYPE. As numbers, since libxml2 drops named ones after the first error.
_OWN = {"amp": "&#38;", "lt": "&#60;", "gt": "&#62;", "quot": "&#34;", "apos": "&#39;"}


def read_xml(text: str) -> etree._Element | None:
    """Parse a feed or sitemap, however broken. None when no root element that we read is in sight.

    What stands before the root is dropped, the DOCTYPE with it: nothing external is ever loaded and
    entity bombs stay unexpanded text. Plain entities that it defined are filled in.
    """
    found = _ROOT.search(text)
    if not found:
        return None
    prolog, text = text[: found.start()], text[found.start() :]
    try:
        return etree.fromstring(text.encode(), _parser(recover=False))
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        return _mend(text, {name: a or b for name, a, b in _DEFINED.findall(prolog)})


def _mend(text: str, defined: dict[str, str]) -> etree._Element | None:
    """Parse with what is broken repaired first: lxml's recovery would eat a bare & and the text after it."""
    parts = _SECTION.split(_FORBIDDEN.sub("", text))
    parts[::2] = [_ENTITY.sub(lambda m: _entity(m, defined), part) for part in parts[::2]]
    try:
        return etree.fromstring("".join(parts).encode(), _parser(recover=True))
    except etree.XMLSyntaxError:
        return None


def _entity(found: re.Match[str], defined: dict[str, str]) -> str:
    number, name = found[1], found[2]
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        legal = code in (9, 10, 13) or 32 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
        return found[0] if legal else ""
    if name in _OWN:
        return _OWN[name]
    if name and (value := defined.get(name) or html.entities.html5.get(name + ";")):
        return value.replace("&", "&#38;").replace("<", "&#60;")
    return "&#38;" + found[0][1:]


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
