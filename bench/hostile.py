"""Documents that wish a feed reader ill: mutations of good ones, by number, and a fixed set of bombs."""

import random
from collections.abc import Callable, Sequence
from functools import partial

HEAD = b'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>'
CLOSE = b"</channel></rss>"
Bomb = tuple[str, Callable[[], bytes]]
_DATES = (b"pubDate", b"published", b"issued", b"updated", b"modified", b"date", b"created")
_TOKENS = (
    b"<",
    b">",
    b"&",
    b'"',
    b"'",
    b"=",
    b"<a ",
    b"</a>",
    b"<a",
    b"<a>",
    b"<a/>",
    b'<a b="',
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<?",
    b"<?x?>",
    b"<!DOCTYPE ",
    b"<!ENTITY a 'b'>",
    b"&amp;",
    b"&#0;",
    b"&#x1F600;",
    b"&#55357;&#56832;",
    b"&nbsp;",
    b"&a;",
    b"<item>",
    b"</item>",
    b"<item/>",
    b"<title>",
    b"</title>",
    b"<link>",
    b"<guid>",
    b"<script>",
    b"<style",
    b"</script ",
    b"a@a",
    b"x <a@b> ",
    b" ",
    b"\n",
    b"\t",
    b"\x00",
    b"\x0b",
    b"\xff",
    b"\xc3\xa9\xff",
    b"\xc2\x85",
    b"\xef\xbb\xbf",
    b"\xf0\x9f\x98\x80",
    b"1",
    b"01 Jan ",
    b"2026-",
    b"12:",
    b"/",
    b"xmlns:a='b' ",
    b"<x:y>",
    b"<p>x<br>",
    b"{",
    b"[",
    b"[[],",
    b'{"a":1},',
    b'"a",',
    b"\\u",
)
_PLACES = (
    HEAD + b"%b",
    HEAD + b"<item><title>%b</title></item></channel></rss>",
    HEAD + b"<item><author>%b</author><pubDate>%b</pubDate></item>",
    HEAD + b'<item><link a="%b"/></item></channel></rss>',
    HEAD + b"<item><description><![CDATA[%b]]></description></item></channel></rss>",
    b"%b" + HEAD,
    b'{"items":[{"title":"%b"},%b',
)  # fmt: skip


def mutated(seeds: Sequence[bytes], number: int) -> bytes:
    """The same number gives the same document."""
    dice = random.Random(number)
    body = bytearray(dice.choice(seeds))
    for _ in range(dice.choice((1, 1, 2, 3, 8))):
        body = bytearray(dice.choice(_WAYS)(dice, body, seeds))
    return bytes(body)


def bombs(size: int) -> list[Bomb]:
    """Names and makers of documents of about `size` bytes: every token in every place, and what is known to kill."""
    placed = [
        (f"{token!r} in place {number}", partial(_placed, token, place, size))
        for token in _TOKENS
        for number, place in enumerate(_PLACES)
    ]
    return [*placed, *((name, partial(make, size)) for name, make in _KNOWN.items())]


def _placed(token: bytes, place: bytes, size: int) -> bytes:
    return place.replace(b"%b", token * (size // len(token) // place.count(b"%b")))


def _laughs(_: int) -> bytes:
    lol = b"".join(b'<!ENTITY l%d "%b">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    return b'<!DOCTYPE rss [<!ENTITY l0 "lol">' + lol + b"]><rss><channel><title>&l11;</title>" + CLOSE


def _attributes(count: int) -> bytes:
    return HEAD + b"<item " + b"".join(b'a%d="" ' % n for n in range(count)) + b"/>" + CLOSE


def _spaces(count: int) -> bytes:
    declared = b"".join(b'xmlns:a%d="b%d" ' % (n, n) for n in range(count))
    return b"<rss " + declared + b"><channel>" + b"<item><title>a<b/></title></item>" * 30_000 + CLOSE


def _items(item: bytes, size: int) -> bytes:
    return HEAD + item * (size // len(item)) + CLOSE


def _nested(depth: int, size: int) -> bytes:
    return HEAD + b"<item><title>" * depth + b"x" * (size // 2) + b"</title></item>" * depth + CLOSE


def _odd_date(name: bytes) -> bytes:
    return b"<%b>" % name + b"1 x 2 y" * 14 + b"</%b>" % name


_KNOWN: dict[str, Callable[[int], bytes]] = {
    "50 MB, one item": lambda _: HEAD + b"<item><title>" + b"word " * 10_000_000 + b"</title></item>" + CLOSE,
    "50 MB, many items": lambda _: _items(b"<item><title>Story</title></item>", 50 << 20),
    "entity bomb": _laughs,
    "quadratic entities": lambda size: (
        b'<!DOCTYPE rss [<!ENTITY a "' + b"a" * 200 + b'">]>' + HEAD + b"<item><title>" + b"&a;" * (size // 3) + CLOSE
    ),
    "many attributes": lambda size: _attributes(size // 12),
    "10^5 attributes": lambda _: _attributes(100_000),
    "10^6 name spaces": lambda _: _spaces(1_000_000),
    "10^5 name spaces and markup": lambda _: _spaces(100_000),
    "deep": lambda size: HEAD + b"<x>" * (size // 7) + b"</x>" * (size // 7) + CLOSE,
    "deep, broken": lambda _: HEAD + b"<item><description>" + b"<x>" * 240_000 + b"& <y></x>" * 240_000 + CLOSE,
    "items 2,000 deep": partial(_nested, 2_000),
    "items 60 deep": partial(_nested, 60),
    "names": lambda size: HEAD + b"".join(b"<n%d/>" % n for n in range(size // 12)) + CLOSE,
    "400,000 names": lambda _: HEAD + b"<item>" + b"".join(b"<n%d/>" % n for n in range(400_000)) + b"</item>" + CLOSE,
    "400,000 names, broken": lambda _: HEAD + b"".join(b"<n%d>" % n for n in range(400_000)) + b"& </x>" + CLOSE,
    "many items": partial(_items, b"<item><guid>1</guid></item>"),
    "100,000 items": lambda _: _items(b"<item><guid>1</guid></item>", 2_700_000),
    "many dates": partial(_items, b"<item><pubDate>1 1 1 1 1 1 1, 1. 1: 1/ </pubDate></item>"),
    "long odd dates": partial(_items, b"<item><pubDate>" + b"1 x " * 25 + b"</pubDate></item>"),
    "dates of all names": partial(_items, b"<item>" + b"".join(map(_odd_date, _DATES)) + b"</item>"),
    "JSON, deep": lambda size: b'{"items":' + b'[{"a":' * (size // 6),
    "JSON, one number": lambda size: b'{"items":[{"id":' + b"1" * size + b"}]}",
    "UTF-32 emoji": lambda size: ("<rss><channel><title>" + "\U0001f600 & < " * (size // 28)).encode("utf-32-le"),
    "UTF-8 emoji": lambda size: HEAD + ("\U0001f600 & < " * (size // 9)).encode(),
}


def _flip(dice: random.Random, body: bytearray, _: Sequence[bytes]) -> bytes:
    for _slip in range(dice.choice((1, 4, 32))):
        if body:
            body[dice.randrange(len(body))] = dice.randrange(256)
    return bytes(body)


def _cut(dice: random.Random, body: bytearray, _: Sequence[bytes]) -> bytes:
    start, end = _span(dice, body)
    return bytes(dice.choice((body[:end], body[start:], body[:start] + body[end:])))


def _splice(dice: random.Random, body: bytearray, seeds: Sequence[bytes]) -> bytes:
    other = dice.choice(seeds)
    (start, end), (first, last) = _span(dice, body), _span(dice, other)
    return bytes(body[:start] + other[first:last] + body[end:])


def _repeat(dice: random.Random, body: bytearray, _: Sequence[bytes]) -> bytes:
    start, end = _span(dice, body)
    most = dice.choice((5_000, 5_000, 5_000, 200_000))  # bytes: long ones take long and find little
    times = min(dice.choice((2, 10, 1000)), most // (end - start + 1) + 1)
    return bytes(body[:start] + body[start:end] * times + body[end:])


def _insert(dice: random.Random, body: bytearray, _: Sequence[bytes]) -> bytes:
    start = _span(dice, body)[0]
    return bytes(body[:start] + dice.choice(_TOKENS) * dice.choice((1, 1, 2, 20, 300, 3000)) + body[start:])


def _nest(dice: random.Random, body: bytearray, _: Sequence[bytes]) -> bytes:
    start, end = _span(dice, body)
    name, depth = dice.choice((b"x", b"item", b"entry", b"div", b"title")), dice.choice((1, 2, 5, 300, 2000))
    return bytes(body[:start] + b"<%b>" % name * depth + body[start:end] + b"</%b>" % name * depth + body[end:])


def _span(dice: random.Random, body: bytes | bytearray) -> tuple[int, int]:
    start, end = sorted((dice.randint(0, len(body)), dice.randint(0, len(body))))
    return start, end if dice.random() < 0.3 else min(end, start + 200)


_WAYS = (_flip, _cut, _splice, _repeat, _insert, _nest)
