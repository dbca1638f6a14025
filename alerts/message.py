"""What an alert says. Pure. Everything in a report comes from strangers: `alerts.forms` says it safely."""

import re
from datetime import UTC
from typing import NamedTuple
from urllib.parse import urlsplit

from alerts.basis import basis
from alerts.changes import kind_of, notes, shown
from alerts.forms import FORMS, cut, isolated, tame
from alerts.headings import headings, headline_marks
from alerts.lines import line
from alerts.links import plain_link
from news import Message, Precision, Report

MAX_SUBJECT = 150  # ntfy cuts titles at 200; a phone shows about 40
MAX_LABEL = 60  # a topic, an outlet, a source; the longest topic titles of real desks are about 40
MAX_HEADLINE = 250  # the longest headlines of news sites are about 180
MAX_BASIS = 150  # what kept a page from being read is a few words
ROOM = 1_800  # Discord takes 2,000 characters, title included, and is the narrowest of the big chats


class _Size(NamedTuple):
    """How much of a report is said."""

    passages: int  # per heading
    headings: int
    outlets: int  # under "also in", and of other lists of names
    changes: int  # passages that changed
    words: int  # characters of one side of a change, and of a correction
    headline: int = MAX_HEADLINE  # characters
    label: int = MAX_LABEL  # characters


# The first that fits ROOM is used. The last stays under 4,000 (Mattermost's and Google Chat's limit; Telegram's is
# 4,096) even if every character is one to escape.
_SIZES = (
    _Size(3, 8, 5, 5, 300),
    _Size(2, 8, 5, 5, 160),
    _Size(1, 6, 5, 4, 120),
    _Size(1, 4, 3, 3, 100),
    _Size(0, 3, 2, 1, 60, 80, 20),
)


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
    kind = f"{kind_of(report.follow_up)}: " if report.follow_up else ""
    topics = ", ".join(isolated(tame(cut(title, MAX_LABEL))) for _, title in report.topics[:2])
    if len(report.topics) > 2:
        topics += f" +{len(report.topics) - 2}"
    before = kind + (f"{topics}: " if topics else "")
    return before + isolated(tame(cut(report.headline, max(40, MAX_SUBJECT - len(before)))))


def _content(report: Report, size: _Size) -> dict[str, object]:
    """What the templates print: strings as strangers wrote them."""
    return _article(report, size) | _reason(report, size) | _story(report, size) | _follow_up(report, size)


def _article(report: Report, size: _Size) -> dict[str, object]:
    link = plain_link(report.link)
    return {
        "headline": line(report.headline, headline_marks(report), size.headline),
        "outlet": cut(report.outlet, size.label),
        "source": cut(report.source, size.label) if report.source != report.outlet else "",
        "time": _time(report),
        "language": _language(report.language),
        "basis": cut(basis(report), MAX_BASIS),
        "link": link,
        "host": urlsplit(link).hostname or "",
    }


def _reason(report: Report, size: _Size) -> dict[str, object]:
    """Why it is told: the passages that fired its topics. A follow-up is told for what changed."""
    found = [] if report.follow_up else headings(report, size.passages, size.label)
    return {"groups": found[: size.headings], "more_groups": len(found) - size.headings}


def _story(report: Report, size: _Size) -> dict[str, object]:
    """What else is known of the story: who has it, from whom, and where the desk may have heard of it."""
    before = [title for _, title in report.topics] if report.follow_up else report.told_before
    names = {
        "told_before": before,
        "outlets": report.also_in,
        "copied_in": report.copied_in,
        "agencies": report.agencies,
    }
    said: dict[str, object] = {}
    for name, words in names.items():
        said[name] = [cut(word, size.label) for word in words[: size.outlets]]
        said[f"more_{name}"] = len(words) - size.outlets
    return said | {
        "story": report.story_id,
        "also_in": _others(report),
        "first_outlet": cut(report.first_outlet, size.label) if report.first_outlet != report.outlet else "",
        "near": cut(report.near, size.headline) if tame(report.near).strip() else "",
        "near_id": report.near_id,
    }


def _follow_up(report: Report, size: _Size) -> dict[str, object]:
    follow_up = report.follow_up
    if follow_up is None:
        return {"follow_up": False}
    marker = follow_up.marker if tame(follow_up.marker).strip() else ""
    said_once = [one for one in follow_up.changes if one.before or one.after.strip() not in marker]
    changes = shown(said_once, size.words, size.label)
    return {
        "follow_up": True,
        "correction": line(marker, (), size.words) if marker else None,
        "notes": notes(follow_up),
        "changes": changes[: size.changes],
        "more_changes": len(changes) - size.changes,
    }


def _others(report: Report) -> str:
    """How many other outlets have the story, copies apart; "" when none has."""
    outlets, copies = _count(len(report.also_in), "outlet", "outlets"), _count(report.copies, "copy", "copies")
    return f"{outlets} (+ {copies})" if outlets and copies else outlets or copies


def _count(many: int, one: str, several: str) -> str:
    return "" if many < 1 else f"{many} {one if many == 1 else several}"


def _time(report: Report) -> str:
    """In UTC; of a day whose clock nobody knows, the day alone."""
    if report.published_at is None:
        return "undated"
    moment = report.published_at.astimezone(UTC)
    return f"{moment:%Y-%m-%d}" if report.published_precision == Precision.DAY else f"{moment:%Y-%m-%d %H:%M} UTC"


def _language(tag: str | None) -> str:
    """A BCP 47 tag as given, "" for anything that is none."""
    return tag if tag and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}", tag) else ""


_TEXT, _MD, _HTML = (form.get_template(f"message.{ending}") for ending, form in FORMS.items())
