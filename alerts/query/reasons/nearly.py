"""Why a query does not fire on an article: which part failed, and by how much."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from alerts.query.document import Document, Place
from alerts.query.grammar.entry_text import as_entry
from alerts.query.grammar.written import written
from alerts.query.plain.evaluate import search
from alerts.query.query import Query
from alerts.query.reasons.kin import absent, other_ways
from alerts.query.reasons.stretch import Stretch, nearest_pair, shortest
from alerts.query.reasons.verdict import ABSENT, BEGUN, DISTANCE, FIELD, FILTER, PLACE, Verdict, marked
from alerts.query.syntax import (
    LEAD,
    TEXT_FIELDS,
    And,
    AtLeast,
    Compound,
    Field,
    Language,
    Listed,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Wildcard,
    Window,
    Word,
)
from news import Span

_ENTRIES_TOLD = 3  # of a list: those that came nearest
_HALF_THERE = ABSENT - BEGUN  # a phrase with one word missing: of a long list some always are, by chance


def why_not(query: Query, document: Document) -> Verdict:
    """Judge each part of a query on an article. Also for one that fires: then it tells why.

    Slow beside a search (it looks for what is similar): for a person who asks, not for each article.
    """
    return marked(_judge(query.tree, document, TEXT_FIELDS))


def _judge(node: Node, document: Document, fields: Sequence[str]) -> Verdict:
    match node:
        case And(parts=parts):
            inside = tuple(_judge(part, document, fields) for part in parts)
            return Verdict("AND", all(v.held for v in inside), "", (), _gap_of_all(inside), inside)
        case Or(parts=parts):
            inside = tuple(_judge(part, document, fields) for part in parts)
            return Verdict("OR", any(v.held for v in inside), "", (), min(v.gap for v in inside), inside)
        case Field(name=name, part=part):
            return _in_field(name, part, document)
        case Not(part=part):
            return _not(part, document, fields)
        case Language(subtag=subtag):
            held = document.language == subtag
            says = f"the article is {document.language}" if document.language else "the article's language is not known"
            return Verdict(f"lang:{subtag}", held, "" if held else says, (), 0.0 if held else FILTER)
        case _:
            return _one(node, document, fields)


def _gap_of_all(parts: Sequence[Verdict]) -> float:
    gap = sum(part.gap for part in parts)
    return gap - BEGUN if gap and any(part.held and part.spans for part in parts) else gap


def _in_field(name: str, part: Node, document: Document) -> Verdict:
    if isinstance(part, And | Or | Not):
        return _judge(part, document, (name,))
    return _one(part, document, (name,))


def _not(part: Node, document: Document, fields: Sequence[str]) -> Verdict:
    text = f"({_shown(part, fields)})" if isinstance(part, And | Or) else _shown(part, fields)
    spans = _search(part, document, fields)
    if spans is None:
        return Verdict(f"NOT {text}", True, "not there")
    return Verdict(f"NOT {text}", False, "it is there" if spans else "it holds", spans, FILTER)


def _one(node: Node, document: Document, fields: Sequence[str]) -> Verdict:
    """Judge a part that has a place: a word, phrase, window, list, NEAR or ATLEAST."""
    text = _shown(node, fields)
    spans = _search(node, document, fields)
    if spans is not None:
        return Verdict(text, True, "", spans)
    if fields[0] not in (*TEXT_FIELDS, LEAD):
        value = getattr(document, fields[0])
        return Verdict(text, False, f"it is “{value}”" if value.strip() else f"it has no {fields[0]}", (), FILTER)
    if elsewhere := _elsewhere(node, document, fields):
        return replace(elsewhere, part=text)
    return replace(_missed(node, document, fields), part=text)


def _shown(node: Node, fields: Sequence[str]) -> str:
    text = written(node)
    if fields == TEXT_FIELDS:
        return text
    return f"{fields[0]}:({text})" if isinstance(node, And | Or | Near | AtLeast) else f"{fields[0]}:{text}"


def _search(node: Node, document: Document, fields: Sequence[str]) -> tuple[Span, ...] | None:
    return search(node if fields == TEXT_FIELDS else Field(fields[0], node), document)


def _elsewhere(node: Node, document: Document, fields: Sequence[str]) -> Verdict | None:
    """What was looked for in one field stands in another."""
    if fields == TEXT_FIELDS:
        return None
    spans = search(node, document)
    if spans is None:
        return None
    return Verdict("", False, f"in the {spans[0].field}, not in the {fields[0]}", spans, FIELD)


def _missed(node: Node, document: Document, fields: Sequence[str]) -> Verdict:
    match node:
        case Near():
            return _near(node, document, fields)
        case AtLeast(count=count, part=part):
            return _at_least(count, part, document, fields)
        case Listed(parts=parts):
            return _list(parts, document, fields)
        case Or(parts=parts):
            return min((_one(part, document, fields) for part in parts), key=lambda verdict: verdict.gap)
        case Phrase(parts=parts):
            return _phrase(parts, document, fields)
        case Window(parts=parts, extra=extra):
            return _window(parts, extra, document, fields)
        case Word() | Wildcard():
            return _word(node, document, fields)
        case Compound(words=words):
            return _phrase(words, document, fields)
    raise TypeError(f"{type(node).__name__} has no place")


def _word(word: Word | Wildcard, document: Document, fields: Sequence[str]) -> Verdict:
    found = other_ways(word, document, fields)
    return found or absent(word, document, fields)


def _list(parts: Sequence[Node], document: Document, fields: Sequence[str]) -> Verdict:
    judged = sorted((_one(part, document, fields) for part in parts), key=lambda verdict: verdict.gap)
    close = [verdict for verdict in judged if verdict.gap < _HALF_THERE][:_ENTRIES_TOLD]
    why = "; ".join(
        [
            f"none of its {len(parts)} {'entry' if len(parts) == 1 else 'entries'}",
            *(f"{as_entry(one.part)}: {one.why}" for one in close),
        ]
    )
    spans = tuple(span for verdict in close for span in verdict.spans)
    return Verdict("", False, why, spans, close[0].gap if close else ABSENT)


def _at_least(count: int, part: Node, document: Document, fields: Sequence[str]) -> Verdict:
    spans = _search(part, document, fields)
    if spans is None:
        below = _one(part, document, fields)
        return replace(below, why=f"not once: {below.why}", gap=below.gap + DISTANCE)
    found = max(n for n in range(1, count) if _search(AtLeast(n, part), document, fields) is not None)
    times = {1: "once", 2: "twice"}.get(found, f"{found} times")
    return Verdict("", False, f"only {times}: {count - found} too few", spans, DISTANCE + (count - found) / count)


def _phrase(parts: Sequence[Node], document: Document, fields: Sequence[str]) -> Verdict:
    if missing := _without(parts, document, fields):
        return missing
    best = _shortest(parts, document, fields)
    if best is None:
        return Verdict("", False, "its words stand in different fields", (), PLACE)
    if best.between == 0:
        return Verdict("", False, "side by side, but in another order", best.spans, DISTANCE)
    return Verdict("", False, f"its words are there, with {_words(best.between)} among them", best.spans, PLACE)


def _window(parts: Sequence[Node], extra: int, document: Document, fields: Sequence[str]) -> Verdict:
    if missing := _without(parts, document, fields):
        return missing
    best = _shortest(parts, document, fields)
    if best is None:
        return Verdict("", False, "its words stand in different fields", (), PLACE)
    return _too_far(best, extra, "among them")


def _near(node: Near, document: Document, fields: Sequence[str]) -> Verdict:
    if missing := _without((node.left, node.right), document, fields):
        return missing
    best: Stretch | None = None
    for field in fields:
        left, right = _places(node.left, document, field), _places(node.right, document, field)
        pair = nearest_pair(left, right, node.ordered)
        if pair and (best is None or pair[1][0] - pair[0][1] - 1 < best.between):
            best = Stretch(pair[1][0] - pair[0][1] - 1, _spans(pair, document, field))
    if best is not None:
        return _too_far(best, node.between, "between")
    both = [f for f in fields if _places(node.left, document, f) and _places(node.right, document, f)]
    why = "only in the other order" if both and node.ordered else "they share their words"
    why = why if both else "one stands in the title, the other in the body"
    return Verdict("", False, why, (), DISTANCE if both else PLACE)


def _too_far(best: Stretch, allowed: int, where: str) -> Verdict:
    over = best.between - allowed
    if over <= 0:
        return Verdict("", False, "its words share a place", best.spans, DISTANCE)
    why = f"the nearest have {_words(best.between)} {where}, {over} too many"
    return Verdict("", False, why, best.spans, DISTANCE + over / (over + 10))


def _without(parts: Sequence[Node], document: Document, fields: Sequence[str]) -> Verdict | None:
    """Tell what of several parts is not there at all."""
    failed = [verdict for part in parts if not (verdict := _one(part, document, fields)).held]
    if not failed:
        return None
    there = {part: spans for part in parts if (spans := _search(part, document, fields))}
    spans = tuple(span for found in (*there.values(), *(one.spans for one in failed)) for span in found[:1])
    why = "; ".join(f"{one.part}: {one.why}" for one in failed)
    return Verdict("", False, why, spans, sum(one.gap for one in failed) - (BEGUN if there else 0))


def _shortest(parts: Sequence[Node], document: Document, fields: Sequence[str]) -> Stretch | None:
    best: Stretch | None = None
    for field in fields:
        chosen = shortest([_places(part, document, field) for part in parts])
        if chosen is None:
            continue
        length = max(last for _, last in chosen) - min(first for first, _ in chosen) + 1
        between = length - sum(last - first + 1 for first, last in chosen)
        if best is None or between < best.between:
            best = Stretch(max(0, between), _spans(chosen, document, field))
    return best


def _places(node: Node, document: Document, field: str) -> list[Place]:
    """Where a part stands in one field, by the numbers of its words."""
    tokens = document.index(field).tokens
    starts = [token.start for token in tokens]
    spans = search(Field(field, node), document) or ()
    return [(bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1) for _, start, end in spans]


def _spans(places: Sequence[Place], document: Document, field: str) -> tuple[Span, ...]:
    shown = "body" if field == LEAD else field
    return tuple(Span(shown, *document.index(field).characters(place)) for place in sorted(places))


def _words(count: int) -> str:
    return "1 word" if count == 1 else f"{count} words"
