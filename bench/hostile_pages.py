"""Pages that wish a reader of articles ill: seeds for mutations, and a fixed set of bombs."""

from collections.abc import Callable
from functools import partial

Bomb = tuple[str, Callable[[], bytes]]
_SENTENCE = b"The harbour bridge was closed to all traffic on Thursday morning, the city said, and ferries took over. "
_LD = b"<script type='application/ld+json'>%b</script>"
_NODE = b'{"@type":"NewsArticle","headline":"Harbour bridge closed","datePublished":"2026-03-05T09:30:00+01:00"'
_HEAD = (
    b'<!doctype html><html lang=en><head><meta charset=utf-8><title>Harbour bridge closed - The Post</title>'
    b'<meta property="og:title" content="Harbour bridge closed"><meta name=author content="Ada Lindqvist">'
    b'<link rel=canonical href="/local/bridge"><meta property="article:published_time" content="2026-03-05T08:30:00Z">'
)  # fmt: skip
_OPEN = (
    b"<body><nav><a href=/>Home</a></nav><main><article><h1>Harbour bridge closed</h1>"
    b"<p class=byline>By Ada Lindqvist and Tom O'Neill, <time datetime=2026-03-05>5 March 2026</time></p>"
)
_TEXT = b"<p>" + _SENTENCE * 3 + b"</p>"
_CLOSE = b"</article></main><footer><p>All rights reserved</p></footer></body></html>"
SEEDS = (
    _HEAD + _LD % (_NODE + b',"author":[{"@type":"Person","name":"Ada Lindqvist"}]}') + _OPEN + _TEXT * 3 + _CLOSE,
    _HEAD + _LD % (b'{"@graph":[' + _NODE + b',"author":{"@id":"#a"}},{"@id":"#a","name":"Ada"}]}') + _OPEN
    + b"<figure><img src=/a.jpg><figcaption>A crack</figcaption></figure><blockquote><p>" + _SENTENCE
    + b"</p></blockquote><ul><li>" + _SENTENCE + b"<li>Two</ul><h2>Ferries</h2>" + _TEXT * 2
    + b"<aside class=related><a href=/zoo>Zoo</a></aside>" + _CLOSE,
    b"<html><head><title>\xcc\xee\xf1\xf2</title><meta charset=windows-1251></head><body><table><tr><td><font size=2>"
    + "Мост через гавань закрыт для всего движения, сообщили в мэрии. ".encode("cp1251") * 5
    + b"<br><br>" + _SENTENCE * 3 + b"</table></body></html>",
    _HEAD + _OPEN + b"<div itemscope itemtype='https://schema.org/NewsArticle'><meta itemprop=datePublished"
    b" content=2026-03-05><div itemprop=articleBody>" + _SENTENCE * 2 + b"<br><br>" + _SENTENCE * 2 + b"</div></div>"
    b"<div class=comments><p>" + _SENTENCE + b"</p></div><form class=newsletter><input></form>" + _CLOSE,
)  # fmt: skip
_TOKENS = (
    b"<b>", b"<a>", b"<a href=/x>", b"<p>", b"<table>", b"<table><tr><td>", b"<ul><li>", b"<div>",
    b"<div class='a b c'>", b"<br>", b"<h1>Harbour bridge closed</h1>", b"<h2>Ferries</h2>", b"<h1><a>",
    b"<time>2026</time>",
    b"<time datetime='2026-03-05T10:00'>5 March</time>", b"<meta name=author content=Ada>", b"<meta>",
    b"<meta property=og:title content='Harbour - bridge | closed'>", b"<span class=author>By Ada and Tom,</span>",
    b"<a rel=author href=/ada>Ada Lindqvist</a>", b"<span itemprop=author>Ada</span>",
    b"<span class=date>5 March</span>", b"<div itemscope itemtype=http://schema.org/Article>", b"<img src=/a.jpg>",
    b"<figure><figcaption>A crack",
    b"<script>", b"<script></script>", b"<style>", b"<!--", b"<![CDATA[", b"<?x", b"<", b"</", b"</p>", b"<p",
    b"<p a=\"", b"&amp;", b"&", b"&amp;amp;", b"&#x110000;", b"&#1;", b"\0", b"\xff", b"\xc2\xa0", b"\xcc\x81",
    b"\xe2\x80\x8b",
    b" ", b"\n", b"a", b"a ", b"Ada, ", b"A. ", b"- ", b"| ", b"1 ", b"2026-03-", b"By ", b"by Ada ", b"...",
    b"\xe6\xb8\xaf", b"\xd8\xa7", b"<select><option>", b"<svg>", b"<template>", b"<noscript>", b"<textarea>",
    b"<frameset>", b"<article><p>" + _SENTENCE + b"</article>", b"<article>",
    b"<section><h2><a href=/x>Zoo opens again</a></h2></section>",
    b"<x-y>", b"<button>", b"<iframe>", b"<p style='display:none'>", b"<p hidden>", b"<link rel=canonical href=/x>",
)  # fmt: skip
_PLACES = {
    "body": (_HEAD + _OPEN + _TEXT, _TEXT + _CLOSE),
    "head": (b"<html><head>", _HEAD + _OPEN + _TEXT * 2 + _CLOSE),
    "title": (b"<html><head><title>", b"</title>" + _OPEN + _TEXT * 2 + _CLOSE),
    "h1": (_HEAD + b"<body><h1>", b"</h1>" + _TEXT * 2 + _CLOSE),
    "byline": (_HEAD + b"<body><h1>Harbour bridge closed</h1><p class=byline>", b"</p>" + _TEXT * 2 + _CLOSE),
    "date": (_HEAD + b"<body><h1>Harbour bridge closed</h1><p class=date>", b"</p>" + _TEXT * 2 + _CLOSE),
    "attribute": (_HEAD + b'<body><div class="', b'">' + _TEXT * 2 + _CLOSE),
    "JSON-LD": (_HEAD + b"<script type='application/ld+json'>", b"</script>" + _OPEN + _TEXT * 2 + _CLOSE),
    "headline": (_HEAD + b"<script type='application/ld+json'>" + _NODE[:-3], b'"}</script>' + _TEXT * 2 + _CLOSE),
}  # fmt: skip


def page_bombs(size: int) -> list[Bomb]:
    """Names and makers of pages of about `size` bytes: every token in every place, and what is known to kill."""
    placed = [
        (f"{token[:40]!r} in place {name}", partial(_placed, token, *around, size))
        for token in _TOKENS
        for name, around in _PLACES.items()
    ]
    return [*placed, *((name, partial(make, size)) for name, make in _KNOWN.items())]


def _placed(token: bytes, before: bytes, after: bytes, size: int) -> bytes:
    return before + token * (size // len(token)) + after


def _inside(junk: bytes) -> bytes:
    return _HEAD + _OPEN + _TEXT + junk + _TEXT + _CLOSE


def _scripted(json: bytes) -> bytes:
    return _HEAD + _LD % json + _OPEN + _TEXT * 3 + _CLOSE


def _attributes(count: int, value: bytes = b"=x") -> bytes:
    return _inside(b"<p " + b"".join(b"a%d%b " % (n, value) for n in range(count)) + b">x</p>")


def _nodes(count: int, more: bytes = b"") -> bytes:
    return b"[" + b",".join(b'{"@type":"Person","@id":"#%d"%b}' % (n, more) for n in range(count)) + b"]"


_KNOWN: dict[str, Callable[[int], bytes]] = {
    "50 MB, one paragraph": lambda _: _inside(b"<p>" + b"word " * 10_000_000),
    "50 MB, many paragraphs": lambda _: _inside(_TEXT * (50_000_000 // len(_TEXT))),
    "50 MB of nothing": lambda _: b"<html>" + b" " * 50_000_000,
    "100,000 nested": lambda _: _inside(b"<div>" * 100_000),
    "250 nested, again and again": lambda size: _inside((b"<div>" * 240 + b"x" + b"</div>" * 240) * (size // 2_641)),
    "250 nested, full": lambda size: _inside(b"<div>" * 240 + _TEXT * (size // len(_TEXT))),
    "deep tables": lambda _: _inside(b"<table><tr><td>" * 60 + _TEXT * 2_000 + b"</table>" * 60),
    "10^5 attributes": lambda _: _attributes(100_000),
    "10^5 attributes, > in the values": lambda _: _attributes(100_000, b'=">"'),
    "10^5 attributes, without values": lambda _: _attributes(100_000, b""),
    "10^4 attributes, ten times": lambda _: _inside(_attributes(10_000) * 10),
    "an attribute of 20 MB": lambda _: _inside(b"<p class='" + b"x y-" * 5_000_000 + b"'>"),
    "an attribute of 5 MB": lambda _: _inside(b"<p class='" + b"x y-" * 1_250_000 + b"'>" + _TEXT),
    "10^6 entities": lambda _: _inside(b"<p>" + b"&amp;" * 1_000_000),
    "10^6 words": lambda _: _inside(b"<p>" + b"word " * 1_000_000),
    "10^6 words in h1": lambda _: _HEAD + b"<body><h1>" + b"word " * 1_000_000 + b"</h1>" + _TEXT * 3,
    "10^6 letters in h1": lambda _: _HEAD + b"<body><h1>" + b"w" * 1_000_000 + b"</h1>" + _TEXT * 3,
    "10^5 JSON-LD nodes": lambda _: _scripted(_nodes(100_000)),
    "10^5 JSON-LD articles": lambda _: _scripted(b"[" + b",".join([_NODE + b"}"] * 30_000) + b"]"),
    "10^5 JSON-LD scripts": lambda _: _HEAD + _LD % (_NODE + b"}") * 20_000 + _OPEN + _TEXT * 3,
    "10^5 authors": lambda _: _scripted(_NODE + b',"author":' + _nodes(100_000, b',"name":"Ada Li"') + b"}"),
    "10^5 references": lambda _: _scripted(
        b"[" + b",".join(_NODE + b',"author":{"@id":"#%d"}}' % n for n in range(20_000)) + b"]"
    ),
    "JSON-LD nested 10^5": lambda _: _scripted(b'{"@graph":[' * 100_000 + _NODE + b"}" + b"]}" * 100_000),
    "JSON-LD nested 900": lambda _: _scripted(b'{"@graph":[' * 450 + _NODE + b"}" + b"]}" * 450),
    "JSON-LD, a long body": lambda _: _scripted(_NODE + b',"articleBody":"' + _SENTENCE * 30_000 + b'"}'),
    "JSON-LD, quotes": lambda _: _scripted(b'{"headline":"' + b'\\"' * 1_000_000),
    "JSON-LD, broken at the end": lambda _: _scripted(_nodes(20_000)[:-1] + b",,"),
    "JSON-LD, a number": lambda _: _scripted(b'{"@type":"Article","wordCount":' + b"1" * 1_000_000 + b"}"),
    "meta, other names": lambda _: (
        _HEAD + b"".join(b"<meta name=n%d content=x>" % n for n in range(150_000)) + _OPEN + _TEXT * 3
    ),
    "links without end": lambda _: _inside(
        b"".join(b"<a href=/%d>A story of today %d</a> " % (n, n) for n in range(80_000))
    ),
    "paragraphs": lambda size: _inside(b"<p>Yes, it was so.</p>" * min(size // 22, 150_000)),
    "paragraphs in boxes": lambda _: _inside(b"".join(b"<div class=related><div><p>" + _SENTENCE for _ in range(100))),
    "boxes in a row": lambda _: _inside((b"<div class=related>" + _TEXT + b"</div>") * 20_000),
    "other names": lambda _: _inside(b"".join(b"<n%d>x</n%d>" % (n, n) for n in range(50_000))),
    "other classes": lambda _: _inside(b"".join(b"<p class='c%d d%d'>x y.</p>" % (n, n) for n in range(80_000))),
    "UTF-16": lambda size: b"\xff\xfe" + _inside(_TEXT * (size // 700)).decode().encode("utf-16-le"),
    "emoji": lambda size: _inside(("<p>" + "\U0001f600 " * (size // 5)).encode()),
    "decomposed": lambda size: _inside(("<p>" + "e\u0301\u0323" * (size // 5)).encode()),
    "combining marks": lambda size: _inside(("<p>" + "\u0301\u0323" * (size // 4)).encode()),
}  # fmt: skip
