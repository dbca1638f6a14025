"""A word that is not in an article, and what is there in its place."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from alerts.query.document import Document
from alerts.query.plain.evaluate import search
from alerts.query.reasons.irregular import other_forms
from alerts.query.reasons.verdict import ABSENT, FORM, Verdict
from alerts.query.syntax import LEAD, TEXT_FIELDS, Field, Form, Node, Wildcard, Word
from alerts.query.words.fold import fold
from news import Span

_TOLD = 3  # similar words, at most
_SHARED = 4  # letters from the start on that make two words look akin: sanction, sanctioned; fewer join war and wary
_MOST = 0.65  # of the longer word, so many of them at least: Rafah and Rafa, sell and seller; not approve and approach


def other_ways(word: Word | Wildcard, document: Document, fields: Sequence[str]) -> Verdict | None:
    """Another case where the query asks for `==Word`, another form where it asks for `=word`."""
    if isinstance(word, Wildcard) or word.form is Form.ANY:
        return None
    if word.form is Form.WRITTEN and (spans := _search(Word(word.text, Form.FOLDED), document, fields)):
        return Verdict("", False, f"only written otherwise: {_quoted(spans, document)}", spans, FORM)
    if spans := _search(Word(word.text), document, fields):
        return Verdict("", False, f"only in another form: {_quoted(spans, document)}", spans, FORM)
    return None


def absent(word: Word | Wildcard, document: Document, fields: Sequence[str]) -> Verdict:
    """Tell of words that look akin, or that are another form of the same verb."""
    folded = (
        word.pattern.rstrip("*").partition("*")[0].partition("?")[0] if isinstance(word, Wildcard) else fold(word.text)
    )
    spans = tuple(dict.fromkeys(_akin(folded, document, fields)))
    if not spans:
        return Verdict("", False, "not there", (), ABSENT)
    kept = tuple({_text(span, document).casefold(): span for span in reversed(spans)}.values())[::-1][:_TOLD]
    return Verdict("", False, f"not there; the article has {_quoted(kept, document)}", kept, ABSENT - 1)


def _akin(folded: str, document: Document, fields: Sequence[str]) -> Iterator[Span]:
    verbs = other_forms(folded) if document.language in ("en", "") else frozenset()
    for field in fields:
        shown = "body" if field == LEAD else field
        tokens = document.index(field).tokens
        spelled = {fold(token.text) for token in tokens}
        alike = {one for one in spelled if one in verbs or _shares_its_start(one, folded)}
        yield from (Span(shown, t.start, t.end) for t in tokens if fold(t.text) in alike)


def _shares_its_start(one: str, other: str) -> bool:
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return shared >= max(_SHARED, _MOST * max(len(one), len(other)))


def _search(node: Node, document: Document, fields: Sequence[str]) -> tuple[Span, ...]:
    return search(node if fields == TEXT_FIELDS else Field(fields[0], node), document) or ()


def _quoted(spans: Sequence[Span], document: Document) -> str:
    words = dict.fromkeys(_text(span, document) for span in spans)
    return ", ".join(f"“{word}”" for word in list(words)[:_TOLD])


def _text(span: Span, document: Document) -> str:
    text: str = getattr(document, span.field)
    return text[span.start : span.end]
