"""Broken XML to XML that parses, without losing a word.

lxml's own recovery eats a bare & and the text after it, shifts all that follows when one end tag is missing,
and gives up below some depth. So tags are paired here, and it only sees the rest.
"""

import html.entities
import re
from collections.abc import Iterator

_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r")
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # U+FFFE and U+FFFF
_DEFINED = re.compile(
    rb"<!ENTITY\s+([A-Za-z][\w.]{0,40})\s+(?:\"((?:[^\"&%<]|&#\w{1,7};){0,200})\"|'((?:[^'&%<]|&#\w{1,7};){0,200})')\s*>"
)
_ENTITY = re.compile(rb"&(?:#(\d{1,7}|[xX][0-9a-fA-F]{1,6});|([A-Za-z][\w.]{0,40});)?")
# An emoji as JSON writes it: two halves, of which XML allows none.
_HALVES = re.compile(rb"&#(\d{5}|[xX][dD][89abAB]\w\w);&#(\d{5}|[xX][dD][c-fC-F]\w\w);")
# The five that XML knows without a DOCTYPE. As numbers, since libxml2 drops named ones after the first error.
_OWN = {b"amp": b"&#38;", b"lt": b"&#60;", b"gt": b"&#62;", b"quot": b"&#34;", b"apos": b"&#39;"}
_NAME = rb"[A-Za-z_\x80-\xff][\w.\-\x80-\xff]{0,100}(?::[\w.\-\x80-\xff]{1,100})?"
# A tag; a `<` that begins none. Strings in it may hold `>`; where quotes do not pair, it ends with the first.
_TOKEN = re.compile(
    rb"(?P<cdata><!\[CDATA\[)|(?P<unseen><!--|<\?|<!(?=[A-Za-z]))|<(?P<end>/?)(?P<name>" + _NAME + rb")(?=[\s/>])"
    rb"(?P<rest>[^<>\"']*(?:(?:\"[^\"<]*\"|'[^'<]*')[^<>\"']*){0,2000}|[^<>]*)>|<"
)
_PIECE, _MAX_ENTITY = 1_000_000, 50  # bytes; an entity is not cut in two
_MAX_FILLED = 1_000_000  # bytes that entities of the document's own may add; more of them stay as they are written
_CLOSERS = {b"<!--": b"-->", b"<?": b"?>", b"<!": b">"}
_ATTRIBUTE = re.compile(
    rb"(?<![\w.:\-\x80-\xff])(" + _NAME + rb")\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))"
)
# Where an end tag is missing: an entry cannot stand in itself, nothing in a link or date, no field in a headline.
_ENTRIES = frozenset((b"item", b"entry", b"url", b"sitemap"))
_BARE = frozenset((b"link", b"guid", b"id", b"pubdate", b"published", b"updated", b"loc", b"lastmod"))
_FIELDS = _BARE | _ENTRIES | {
    b"title", b"description", b"summary", b"content", b"category", b"comments", b"enclosure", b"author", b"source",
    b"dc:creator", b"dc:date", b"content:encoded", b"atom:link", b"media:content", b"media:thumbnail", b"itunes:author",
}  # fmt: skip
_MAX_DEPTH = 200  # libxml2 gives up at 256; real feeds with XHTML inside reach 30


def mend(data: bytes, prolog: bytes) -> bytes:
    """Repair a document that begins with its root element. `prolog` stood before: its entities are filled in."""
    defined = {name: a or b for name, a, b in _DEFINED.findall(prolog)}
    data = data.translate(None, _CONTROL)
    for forbidden in _NO_CHARACTERS:
        data = data.replace(forbidden, b"")
    return _Mending(_HALVES.sub(_joined, data), defined).run()


class _Mending:
    """One pass over a document; `open` are the elements it is in, as (name in lower case, name as written)."""

    def __init__(self, data: bytes, defined: dict[bytes, bytes]) -> None:
        self.data, self.defined = data, defined
        self.out: list[bytes] = []
        self.open: list[tuple[bytes, bytes]] = []
        self.begun = False
        self.filled_bytes = 0
        self.endless: set[bytes] = set()
        self.inside: dict[bytes, int] = {}  # how many of a name are open: a stray end tag costs no search

    def run(self) -> bytes:
        at = 0
        while found := _TOKEN.search(self.data, at):
            self.words(self.data[at : found.start()])
            at = self.token(found)
            if not self.open and self.begun:  # the root has ended: what follows was never part of it
                return b"".join(self.out)
        self.words(self.data[at:])
        self.close_to(0)
        return b"".join(self.out)

    def token(self, found: re.Match[bytes]) -> int:
        """Take one token; tell where the next may begin."""
        cdata, unseen, end, name, rest = found.groups()
        if name:
            self.end(name.lower()) if end else self.start(name, rest)
        elif cdata:
            return self.cdata(found.end())
        elif unseen:
            return self.skip(found)
        else:
            self.out.append(b"&#60;")
        return found.end()

    def words(self, text: bytes) -> None:
        if b"&" not in text and b"]]>" not in text:
            self.out.append(text)
            return
        self.out.extend(piece.replace(b"]]>", b"]]&#62;") for piece in self.filled(text))

    def filled(self, text: bytes) -> Iterator[bytes]:
        """Text with its entities as numbers; piece by piece, since each costs memory while its piece is worked on."""
        at = 0
        while at < len(text):
            end = at + _PIECE
            whole = text.rfind(b"&", end - _MAX_ENTITY, end) if end < len(text) else -1
            end = whole if whole > at else end
            piece = text[at:end]
            yield _ENTITY.sub(self.entity, piece) if b"&" in piece else piece
            at = end

    def cdata(self, start: int) -> int:
        """As escaped text, so that it may be cut anywhere."""
        end = self.data.find(b"]]>", start)
        text = self.data[start : end if end >= 0 else len(self.data)]
        self.out.append(text.replace(b"&", b"&#38;").replace(b"<", b"&#60;").replace(b">", b"&#62;"))
        return end + 3 if end >= 0 else len(self.data)

    def skip(self, found: re.Match[bytes]) -> int:
        """Drop a comment, instruction or declaration; one that never ends is taken for text."""
        opener = found["unseen"]
        end = -1 if opener in self.endless else self.data.find(_CLOSERS[opener], found.end())
        if end >= 0:
            return end + len(_CLOSERS[opener])
        self.endless.add(opener)  # no later one ends either: do not search again
        self.out.append(b"&#60;")
        return found.start() + 1

    def start(self, name: bytes, rest: bytes) -> None:
        lower = name.lower()
        if lower in _ENTRIES and self.inside.get(lower):
            self.end(lower)
        above = self.open[-1][0] if self.open else b""
        if above in _BARE or (above == b"title" and lower in _FIELDS):
            self.close_to(len(self.open) - 1)
        empty = rest.endswith(b"/")
        if len(self.open) >= _MAX_DEPTH:
            return
        self.begun = True
        self.out.append(b"<" + name + self.attributes(rest) + (b"/>" if empty else b">"))
        if not empty:
            self.open.append((lower, name))
            self.inside[lower] = self.inside.get(lower, 0) + 1

    def end(self, lower: bytes) -> None:
        """Close down to this name; drop an end tag that nothing began."""
        if not self.inside.get(lower):
            return
        depth = len(self.open) - 1
        while self.open[depth][0] != lower:
            depth -= 1
        self.close_to(depth)

    def close_to(self, depth: int) -> None:
        while len(self.open) > depth:
            lower, name = self.open.pop()
            self.inside[lower] -= 1
            self.out.append(b"</" + name + b">")

    def attributes(self, rest: bytes) -> bytes:
        """Quoted, escaped, each once."""
        if b"=" not in rest:
            return b""
        found: dict[bytes, bytes] = {}
        for name, *values in _ATTRIBUTE.findall(rest):
            value = b"".join(self.filled(next(filter(None, values), b"")))
            found.setdefault(name, value.replace(b'"', b"&#34;"))
        return b"".join(b' %b="%b"' % pair for pair in found.items())

    def entity(self, found: re.Match[bytes]) -> bytes:
        number, name = found[1], found[2]
        if number:
            return found[0] if _is_legal(_code(number)) else b""
        if name in _OWN:
            return _OWN[name]
        own = self.defined.get(name, b"") if self.filled_bytes < _MAX_FILLED else b""
        self.filled_bytes += len(own)
        if name and (value := own or html.entities.html5.get(name.decode() + ";", "").encode()):
            return _plain_entity(value)
        return b"&#38;" + found[0][1:]


def _code(number: bytes) -> int:
    return int(number[1:], 16) if number[:1] in b"xX" else int(number)


def _joined(found: re.Match[bytes]) -> bytes:
    try:
        high, low = _code(found[1]), _code(found[2])
    except ValueError:  # \w is more than hexadecimal digits
        return found[0]
    is_pair = 0xD800 <= high < 0xDC00 <= low < 0xE000
    return b"&#%d;" % (0x10000 + ((high - 0xD800) << 10) + low - 0xDC00) if is_pair else found[0]


def _is_legal(code: int) -> bool:
    """Characters that XML 1.0 allows."""
    return code in (9, 10, 13) or 32 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF


def _plain_entity(value: bytes) -> bytes:
    text = html.unescape(value.decode("utf-8", "replace")) if b"&#" in value else value.decode("utf-8", "replace")
    return text.replace("&", "&#38;").replace("<", "&#60;").encode()
