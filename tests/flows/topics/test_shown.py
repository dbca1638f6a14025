"""Articles on a terminal that knows bold, and on one that does not."""

from io import StringIO

import pytest
from rich.console import Console

from flows.topics.shown import indented, marked, passages_shown, say, whole_line
from news import Passage

PASSAGE = Passage("body", "The ferry\x1b[2J ran\naground.", ((4, 9), (18, 25)))


def screen(*items, terminal: bool = True, width: int = 80) -> str:
    file = StringIO()
    say(Console(file=file, force_terminal=terminal, width=width, color_system="standard"), iter(items))
    return file.getvalue()


def test_what_was_found_is_bold_on_a_terminal() -> None:
    assert "\x1b[1mferry\x1b[0m" in screen(marked(PASSAGE, plain=False))


def test_what_was_found_stands_between_asterisks_elsewhere() -> None:
    assert screen(marked(PASSAGE, plain=True), terminal=False) == "- The *ferry* [2J ran *aground*.\n"


@pytest.mark.parametrize("plain", [True, False])
def test_nothing_of_a_page_steers_the_terminal(plain: bool) -> None:
    assert "\x1b[2J" not in screen(marked(PASSAGE, plain=plain), whole_line("https://a.example/\x1b[2J"))


def test_an_address_is_not_broken_and_words_are() -> None:
    lines = screen(whole_line("https://a.example/" + "x" * 90, 4), indented("word " * 30, 2)).splitlines()
    assert lines[0] == "    https://a.example/" + "x" * 90
    assert all(len(line) <= 80 and line.startswith("  word") for line in lines[1:])


def test_no_line_ends_with_blanks() -> None:
    said = screen(indented("word " * 30, 2), *passages_shown((PASSAGE,), 4, plain=True), terminal=False, width=40)
    assert len(said.splitlines()) > 4
    assert [line for line in said.splitlines() if line != line.rstrip()] == []


def test_of_many_passages_the_first_are_shown_and_the_rest_is_counted() -> None:
    said = screen(*passages_shown((PASSAGE,) * 5, 4, plain=True)).splitlines()
    assert len(said) == 4
    assert said[-1].strip() == "… and 2 more"
