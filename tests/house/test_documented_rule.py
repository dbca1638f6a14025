"""What docs/add-a-source.md shows is true: its rule reads its page, and its commands are commands."""

import json
import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest

import parsers.article
from flows import cli
from news import Article, Page
from parsers import explain_page
from parsers.page.site_rule import SiteRule

TEXT = (Path(__file__).parents[2] / "docs" / "add-a-source.md").read_text()
COMMANDS = re.findall(r"^    wirewatch (.+)$", TEXT, re.MULTILINE)


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
    assert found
    return found[1]


def test_the_documented_rule_reads_the_documented_page(monkeypatch: pytest.MonkeyPatch) -> None:
    space: dict[str, object] = {}
    exec(block("python"), space)  # the document is ours
    rule, values = space["RULE"], json.loads(block("json"))
    assert isinstance(rule, SiteRule)
    monkeypatch.setattr(parsers.article, "rule_for", lambda url: rule if rule.name in url else None)
    fetched_at = datetime.fromisoformat(values["fetched_on"]).replace(tzinfo=UTC)

    reading = explain_page(Page(values["url"], values["url"], 200, "text/html", block("html").encode(), fetched_at))

    article = reading.outcome
    assert isinstance(article, Article)
    assert reading.rule == "site rule harbour-post.example, version 2026-01-12"
    assert article.text.split("\n\n") == values["text"]
    assert (article.title, list(article.authors), article.kind) == (values["title"], values["authors"], values["kind"])
    assert article.published_at == datetime.fromisoformat(values["published_at"])
    assert not [word for word in values["never"] if word in article.text]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_documented_command_can_be_given(command: str) -> None:
    assert cli._parser().parse_args(shlex.split(command))


def test_there_are_documented_commands() -> None:
    assert len(COMMANDS) >= 6
