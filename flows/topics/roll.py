"""The desk's topics and how they do: hits, alerts, examples, and whether the archive was matched with them."""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from rich.table import Table
from rich.text import Text

from flows.screen import ago, as_json
from flows.settings import Desk
from flows.topics.digests import topic_digests
from storage.database import Database
from storage.topics import TopicStanding, out_of_step, topic_standings

LATELY = timedelta(days=7)
IN_STEP = "in step"  # the archive was matched with the topic as it is now


@dataclass(frozen=True, slots=True)
class RollEntry:
    """`hits` are articles of the last seven days, `alerts` stories of all time.

    `archive` is "in step", "new" or "changed".
    """

    topic: str
    title: str
    hits: int
    hit_at: datetime | None
    alerts: int
    should_match: int
    should_not_match: int
    archive: str


def roll_of(desk: Desk, database: Database, now: datetime) -> list[RollEntry]:
    """In the desk's order."""
    with database.reading() as session:
        standings = topic_standings(session, now - LATELY)
        stale = out_of_step(session, topic_digests(desk))
    examples = Counter((example.topic, example.wanted) for example in desk.examples)
    return [
        RollEntry(
            topic.name,
            topic.title,
            (found := standings.get(topic.name, TopicStanding(topic.name))).hits,
            found.hit_at,
            found.alerts,
            examples[topic.name, True],
            examples[topic.name, False],
            stale.get(topic.name, IN_STEP),
        )
        for topic in desk.topics
    ]


def roll_table(roll: list[RollEntry], now: datetime) -> Table:
    """Six columns; the names of topics fold where the screen is narrow, the rest keeps its place."""
    table = Table(title="Topics", title_justify="left", title_style="bold")
    table.add_column("topic", overflow="fold", ratio=1)
    for head in ("hits, 7 days", "last hit", "alerts", "examples", "archive"):
        right = head in ("hits, 7 days", "alerts")
        table.add_column(head, justify="right" if right else "left", no_wrap=head == "last hit", min_width=6)
    for one in roll:
        examples = f"{one.should_match} + {one.should_not_match}" if one.should_match + one.should_not_match else "none"
        state = Text(one.archive, style="" if one.archive == IN_STEP else "yellow")
        table.add_row(Text(one.topic), f"{one.hits:,}", ago(one.hit_at, now), f"{one.alerts:,}", examples, state)
    return table


def roll_json(roll: list[RollEntry]) -> str:
    return json.dumps([asdict(one) for one in roll], default=as_json, indent=2, ensure_ascii=False) + "\n"
