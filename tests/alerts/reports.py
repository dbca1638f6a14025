"""A report as tests compose messages of it."""

import re
from datetime import datetime, timedelta, timezone

from news import Evidence, Match, Message, Passage, Report

UNSEEN = "\u200b"


def passage(marked: str, field: str = "body") -> Passage:
    """A passage from words in which [brackets] are the marks."""
    marks, text = [], ""
    for piece in re.split(r"(\[.*?\])", marked):
        start = len(text)
        text += piece.strip("[]")
        if piece.startswith("["):
            marks.append((start, len(text)))
    return Passage(field, text, tuple(marks))


def match(topic: str, *passages: Passage) -> Match:
    return Match(topic, (), passages)


REPORT = Report(
    headline="Dockers walk out in Hamburg",
    link="https://kurier.example.org/hafen/streik?page=1&part=2",
    outlet="Hafen-Kurier",
    source="kurier-feed",
    published_at=datetime(2026, 11, 21, 15, 5, tzinfo=timezone(timedelta(hours=1))),
    language="en",
    evidence=Evidence.PAGE,
    topics=(("strikes", "Port strikes"), ("hamburg", "Hamburg")),
    matches=(
        match("strikes", passage("About 900 [dockers] began to [walk out] at noon in Hamburg.")),
        match("hamburg", passage("The mayor of [Hamburg] asked both sides to talk.")),
    ),
    also_in=("Elbe Post", "Nordwelle"),
)


def bodies(message: Message) -> tuple[str, str, str]:
    return message.text, message.markdown, message.html
