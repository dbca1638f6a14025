"""Words and two-word phrases of an article that might serve a query."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from alerts.query.document import Document
from alerts.query.words.stem import stem
from alerts.query.words.tokens import NO_SPACE, Token
from news import Span
from parsers.common_words import WORDS

AROUND = 40  # words on each side of a hit: two or three sentences
_SHORTEST = 3  # letters of a word that says something alone
_FIELDS = ("title", "body")
_SPACELESS = re.compile(f"[{NO_SPACE}]")
# Beyond what the list of common words has, since that one keeps to words that no neighbouring language shares.
_ENGLISH = """
    a about after again all also am an another any around as back be because been before being between both
    but came can could did do does down during each early even every few first former get go going had he her
    here him his how i if in into itself just last late later less like made make many may me might more most
    much must my near never new news next no nor not now off often on one only or other our out over own part
    put read report reported reports right s said same saw say saying says second see seen she should since so
    some still such take than their them then there these they this those three through time told too took two
    under until up us use used very want was way we week well went were what when where while who whom whose
    why will within without would year years yet you your monday tuesday wednesday thursday friday saturday
    sunday january february march april june july august september october november december today yesterday
    tomorrow people per cent million billion story photo image copyright subscribe newsletter
"""
_STOP = {language: frozenset(words.split()) for language, words in WORDS.items()}
_STOP["en"] |= frozenset(_ENGLISH.split())


class Key(NamedTuple):
    """What counts as one term: the stems of one or two words of a language."""

    language: str
    stems: tuple[str, ...]


class Phrase(NamedTuple):
    """One place of a term. `start` and `end` are code points of `field`."""

    key: Key
    field: str
    start: int
    end: int


def phrases_of(document: Document, near: Sequence[Span] | None = None) -> Iterator[Phrase]:
    """Give the words and phrases of title and body in reading order.

    `near`: only those within AROUND words of one of these spans, and none that holds a word of them. With () the
    query found nothing to point at: then the title and the lead count.
    """
    for field in _FIELDS:
        tokens = document.index(field).tokens
        if near is None:
            wanted: Collection[int] = range(len(tokens))
        elif near:
            wanted = _around(tokens, [span for span in near if span.field == field])
        else:
            end = len(document.title if field == "title" else document.lead)
            wanted = [at for at, token in enumerate(tokens) if token.end <= end]
        yield from _phrases(document, field, tokens, set(wanted))


def _around(tokens: Sequence[Token], spans: Sequence[Span]) -> set[int]:
    held = {at for at, token in enumerate(tokens) if any(s.start < token.end and token.start < s.end for s in spans)}
    return {near for at in held for near in range(max(0, at - AROUND), min(len(tokens), at + AROUND + 1))} - held


def _phrases(document: Document, field: str, tokens: Sequence[Token], wanted: Collection[int]) -> Iterator[Phrase]:
    text, language = (document.title if field == "title" else document.body), document.language
    stop = _STOP.get(language, frozenset())
    for at, token in enumerate(tokens):
        if at not in wanted or not _is_wordy(token.text) or token.text.casefold() in stop:
            continue
        one = stem(token.text, language)
        if len(token.text) >= _SHORTEST:
            yield Phrase(Key(language, (one,)), field, token.start, token.end)
        if at + 1 in wanted and at + 1 < len(tokens):
            following = tokens[at + 1]
            if _belong_together(text, token, following) and following.text.casefold() not in stop:
                key = Key(language, (one, stem(following.text, language)))
                yield Phrase(key, field, token.start, following.end)


def _is_wordy(text: str) -> bool:
    return text[0].isalpha()


def _belong_together(text: str, token: Token, following: Token) -> bool:
    """Two words with one space between, or two signs of a script that writes none."""
    if not _is_wordy(following.text):
        return False
    between = text[token.end : following.start]
    if between:
        return between == " " and len(token.text) > 1 and len(following.text) > 1
    return _SPACELESS.match(token.text) is not None and _SPACELESS.match(following.text) is not None
