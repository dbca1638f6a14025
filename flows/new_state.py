"""What a page that was read again says, beside what its article said before. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from flows.fuller import LONGEST_TEXT, LONGEST_TITLE
from news import Article, Kind, Likeness, Verdict
from parsers import same_headline
from parsers.corrections import corrections_in
from parsers.page.body.lines import fingerprint

MUCH_SHORTER = 0.5  # of the text: walls and broken pages; editors cut, but not so much

LEFT = 0.05  # of the shorter text's windows: two pieces on one matter share less


class State(StrEnum):
    """A closed list."""

    SAME = "same words"
    TOUCHED = "a few words"  # nothing of substance
    REVISED = "revised"
    LESS = "shows less"  # a wall, a teaser, a page that broke: what is stored is better
    OTHER = "another article"  # the address was given to another piece


@dataclass(frozen=True, slots=True)
class Topics:
    """What an article matches: before and now, both by the desk's topics as they are now."""

    before: tuple[str, ...]
    now: tuple[str, ...]

    @property
    def gained(self) -> tuple[str, ...]:
        return tuple(topic for topic in self.now if topic not in self.before)

    @property
    def lost(self) -> tuple[str, ...]:
        return tuple(topic for topic in self.before if topic not in self.now)

    @property
    def either(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.before + self.now))


def taken_over(stored: Article, read: Article, language: str | None) -> Article:
    """What was read again, with what is stored where the page does not say it. When it came out does not change.

    `language` is the desk's word on it.
    """
    text = read.text[:LONGEST_TEXT]
    dated = stored if stored.published_at else read
    return replace(
        read,
        url=stored.url,
        title=(read.title or stored.title)[:LONGEST_TITLE],
        text=text,
        parts=read.parts[: text.count("\n\n") + 1],
        language=language or read.language or stored.language,
        published_at=dated.published_at,
        published_precision=dated.published_precision,
        outlet=read.outlet or stored.outlet,
        authors=read.authors or stored.authors,
        agencies=read.agencies or stored.agencies,
        section=read.section or stored.section,
    )


def without(article: Article, repeated: Collection[int]) -> Article:
    """An article without the paragraphs that its site is known to repeat by now: no longer saying them is no change."""
    if not repeated:
        return article
    paragraphs = article.text.split("\n\n")
    kept = [place for place, one in enumerate(paragraphs) if fingerprint(one) not in repeated]
    if len(kept) == len(paragraphs):
        return article
    parts = tuple(article.parts[place] for place in kept) if len(article.parts) == len(paragraphs) else ()
    return replace(article, text="\n\n".join(paragraphs[place] for place in kept), parts=parts)


def says_the_same(stored: Article, read: Article) -> bool:
    """Word by word, the headline too."""
    return (stored.title.split(), stored.text.split()) == (read.title.split(), read.text.split())


def state_of(stored: Article, read: Article, verdict: Verdict, *, owns_up: bool) -> State:
    """What the page has become. `verdict` is on the texts as stored and as read; `owns_up`: with a new correction.

    Other words under a headline that is alike, of a live blog, or with a correction are the same article, rewritten;
    so are those of the same moment of publication, if anything is left of the former ones.
    """
    if says_the_same(stored, read):
        return State.SAME
    live = Kind.LIVE_BLOG in (stored.kind, read.kind)
    if len(read.text) < MUCH_SHORTER * len(stored.text) and not (live or owns_up):
        return State.LESS
    if verdict.likeness is Likeness.COPY:
        return State.REVISED if owns_up else State.TOUCHED
    rewritten = live or owns_up or same_headline(stored.title, read.title) or _is_dated_alike(stored, read, verdict)
    return State.REVISED if verdict.is_same_text or rewritten else State.OTHER


def _is_dated_alike(stored: Article, read: Article, verdict: Verdict) -> bool:
    """Sites date a piece by the page that it was put on, too: a date alone proves nothing."""
    return stored.published_at is not None and stored.published_at == read.published_at and verdict.shared > LEFT


def new_corrections(stored: Article, read: Article) -> str:
    """The words by which it owns up to an error now and did not before; "" when it does not."""
    before = corrections_in(stored.title, stored.text, stored.parts)
    now = corrections_in(read.title, read.text, read.parts)
    return " ".join(words for words in now if words not in before)


def is_worth_keeping(state: State, stored: Article, read: Article, topics: Topics, titles: Collection[str]) -> bool:
    """Whether what it said before is kept as a revision. `titles` are those of the revisions that are kept already:

    two headlines that are tried in turn are kept once each.
    """
    if state is State.REVISED or topics.gained or topics.lost:
        return True
    return stored.title != read.title and stored.title not in titles
