"""What an alert says. Pure. Everything in a report comes from strangers: `alerts.forms` says it safely."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from alerts.basis import basis
from alerts.forms import FORMS, cut, direction, isolated, tame, word_break
from news import Message, Precision, Report

MAX_SUBJECT = 150  # ntfy cuts titles at 200; a phone shows about 40
MAX_LABEL = 60  # a topic, an outlet, a source; the longest topic titles of real desks are about 40
MAX_HEADLINE = 250  # the longest headlines of news sites are about 180
MAX_BASIS = 150  # what kept a page from being read is a few words
MAX_PASSAGE = 340  # one long sentence
MAX_LINK = 600  # news addresses are rarely over 200; a longer one is left out
ROOM = 1_800  # Discord takes 2,000 characters, title included, and is the narrowest of the big chats


class _Size(NamedTuple):
    """How much of a report is said."""

    passages: int  # per heading
    headings: int
    outlets: int  # under "also in"
    headline: int = MAX_HEADLINE  # characters
    label: int = MAX_LABEL  # characters


# The first that fits ROOM is used. The last stays under 4,000 (Mattermost's and Google Chat's limit; Telegram's is
# 4,096) even if every character is one to escape.
_SIZES = (_Size(3, 8, 5), _Size(2, 8, 5), _Size(1, 6, 5), _Size(1, 4, 3), _Size(0, 3, 2, 80, 20))
_TOPICS_A_HEADING = 3


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """Foreign words in pieces, with the direction they are read in."""

    pieces: tuple[_Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def direction(self) -> str:
        return direction(self.text)

    @property
    def marked(self) -> bool:
        return any(piece.marked for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Group:
    """Passages that fired the same topics, under one heading. Each passage stands in one group only."""

    topics: tuple[tuple[str, str], ...]  # (name, title)
    more_topics: int
    passages: tuple[_Line, ...]
    more: int
    in_headline: bool  # the headline fired them, and nothing else


def compose(report: Report) -> Message:
    """Say a report in every form. The same report gives the same message, byte for byte.

    No form holds a line break, mention, link, tag or text direction that the report's strings brought along. A link
    that is not plain http(s) is left out. Text and Markdown stay under 4,000 characters, and under ROOM unless the
    report's names alone are longer.
    """
    for size in _SIZES:
        content = _content(report, size)
        text, markdown, html = (form.render(content).strip() for form in (_TEXT, _MD, _HTML))
        if max(len(text), len(markdown)) <= ROOM:
            break
    return Message(_subject(report), text, markdown, html)


def _subject(report: Report) -> str:
    topics = ", ".join(isolated(tame(cut(title, MAX_LABEL))) for _, title in report.topics[:2])
    if len(report.topics) > 2:
        topics += f" +{len(report.topics) - 2}"
    before = f"{topics}: " if topics else ""
    return before + isolated(tame(cut(report.headline, max(40, MAX_SUBJECT - len(before)))))


def _content(report: Report, size: _Size) -> dict[str, object]:
    """What the templates print: strings as strangers wrote them."""
    groups = _groups(report, size)
    link = _link(report.link)
    return {
        "headline": _line(report.headline, _headline_marks(report), size.headline),
        "outlet": cut(report.outlet, size.label),
        "source": cut(report.source, size.label) if report.source != report.outlet else "",
        "time": _time(report),
        "language": _language(report.language),
        "basis": cut(basis(report), MAX_BASIS),
        "groups": groups[: size.headings],
        "more_groups": len(groups) - size.headings,
        "outlets": [cut(name, size.label) for name in report.also_in[: size.outlets]],
        "more_outlets": len(report.also_in) - size.outlets,
        "link": link,
        "host": urlsplit(link).hostname or "",
    }


def _time(report: Report) -> str:
    """In UTC; of a day whose clock nobody knows, the day alone."""
    if report.published_at is None:
        return "undated"
    moment = report.published_at.astimezone(UTC)
    return f"{moment:%Y-%m-%d}" if report.published_precision == Precision.DAY else f"{moment:%Y-%m-%d %H:%M} UTC"


def _language(tag: str | None) -> str:
    """A BCP 47 tag as given, "" for anything that is none."""
    return tag if tag and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}", tag) else ""


def _link(url: str) -> str:
    """An address that Markdown cannot misread, "" when it is not http(s) or hides its host behind a user name."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError is one
        return ""
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"([\w.\-]+|\[[\da-fA-F:.]+\])(:\d+)?", host):
        return ""
    rest = parts.path + (parts.query and f"?{parts.query}") + (parts.fragment and f"#{parts.fragment}")
    rest = re.sub(r"%(?![\da-fA-F]{2})", "%25", rest)
    rest = quote(rest, safe="/?=&;:,.+$%#~@", errors="replace")  # not ' ( ) * ! which some form gives a meaning
    link = f"{parts.scheme}://{host}" + re.sub(r"(&#?\w+);", r"\1%3B", rest)  # Markdown reads entities even here
    return link if len(link) <= MAX_LINK else ""


def _groups(report: Report, size: _Size) -> list[_Group]:
    """Passages by the topics that they fire, in the order of the report; topics without one come along bare."""
    titles = dict(report.topics)
    titles |= {match.topic: match.topic for match in report.matches if match.topic not in titles}
    found: dict[tuple[str, ...], list[_Line]] = {}
    for text, (topics, marks) in _shared(report).items():
        fired = tuple(name for name in titles if name in topics)
        found.setdefault(fired, []).append(_line(text, marks, MAX_PASSAGE))
    told = {name for names in found for name in names}
    found |= {(name,): [] for name in titles if name not in told}
    headlined = {m.topic for m in report.matches for p in m.passages if (p.field, p.text) == ("title", report.headline)}
    return [
        _Group(
            tuple((cut(name, size.label), cut(titles[name], size.label)) for name in names[:_TOPICS_A_HEADING]),
            max(0, len(names) - _TOPICS_A_HEADING),
            tuple(lines[: size.passages]),
            max(0, len(lines) - size.passages),
            not lines and names[0] in headlined,
        )
        for names, lines in found.items()
    ]


def _shared(report: Report) -> dict[str, tuple[set[str], list[tuple[int, int]]]]:
    """Each passage once: the topics that it fires and all their marks.

    Without the headline, which is shown anyway, and without blanks: a bare "-" makes the line above it a heading.
    """
    shared: dict[str, tuple[set[str], list[tuple[int, int]]]] = {}
    for match in report.matches:
        for passage in match.passages:
            if (passage.field, passage.text) != ("title", report.headline) and tame(passage.text).strip():
                topics, marks = shared.setdefault(passage.text, (set(), []))
                topics.add(match.topic)
                marks.extend(passage.marks)
    return shared


def _headline_marks(report: Report) -> list[tuple[int, int]]:
    passages = (passage for match in report.matches for passage in match.passages)
    return [mark for p in passages if (p.field, p.text) == ("title", report.headline) for mark in p.marks]


def _line(text: str, marks: Iterable[tuple[int, int]], room: int) -> _Line:
    """Cut a text to the words around its first mark, and into pieces at every mark."""
    united = _united(marks, len(text))
    start, end = _window(text, united[0][0] if united else 0, room)
    inside = [(max(a, start), min(b, end)) for a, b in united if a < end and b > start]
    pieces = list(_pieces(text, start, end, inside))
    if start > 0:
        pieces.insert(0, _Piece("… "))
    if end < len(text):
        pieces.append(_Piece(" …"))
    return _Line(tuple(pieces))


def _united(marks: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Marks in order and within the text; overlapping and touching ones made one, empty ones dropped."""
    united: list[tuple[int, int]] = []
    for start, end in sorted((max(0, a), min(b, length)) for a, b in marks):
        if start >= end:
            continue
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def _window(text: str, first: int, room: int) -> tuple[int, int]:
    if len(text) <= room:
        return 0, len(text)
    start = word_break(text, max(0, min(first - room // 4, len(text) - room)))
    return start, word_break(text, min(len(text), start + room))


def _pieces(text: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> Iterator[_Piece]:
    for a, b in marks:
        if start < a:
            yield _Piece(text[start:a])
        yield _Piece(text[a:b], marked=True)
        start = b
    if start < end:
        yield _Piece(text[start:end])


_TEXT, _MD, _HTML = (form.get_template(f"message.{ending}") for ending, form in FORMS.items())
