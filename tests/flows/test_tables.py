"""Tables on a screen that is narrow for them."""

from io import StringIO

from rich.console import Console

from flows.screen import whole_table
from flows.tables import worded_table


def shown(width: int) -> list[str]:
    rows = [
        ("13", "Ministry throws the islands a lifeline", "1 outlet + 3 copies", "21 min ago", "21 min ago", "near 1")
    ]
    said = StringIO()
    console = Console(file=said, width=width)
    whole_table(console, worded_table("", ("story", "headline", "carried by", "first", "last", "near"), rows, width))
    return [line for line in said.getvalue().splitlines() if line.strip()]


def test_a_table_that_must_be_narrowed_keeps_its_last_column_and_its_words_whole() -> None:
    lines = shown(56)
    assert {len(line) for line in lines} == {56}
    assert {line[-1] for line in lines} <= set("┓┃┩│┘")
    assert all(word in " ".join(lines) for word in ("Ministry", "lifeline", "outlet", "copies", "near"))


def test_a_table_is_no_wider_than_its_text() -> None:
    assert len(shown(300)[0]) == len(shown(200)[0]) < 200
