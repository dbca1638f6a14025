"""Which entries of a long list a few words can answer, without a look at the others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alerts.query.syntax import Compound, Form, Leaf, Listed, Phrase, Wildcard, Window, Word
from alerts.query.words.fold import fold, with_clitics
from alerts.query.words.stem import stem
from alerts.query.words.wildcard import glob

MOST_KEPT = 4_096  # lists times languages; some 50 KB each for a list of 200

# What a key looks for: the same letters, the same fold, the same stem, or a word that begins with this letter.
_WRITTEN, _FOLD, _STEM, _START = "=", " ", "~", "*"


@dataclass(frozen=True, slots=True)
class Spellings:
    """Words of an article, in each way that a query may look for them."""

    written: frozenset[str]
    folds: frozenset[str]
    stems: frozenset[str]
    keys: frozenset[str]


def spellings(texts: Iterable[str], language: str) -> Spellings:
    written = frozenset(texts)
    folds = frozenset(map(fold, written))
    stems = frozenset(stem(text, language) for text in written)
    keys = {_WRITTEN + text for text in written} | {_STEM + text for text in stems} | {_START}
    return Spellings(
        written, folds, stems, frozenset(keys | {s for one in folds for s in (_FOLD + one, _START + one[0])})
    )


def candidates(listed: Listed, language: str, words: Spellings) -> list[Leaf]:
    """Give the entries that begin with one of these words, and perhaps some others, in the list's order."""
    table = _table(listed, language)
    return [listed.parts[number] for number in sorted({n for key in words.keys for n in table.get(key, ())})]


_kept: dict[tuple[int, str], tuple[Listed, dict[str, list[int]]]] = {}


def _table(listed: Listed, language: str) -> dict[str, list[int]]:
    """By identity: to tell a list by its entries would take longer than to look at them all."""
    known = _kept.get((id(listed), language))
    if known is not None:
        return known[1]
    table: dict[str, list[int]] = defaultdict(list)
    for number, leaf in enumerate(listed.parts):
        for key in _keys(leaf, language):
            table[key].append(number)
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[id(listed), language] = listed, table  # with the list itself, so that its id stays its own
    return table


def _keys(leaf: Leaf, language: str) -> Iterator[str]:
    match leaf:
        case Word(text=text, form=Form.WRITTEN):
            yield _WRITTEN + text
        case Word(text=text, form=form):
            yield _FOLD + fold(text)
            if form is Form.ANY:
                yield _STEM + stem(text, language)
                yield from (_FOLD + spelling for spelling in with_clitics(fold(text)))
        case Wildcard(pattern=pattern):
            yield _START + glob(pattern).prefix[:1]
        case Compound(words=words, joined=joined):
            yield from _keys(words[0], language)
            yield from _keys(joined, language)
        case Phrase(parts=parts) | Window(parts=parts):
            yield from _keys(parts[0], language)
