"""A query without what cannot have been found: long lists become short, and what is asked again is answered fast."""

from collections.abc import Iterable, Sequence
from itertools import chain

from alerts.query.document import Document
from alerts.query.reasons.entries import candidates, spellings
from alerts.query.syntax import (
    LEAD,
    TEXT_FIELDS,
    And,
    AtLeast,
    Compound,
    Field,
    Form,
    Listed,
    Near,
    Node,
    Or,
    Phrase,
    Wildcard,
    Window,
    Word,
)
from alerts.query.words.fold import fold, with_clitics
from alerts.query.words.stem import stem
from alerts.query.words.tokens import cut
from alerts.query.words.wildcard import glob
from news import Span


def pruned(tree: Node, document: Document, spans: Iterable[Span]) -> Node | None:
    """Leave out each word that stands in none of the spans, and what cannot hold without it.

    All that holds of the tree on this document still does, with the same spans, when `spans` are the tree's own.
    What is looked for elsewhere than in title and body, and what must not be there, stays.
    """
    return _Pruning(document, spans).node(tree)


class _Pruning:
    def __init__(self, document: Document, spans: Iterable[Span]) -> None:
        language = self._language = document.language
        texts = {"title": document.title, "body": document.body}
        words = {texts[span.field][span.start : span.end] for span in spans}
        tokens = (token for word in words for token in chain(*cut(word)))
        self._words = spellings((token.text for token in tokens), language)
        self._lists: dict[int, Listed | None] = {}

    def node(self, node: Node) -> Node | None:
        match node:
            case Word() | Wildcard() | Compound() | Phrase() | Window():
                return node if self._may_stand(node) else None
            case Listed():
                if id(node) not in self._lists:
                    self._lists[id(node)] = self._list(node)
                return self._lists[id(node)]
            case And(parts=parts):
                kept = self._all(parts)
                return And(kept) if kept else None
            case Or(parts=parts):
                some = tuple(one for part in parts if (one := self.node(part)) is not None)
                return Or(some) if len(some) > 1 else some[0] if some else None
            case Near(left=left, right=right):
                both = self._all((left, right))
                return Near(both[0], both[1], node.between, node.ordered) if both else None
            case AtLeast(count=count, part=part):
                one = self.node(part)
                return AtLeast(count, one) if one is not None else None
            case Field(name=name, part=part) if name in (*TEXT_FIELDS, LEAD):
                one = self.node(part)
                return Field(name, one) if one is not None else None
        return node  # NOT, lang and the fields that have no spans

    def _all(self, parts: Sequence[Node]) -> tuple[Node, ...] | None:
        kept: list[Node] = []
        for part in parts:
            one = self.node(part)
            if one is None:
                return None
            kept.append(one)
        return tuple(kept)

    def _list(self, listed: Listed) -> Listed | None:
        parts = tuple(part for part in candidates(listed, self._language, self._words) if self._may_stand(part))
        return Listed(listed.name, parts) if parts else None

    def _may_stand(self, leaf: Node) -> bool:
        match leaf:
            case Word(text=text, form=Form.WRITTEN):
                return text in self._words.written
            case Word(text=text, form=form):
                folded = fold(text)
                if folded in self._words.folds:
                    return True
                return form is Form.ANY and self._may_be_inflected(text, folded)
            case Wildcard(pattern=pattern):
                ready = glob(pattern)
                return any(one.startswith(ready.prefix) and ready.expression.match(one) for one in self._words.folds)
            case Compound(words=words, joined=joined):
                return self._may_stand(joined) or all(map(self._may_stand, words))
            case Phrase(parts=parts) | Window(parts=parts):
                return all(map(self._may_stand, parts))
        return True

    def _may_be_inflected(self, text: str, folded: str) -> bool:
        if stem(text, self._language) in self._words.stems:
            return True
        return not folded.isascii() and any(spelling in self._words.folds for spelling in with_clitics(folded))
