"""What a message says, and how it is said safely in plain text, Markdown and HTML. Pure.

Everything in a report comes from strangers. No template can forget to escape it: whatever a template prints goes
through its form's own escaping (`finalize`).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from news import Message, Report

MAX_SUBJECT = 150  # ntfy cuts titles at 200; a phone shows about 40
MAX_LABEL = 60  # a topic, an outlet, a source; the longest topic titles of real desks are about 40
MAX_HEADLINE = 250  # the longest headlines of news sites are about 180
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

_FIRST_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_ISOLATES = {"ltr": "\u2066", "rtl": "\u2067"}  # LRI, RLI; both end with PDI
_END_ISOLATE = "\u2069"
# Cc and Cs, what XML forbids, and Unicode's Bidi_Control: they could turn the text around a foreign string
_UNPRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = "\u200b"  # zero-width space: nothing to a reader, a break to a parser
# After "@": every mention. After "<": Slack's <!here>, <@id> and <address|label>. After "]": [label](address) and
# its relatives, which chats read even in "plain" text. After "&": entities. "](" may be split over two pieces.
_TRAP = re.compile(r"(@|<|\](?=[(\[:]|$)|&(?=#?\w+;))")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>~|])")
_LINE_START = re.compile(r"^(?= ?(?:[#+\-=>*~|]|\d+[.)]))")  # headings, lists, rules: only at the start of a line


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
        return _direction(self.text)

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
    topics = ", ".join(_isolated(_tame(_cut(title, MAX_LABEL))) for _, title in report.topics[:2])
    if len(report.topics) > 2:
        topics += f" +{len(report.topics) - 2}"
    before = f"{topics}: " if topics else ""
    return before + _isolated(_tame(_cut(report.headline, max(40, MAX_SUBJECT - len(before)))))


def _content(report: Report, size: _Size) -> dict[str, object]:
    """What the templates print: strings as strangers wrote them."""
    groups = _groups(report, size)
    link = _link(report.link)
    return {
        "headline": _line(report.headline, _headline_marks(report), size.headline),
        "outlet": _cut(report.outlet, size.label),
        "source": _cut(report.source, size.label) if report.source != report.outlet else "",
        "time": f"{report.published_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if report.published_at else "undated",
        "language": _language(report.language),
        "evidence": report.evidence,
        "groups": groups[: size.headings],
        "more_groups": len(groups) - size.headings,
        "outlets": [_cut(name, size.label) for name in report.also_in[: size.outlets]],
        "more_outlets": len(report.also_in) - size.outlets,
        "link": link,
        "host": urlsplit(link).hostname or "",
    }


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
            tuple((_cut(name, size.label), _cut(titles[name], size.label)) for name in names[:_TOPICS_A_HEADING]),
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
            if (passage.field, passage.text) != ("title", report.headline) and _tame(passage.text).strip():
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
    start = _word_break(text, max(0, min(first - room // 4, len(text) - room)))
    return start, _word_break(text, min(len(text), start + room))


def _word_break(text: str, at: int) -> int:
    """The nearest place at or before `at` that splits no word, or at least no character of several code points."""
    if not 0 < at < len(text):
        return at
    space = text.rfind(" ", max(0, at - 25), at)
    if space > 0:
        return space + 1
    while at > 1 and (unicodedata.category(text[at])[0] == "M" or "\u200d" in text[at - 1 : at + 1]):
        at -= 1
    return at


def _pieces(text: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> Iterator[_Piece]:
    for a, b in marks:
        if start < a:
            yield _Piece(text[start:a])
        yield _Piece(text[a:b], marked=True)
        start = b
    if start < end:
        yield _Piece(text[start:end])


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: _word_break(text, room - 1)].rstrip() + "…"


def _tame(text: str) -> str:
    """One line that pings nobody, links nowhere and turns nothing around. Reads the same."""
    return _TRAP.sub(r"\1" + _INVISIBLE, _UNPRINTABLE.sub("", re.sub(r"\s+", " ", text)))


def _direction(text: str) -> str:
    """The direction that most letters have: a passage may well begin with a word of the other one."""
    strong = [_FIRST_STRONG[kind] for kind in map(unicodedata.bidirectional, text) if kind in _FIRST_STRONG]
    return "rtl" if strong.count("rtl") * 2 > len(strong) else "ltr"


def _isolated(safe: str) -> str:
    """Keep a text's direction to itself. Text without right-to-left letters needs nothing."""
    if not any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in safe):
        return safe
    return _ISOLATES[_direction(safe)] + safe + _END_ISOLATE


def _in_text(foreign: str) -> str:
    """Many chats read Markdown in "plain" text, where no backslash can hide it: it is broken invisibly."""
    return _LINE_START.sub(_INVISIBLE, _tame(foreign)).replace("`", "'")


def _in_markdown(foreign: str) -> str:
    return _MARKDOWN.sub(r"\\\1", _LINE_START.sub(_INVISIBLE, _tame(foreign)))


def _in_html(foreign: str) -> str:
    return str(escape(_tame(foreign)))


def _bold(safe: str) -> str:
    """Asterisks open and close only beside a letter (CommonMark 6.2); the zero-width space counts as one."""
    head = "" if safe[:1].isalnum() else _INVISIBLE
    tail = "" if safe[-1:].isalnum() else _INVISIBLE
    return f"**{head}{safe}{tail}**"


def _form(say: Callable[[str], str], mark: Callable[[str], str], address: Callable[[str], str] = str) -> Environment:
    """An environment that says every value its own way: `{{ x }}` cannot print a foreign string unescaped.

    `mark` wraps words already said, `address` says what _link made.
    """

    def safe(value: object) -> Markup:
        return value if isinstance(value, Markup) else Markup(say(str(value)))  # noqa: S704  # `say` escapes

    form = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,  # keeps Markup apart from strings; `finalize` comes first and leaves it nothing to do
        finalize=safe,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    form.filters["mark"] = lambda value: Markup(mark(safe(value)))  # noqa: S704  # `mark` only adds around it
    form.filters["isolate"] = lambda value: Markup(_isolated(safe(value)))  # noqa: S704  # likewise
    form.filters["address"] = lambda value: Markup(address(value))  # noqa: S704  # _link encoded it
    form.globals["begin"] = {way: Markup(sign) for way, sign in _ISOLATES.items()}  # noqa: S704
    form.globals["end"] = Markup(_END_ISOLATE)  # noqa: S704
    return form


_TEXT = _form(_in_text, lambda safe: f"*{safe}*").get_template("message.txt")
_MD = _form(_in_markdown, _bold).get_template("message.md")
_HTML = _form(_in_html, lambda safe: f"<mark>{safe}</mark>", escape).get_template("message.html")
