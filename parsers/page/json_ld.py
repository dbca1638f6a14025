"""What a page says of itself in JSON-LD: schema.org nodes, also in @graph, also in broken JSON."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml.html import HtmlElement

from parsers.markup import clean

Node = dict[str, Any]

_ARTICLE = re.compile(r"(?:^|[/:])(?:\w*Article|\w*Posting|\w*Report|Review|Claim[Rr]eview|\w*NewsItem)$")
_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>"
    r"|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_JSON_LD = re.compile(r"\s*application/ld\+json", re.I)
_TRAILING = re.compile(r",(?=\s*[}\]])")
_MISSING = re.compile(r'(?<=["\]}])(?=\s*\n\s*"[\w@]+"\s*:)')
_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|articleSection|inLanguage|@type)"\s*:\s*"((?:[^"\\]|\\.){1,300})"'
)
_AUTHOR = re.compile(r'"author"\s*:\s*[\[{][^\]}]{0,200}?"name"\s*:\s*"((?:[^"\\]|\\.){1,100})"')
MAX_NODES = 2_000  # more is a catalogue, not an article
MAX_NAMES = 30  # authors; more is a list of something else
MAX_CHARS = 3_000_000  # the longest in 1,054 saved news pages: 840,000


def nodes_of(root: HtmlElement) -> list[Node]:
    """All nodes of all JSON-LD scripts, nested ones included, in document order."""
    scripts = (script for script in root.iter("script") if _JSON_LD.match(script.get("type") or ""))
    trees = (_load((script.text or "")[:MAX_CHARS]) for script in scripts)
    return [node for tree in trees for node in _nodes(tree)][:MAX_NODES]


def types_of(node: Node) -> tuple[str, ...]:
    kind = node.get("@type")
    return tuple(str(k) for k in kind) if isinstance(kind, list) else (str(kind),) if kind else ()


def articles_of(nodes: Iterable[Node]) -> list[Node]:
    return [node for node in nodes if any(_ARTICLE.search(kind) for kind in types_of(node))]


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


def names_of(value: Any, nodes: list[Node]) -> list[str]:
    """Names of people or organisations, references by @id followed."""
    several = value if isinstance(value, list) else [value]
    return [name for one in several[:MAX_NAMES] if (name := text_of(_resolve(one, nodes)))]


def _resolve(value: Any, nodes: list[Node]) -> Any:
    if isinstance(value, dict) and not value.get("name") and value.get("@id"):
        return next((n for n in nodes if n.get("@id") == value["@id"] and n.get("name")), "")
    if isinstance(value, dict):
        name = value.get("name")
        return name if not isinstance(name, dict) else ""
    return value


def _load(text: str) -> Any:
    """Parse JSON as browsers' tools do: comments, control characters, trailing commas and missing ones forgiven."""
    text = _COMMENT.sub("", _COMMENT.sub("", text)).strip().rstrip(";")
    for attempt in (text, _TRAILING.sub("", text), _MISSING.sub(",", _TRAILING.sub("", text)), html.unescape(text)):
        try:
            return json.JSONDecoder(strict=False).raw_decode(attempt)[0]
        except ValueError:
            continue
        except RecursionError:  # nested for no honest reason
            return None
    return _salvage(text)


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
