"""What a rematch came to, for the terminal and for the Prefect UI."""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from flows.screen import counted
from flows.topics.rematching import Rematched, Wish

WORDS = ("added", "changed", "removed", "as before", "alerts")


def rematch_rows(done: Rematched) -> list[dict[str, str | int]]:
    """One row a topic: how many of its matches came, changed, went and stayed, and how many stories are told."""
    return [{"topic": topic} | {word: done.counts[topic, word] for word in WORDS} for topic in done.topics]


def rematch_table(done: Rematched, wish: Wish) -> Table:
    title = f"{counted(done.articles, 'article')} seen since {wish.since:%Y-%m-%d}"
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("topic", overflow="fold")
    for word in WORDS:
        table.add_column(word, justify="right", no_wrap=True)
    for row in rematch_rows(done):
        table.add_row(Text(str(row["topic"])), *(f"{row[word]:,}" for word in WORDS))
    return table


def rematch_lines(done: Rematched, wish: Wish) -> Iterator[str]:
    if not done.topics:
        yield "No topic is new or changed since the archive was matched with it. To match one again, name it."
        return
    for reason, count in sorted(done.holds.items()):
        yield f"{count:,} held: {reason}"
    if wish.dry_run:
        yield "Nothing was changed."
    elif any(done.counts[topic, "alerts"] for topic in done.topics):
        yield "The alerts are queued, and go out with the next run."
