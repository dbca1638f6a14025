"""Tables whose words stay whole, also on a narrow screen."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

LONGEST_WORD = 20  # characters; what is longer, as an address, may be broken
_BORDER, _BETWEEN = 1, 3  # characters that a table and each of its columns take
_NUMBERS = ("articles", "waiting", "gaps", "count")

Cells = Sequence[str | Text]


def worded_table(
    title: str, heads: Sequence[str], rows: Sequence[Cells], width: int, spare: Sequence[str] = (), style: str = "bold"
) -> Table:
    """A table for a screen of `width` characters. Of the `spare` columns as many go, in their order, as it takes."""
    columns: dict[str, Cells] = {head: cells for head, *cells in zip(heads, *rows, strict=True)}
    for head in spare:
        if _needed(columns) <= width:
            break
        columns.pop(head, None)
    table = Table(title=title, title_justify="left", title_style=style)
    for head, wide in _widths(columns, width).items():
        table.add_column(head, justify="right" if head in _NUMBERS else "left", overflow="fold", width=wide)
    for row in zip(*columns.values(), strict=True):
        table.add_row(*row)
    return table


def _widths(columns: dict[str, Cells], width: int) -> dict[str, int]:
    """As wide as their text; else the widest is narrowed first. Rich does so below a word, and cuts the last column."""
    least = {head: _longest_word(head, cells) for head, cells in columns.items()}
    wide = {head: max(_longest_line(head, cells), least[head]) for head, cells in columns.items()}
    while _BORDER + sum(each + _BETWEEN for each in wide.values()) > width:
        able = [head for head in columns if wide[head] > least[head]]
        if not able:
            break
        wide[max(able, key=wide.__getitem__)] -= 1
    return wide


def _longest_line(head: str, cells: Cells) -> int:
    return max(cell_len(line) for cell in (head, *cells) for line in str(cell).splitlines() or [""])


def _needed(columns: dict[str, Cells]) -> int:
    return _BORDER + sum(_longest_word(head, cells) + _BETWEEN for head, cells in columns.items())


def _longest_word(head: str, cells: Cells) -> int:
    words = (word for cell in (head, *cells) for word in str(cell).split())
    return min(max(map(cell_len, words)), LONGEST_WORD)
