"""Each rule of parsers/sites/ on pages built as its site builds them. A rule without its pages fails here."""

import json
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from news import Article, Page
from parsers import explain_page
from parsers.page.evidence import Reading
from parsers.page.site_rule import SiteRule, Version
from parsers.sites import file_name, names, rule_for

PAGES = Path(__file__).parents[2] / "pages" / "sites"
FIELDS = {"url", "fetched_on", "title", "authors", "published_at", "kind", "text", "never"}


def files() -> dict[str, SiteRule]:
    return {name: import_module(f"parsers.sites.{name}").RULE for name in sorted(names())}


def rules() -> dict[str, SiteRule]:
    """By the file of the first host, without those that only import a rule for another host."""
    return {name: rule for name, rule in files().items() if name == file_name(rule.name)}


def versions() -> list[tuple[str, Version]]:
    return [(name, version) for name, rule in rules().items() for version in rule.versions]


def saved() -> list[Path]:
    return sorted(PAGES.glob("*/*.html"))


def label(version: Version) -> str:
    return version.since.isoformat() if version.since else "first"


def pages_of(name: str, version: Version) -> list[Path]:
    """`first.html`, or `first.2016.html` beside it."""
    return [path for path in saved() if path.parent.name == name and path.name.split(".")[0] == label(version)]


def expected(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(path.with_suffix(".json").read_text())
    return values


def read(path: Path, day: str | None = None, *, site_rules: bool = True) -> Reading:
    values = expected(path)
    fetched_at = datetime.fromisoformat(day or values["fetched_on"]).replace(tzinfo=UTC)
    page = Page(values["url"], values["url"], 200, "text/html", path.read_bytes(), fetched_at)
    return explain_page(page, site_rules=site_rules)


def article(path: Path, day: str | None = None) -> Article:
    outcome = read(path, day).outcome
    assert isinstance(outcome, Article), outcome
    return outcome


by_path = pytest.mark.parametrize("path", saved(), ids=lambda path: f"{path.parent.name}-{path.stem}")
by_version = pytest.mark.parametrize(
    ("name", "version"), versions(), ids=[f"{name}-{label(version)}" for name, version in versions()]
)
by_rule = pytest.mark.parametrize(("name", "rule"), list(rules().items()), ids=list(rules()))
by_file = pytest.mark.parametrize(("name", "rule"), list(files().items()), ids=list(files()))


def test_there_are_rules_and_pages_to_try() -> None:
    assert len(rules()) >= 5
    assert {path.parent.name for path in saved()} == set(rules())


@by_file
def test_a_rule_stands_in_a_file_of_its_hosts_name_and_is_found_there(name: str, rule: SiteRule) -> None:
    assert name in {file_name(host) for host in rule.hosts}
    for host in rule.hosts:
        assert host == host.lower().removeprefix("www.")
        assert rule_for(f"https://{host}/a") is rule
        assert rule_for(f"https://www.{host}/a") is rule


@by_rule
def test_the_versions_of_a_rule_are_in_order_of_time(name: str, rule: SiteRule) -> None:
    since = [version.since or date.min for version in rule.versions]
    assert since == sorted(set(since))
    assert since
    assert rule.versions[0].since is None, "the first version holds from the beginning"


@by_version
def test_a_version_has_a_page_and_says_something(name: str, version: Version) -> None:
    assert pages_of(name, version), f"write tests/pages/sites/{name}/{label(version)}.html, and its .json"
    assert version.selectors


@by_version
def test_each_selector_finds_words_on_a_page_of_its_version(name: str, version: Version) -> None:
    soups = [BeautifulSoup(path.read_bytes(), "lxml") for path in pages_of(name, version)]
    unused = [selector for selector in version.selectors if not any(soup.select(selector) for soup in soups)]
    assert unused == []


@by_path
def test_a_page_belongs_to_a_version_and_has_all_its_values(path: Path) -> None:
    assert path.name.split(".")[0] in {label(version) for version in rules()[path.parent.name].versions}
    assert set(expected(path)) == FIELDS
    assert len(expected(path)["text"]) >= 3


@by_path
def test_a_page_is_read_by_the_version_it_was_built_in(path: Path) -> None:
    values, reading, found = expected(path), read(path), article(path)
    assert found.text.split("\n\n") == values["text"]
    assert (found.title, list(found.authors), found.kind) == (values["title"], values["authors"], values["kind"])
    assert found.published_at == datetime.fromisoformat(values["published_at"])
    version = path.name.split(".")[0]
    assert reading.rule.endswith("first version" if version == "first" else f"version {version}")
    assert reading.body.where.startswith(f"{reading.rule}: ")


@by_path
def test_words_beside_the_article_are_not_in_its_text(path: Path) -> None:
    markup, text = path.read_text(), article(path).text
    assert expected(path)["never"]
    for word in expected(path)["never"]:
        assert word in markup
        assert word not in text


@by_path
def test_a_stored_page_of_an_old_version_is_still_read_when_its_day_is_forgotten(path: Path) -> None:
    assert article(path, "2040-01-01") == article(path)


@by_path
def test_without_its_rule_a_page_is_still_an_article(path: Path) -> None:
    outcome = read(path, site_rules=False).outcome
    assert isinstance(outcome, Article)
    assert read(path, site_rules=False).rule == ""
