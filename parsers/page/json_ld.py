"""What a page says of itself in JSON-LD: schema.org nodes, also in @graph, also in broken JSON."""

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from parsers.markup import clean, has_tags, plain

Node = dict[str, Any]

_ARTICLE = re.compile(
    r"(?:^|[/:])(?:\w*Article|(?!Job)\w*Posting|\w*Report|(?:\w+News)?Review|Claim[Rr]eview|\w*NewsItem)$"
)
_MEDIA = re.compile(r"(?:^|[/:])(?:(?:Video|Audio)Object|\w*Episode|\w*Gallery|Clip)$")
_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>"
    r"|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_JSON_LD = re.compile(r"\s*application/ld\+json", re.I)
_TRAILING = re.compile(r",(?=\s*[}\]])")
_MISSING = re.compile(r'(?<=["\]}])(?=[ \t\r]{0,200}\n\s{0,200}"[\w@]+"\s*:)')
_GAP = re.compile(r"[\s;,]*")
_UNMASKED = re.compile(r'(?<!\\)"')
_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|articleSection|inLanguage|@type)"\s*:\s*"((?:[^"\\]|\\.){1,300})"'
)
_AUTHOR = re.compile(r'"author"\s*:\s*[\[{][^\]}]{0,200}?"name"\s*:\s*"((?:[^"\\]|\\.){1,100})"')
_BREAK = re.compile(r"</(?:p|div|li|h[1-6]|blockquote)\s*>|<(?:p|br|div|li|h[1-6]|blockquote)\b[^<>]*>|\r?\n", re.I)
_GLUED = re.compile(r"(?<=[^\W\d_A-Z][.!?…])(?=[“„«‘]?[A-ZÀ-ÞΑ-ΩА-Я][^\W\d_])|(?<=[.!?…][”»])(?=[“„«‘]?[A-ZÀ-ÞΑ-ΩА-Я])")
MAX_NODES = 2_000  # more is a catalogue, not an article
_MIN_LINE = 40  # characters; a mark without a blank beside less may be in a name ("Booking.Com")
_DECODER = json.JSONDecoder(strict=False)
_MAX_VALUES = 50  # in one script
_MAX_REQUOTED = 20_000  # characters; of those that were seen with a bare quote, the longest has 5,000
_GAP_CHARS = 30  # blanks between a quote and the next mark
_MAX_SCRIPTS = 100  # the most on 1,054 saved news pages: 31
MAX_NAMES = 30  # authors; more is a list of something else
MAX_CHARS = 3_000_000  # the longest in 1,054 saved news pages: 840,000


def nodes_of(root: HtmlElement) -> list[Node]:
    """All nodes of all JSON-LD scripts, nested ones included, in document order."""
    scripts = (script for script in root.iter("script") if _JSON_LD.match(script.get("type") or ""))
    trees = (_load((script.text or "")[:MAX_CHARS]) for script in islice(scripts, _MAX_SCRIPTS))
    return [node for tree in trees for node in _nodes(tree)][:MAX_NODES]


def types_of(node: Node) -> tuple[str, ...]:
    kind = node.get("@type")
    return tuple(str(k) for k in kind) if isinstance(kind, list) else (str(kind),) if kind else ()


def articles_of(nodes: Iterable[Node]) -> list[Node]:
    return [node for node in nodes if any(_ARTICLE.search(kind) for kind in types_of(node))]


def media_of(nodes: Iterable[Node]) -> list[Node]:
    return [node for node in nodes if any(_MEDIA.search(kind) for kind in types_of(node))]


def body_stated(node: Node) -> str:
    """The words of `articleBody`, paragraphs separated by a blank line; "" when it has none.

    Tags and entities are gone. A body whose paragraphs were joined without a blank ("the end.The next") is parted
    there again.
    """
    stated = node.get("articleBody")
    body = "\n".join(s for s in stated if isinstance(s, str)) if isinstance(stated, list) else stated
    if not isinstance(body, str):
        body = text_of(body)
    body = clean(html.unescape(body) if "&lt;" in body or ("&" in body and not has_tags(body)) else body)
    body = _BREAK.sub("\n", body)
    lines = body.split("\n") if "\n" in body.strip() else _unglued(body)
    return "\n\n".join(line for each in lines if (line := plain(each)))


def _unglued(body: str) -> list[str]:
    lines = [""]
    for piece in _GLUED.split(body):
        if min(len(lines[-1]), len(piece)) < _MIN_LINE:
            lines[-1] += piece
        else:
            lines.append(piece)
    return lines


def text_of(value: Any) -> str:
    """A value that should be text: also {"@value": …}, {"name": …}, or a list of these, of which the first counts."""
    for _ in range(4):  # a list in an object in a list
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name") or value.get("@id") or ""
        else:
            break
    return " ".join(clean(html.unescape(value)).split()) if isinstance(value, str) else ""


def names_of(value: Any) -> list[str]:
    """Names of people or organisations. A node of `own_node` has its references by @id resolved."""
    several = value if isinstance(value, list) else [value]
    told = (one.get("name") if isinstance(one, dict) else one for one in several[:MAX_NAMES])
    return [name for one in told if not isinstance(one, dict) and (name := text_of(one))]


def _load(text: str) -> Any:
    """Parse JSON as browsers' tools do: comments, control characters, trailing commas and missing ones forgiven."""
    text = text.strip()
    if text[:1] not in ("{", "[") or text[-1:] not in ("}", "]"):
        text = _COMMENT.sub("", _COMMENT.sub("", text)).strip().rstrip(";")
    for mend in _MENDS:
        try:
            return _all_of(mend(text))
        except ValueError:
            continue
        except RecursionError:  # nested for no honest reason
            return None
    return _salvage(text)


def _all_of(text: str) -> list[Any]:
    """The value, and those that follow it in one script. Raises ValueError: the first is no JSON."""
    values: list[Any] = []
    start = 0
    while len(values) < _MAX_VALUES:
        try:
            value, start = _DECODER.raw_decode(text, start)
        except ValueError:
            if values:
                break
            raise
        values.append(value)
        start = _GAP.match(text, start).end()  # type: ignore[union-attr]  # matches nothing as well
    return values


def _requoted(text: str) -> str:
    """Quotes inside a value that nobody escaped: no mark of JSON stands before or after them."""
    if len(text) > _MAX_REQUOTED:
        raise ValueError("too long to mend")
    return _UNMASKED.sub(lambda m: '"' if _is_structural(text, m.start()) else '\\"', text)


def _is_structural(text: str, place: int) -> bool:
    before, after = text[max(0, place - _GAP_CHARS) : place].rstrip(), text[place + 1 : place + _GAP_CHARS].lstrip()
    return not before or before[-1] in "[{,:" or not after or after[0] in ",:]}"


_MENDS: tuple[Callable[[str], str], ...] = (
    str,
    lambda text: _TRAILING.sub("", text),
    lambda text: _MISSING.sub(",", _TRAILING.sub("", text)),
    html.unescape,
    _requoted,
)


def _salvage(text: str) -> Node | None:
    """The few fields that matter out of text that is no JSON at all; the first of each."""
    if not _ARTICLE.search(" ".join(value for key, value in _FIELD.findall(text) if key == "@type").split(" ")[0]):
        return None
    node: Node = {}
    for key, value in _FIELD.findall(text):
        node.setdefault(key, value.replace('\\"', '"').replace("\\/", "/"))
    author = _AUTHOR.search(text)
    return node | ({"author": author[1]} if author else {})


def _nodes(tree: Any) -> Iterator[Node]:
    """Every object that has a type or an identity, parents before children."""
    waiting = [tree]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, dict):
            if value.get("@type") or value.get("@id") or value.get("headline"):
                yield value
            waiting.extend(v for v in reversed(value.values()) if isinstance(v, dict | list))
