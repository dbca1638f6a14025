"""`wirewatch parse`: a page from the web or a file, read aloud, with what the reading rests on."""

import json
import os
import re
from contextlib import closing
from pathlib import Path

import pytest

from parsers.page.body.lines import fingerprint
from parsers.repetition import LEAST
from storage.database import Database
from storage.repetition import keep_recent
from tests.flows.pages import FERRY
from tests.flows.site import Answer
from tests.flows.sources.conftest import AN_HOUR_AGO

SITES = Path(__file__).parents[2] / "pages" / "sites"
REUTERS = SITES / "reuters_com" / "2021-05-01.html"
HEAD = '<html lang="en"><head><title>Bridge shut</title></head><body><article><h1>Bridge shut</h1>'
SENTENCE = "The harbour bridge was closed to all traffic on Thursday morning, the city said. "
LIST = "<p>All of our headlines of today, and some of yesterday that we liked best.</p>" + "".join(
    f"<h3><a href=/{n}>A headline that leads to another page {n}</a></h3>" for n in range(30)
)


def rows(screen: str) -> dict[str, str]:
    """Each line by its first word or label."""
    cells = [re.split(r"\s{2,}", line.strip(" │"), maxsplit=1) for line in screen.splitlines()]
    return {cell[0]: cell[1].rstrip(" │") for cell in cells if len(cell) == 2}


@pytest.fixture
def saved(tmp_path):
    def write(markup: str, name: str = "page.html") -> str:
        path = tmp_path / name
        path.write_text(markup)
        return str(path)

    return write


def test_a_page_of_the_web_is_read_and_nothing_is_stored(wirewatch, site, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    said = wirewatch("parse", site.url("/courier/1"), "--allow-private")

    assert said.startswith("article")
    assert said.splitlines()[1] == site.url("/courier/1")
    assert rows(said)["title"] == FERRY.headline
    assert rows(said)["published"].startswith(f"{AN_HOUR_AGO:%Y-%m-%d %H:%M} UTC")
    assert all(" ".join(paragraph.split()) in " ".join(said.split()) for paragraph in FERRY.paragraphs)
    assert f"{len(FERRY.paragraphs)} paragraphs, " in said
    assert list(tmp_path.iterdir()) == []


def test_a_private_address_is_asked_only_when_that_is_said(wirewatch, site, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = wirewatch("parse", site.url("/courier/1"), code=1)
    assert "private address" in said
    assert "Cure: write `allow_private: true` (here --allow-private) if meant" in said
    assert not site.requests


def test_a_source_of_the_desk_lends_its_way_of_asking(wirewatch, site, desk):
    desk.write_text(desk.read_text().replace("tags: [Ports, Isles]", "headers: {X-Desk: isles}"))

    wirewatch("parse", site.url("/courier/1"), "--source", "Courier")

    assert site.asked("/courier/1")[0].headers["x-desk"] == "isles"


def test_a_source_that_the_desk_has_not_is_named(wirewatch, site, desk):
    said = wirewatch("parse", site.url("/courier/1"), "--source", "Couriers", code=1)
    assert "No source of the desk is called “Couriers”. Cure: did you mean `Courier`?" in said


def test_what_the_desk_learned_of_a_site_is_shown(wirewatch, site, desk):
    last = FERRY.paragraphs[-1]
    with closing(Database("sqlite:///wirewatch.db")) as database, database.writing(alone=True) as session:
        keep_recent(session, "127.0.0.1", [[fingerprint(last)]] * LEAST, AN_HOUR_AGO)

    said = wirewatch("parse", site.url("/courier/1"), "--source", "Courier", "--explain")

    (line,) = [line for line in said.splitlines() if "repeated on this site" in line]
    assert last[:20] in line


def test_robots_are_heeded(wirewatch, site, desk):
    site.routes["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /courier/", content_type="text/plain")
    said = wirewatch("parse", site.url("/courier/1"), "--source", "Courier", code=1)
    assert f"{site.url('/courier/1')}: robots." in said
    assert not site.asked("/courier/1")


def test_a_page_that_is_not_there_is_told_with_what_to_do(wirewatch, site, desk):
    said = wirewatch("parse", site.url("/gone"), "--source", "Courier", code=1)
    assert f"{site.url('/gone')}: http 404. Cure: the address is wrong or has moved" in said


def test_a_refused_page_exits_with_one_and_says_why(wirewatch, saved):
    said = wirewatch("parse", saved(LIST), code=1)
    assert said.startswith("refused: list page")


def test_a_refusal_can_be_overruled_for_a_trial(wirewatch, saved):
    assert wirewatch("parse", saved(LIST), "--accept", "list page").startswith("article")


def test_a_refusal_that_the_desk_overruled_for_a_source_is_none(wirewatch, saved, desk):
    desk.write_text(desk.read_text().replace("tags: [Ports, Isles]", "accept: [list page]"))
    wirewatch("parse", saved(LIST), code=1)
    assert wirewatch("parse", saved(LIST), "--source", "Courier").startswith("article")


def test_a_file_is_read_by_the_rule_of_the_site_that_it_was_saved_from(wirewatch):
    url = json.loads(REUTERS.with_suffix(".json").read_text())["url"]
    said = wirewatch("parse", str(REUTERS), "--url", url, "--explain")
    assert "site rule: reuters.com, version 2021-05-01" in said
    assert "text taken from: site rule reuters.com, version 2021-05-01: [data-testid^=paragraph-]" in said
    assert "site rule: none" in wirewatch("parse", str(REUTERS), "--url", url, "--explain", "--no-site-rules")
    assert "site rule: none" in wirewatch("parse", str(REUTERS), "--explain")


def test_the_day_of_a_saved_page_is_said_or_that_of_the_file(wirewatch, saved, tmp_path):
    both = '<p class="article__text">New. {0}</p><div class="field-name-body"><p>Old. {0}</p></div>'
    path = saved(HEAD + both.format(SENTENCE * 2))
    words = ("parse", path, "--url", "https://thehill.com/a/b", "--explain")
    os.utime(path, (1_500_000_000, 1_500_000_000))  # July 2017
    assert "site rule: thehill.com, first version" in wirewatch(*words)
    assert "site rule: thehill.com, version 2022-01-01" in wirewatch(*words, "--as-of", "2024-02-29")


def test_each_field_is_explained_with_its_place_and_what_others_say(wirewatch, saved):
    meta = '<meta name="author" content="Ada Lindqvist"><meta property="og:site_name" content="The Post">'
    ld = '{"@type":"NewsArticle","headline":"Bridge shut","datePublished":"2026-03-05T08:30:00+02:00"}'
    head = f'<script type="application/ld+json">{ld}</script>{meta}<meta name="date" content="2026-03-09">'
    said = wirewatch("parse", saved(f"{head}{HEAD}<p>{SENTENCE * 4}</p><p>{SENTENCE * 4}</p>"), "--explain")

    assert re.search(r"│ published +│ 2026-03-05 06:30 UTC.*│ JSON-LD datePublished", said)
    assert re.search(r"│ authors +│ Ada Lindqvist +│ meta author", said)
    assert re.search(r"│ outlet +│ The Post +│ meta og:site_name", said)
    assert re.search(r"│ published +│ meta date +│ 2026-03-09", said)


def test_what_was_cut_is_shown_with_the_reason(wirewatch):
    path = SITES / "thehill_com" / "first.html"
    said = wirewatch("parse", str(path), "--url", "https://thehill.com/a/b", "--explain")
    cut = said[said.index("Cut") :]
    assert "Overnight Energy: Moose on runway" in cut
    assert ".rollover-people-block" in cut
    assert "Cut" not in wirewatch("parse", str(path), "--url", "https://thehill.com/a/b")


def test_parts_of_the_text_are_told_apart(wirewatch):
    path = SITES / "medium_com" / "2022-01-01.html"
    said = rows(wirewatch("parse", str(path), "--url", "https://medium.com/a/b"))
    assert said["heading"] == "Utilise"
    assert said["quote"] == "Use short words, and where there is a shorter one, use that."
    assert said["item"] == "Going forward: where else would one go?"


@pytest.mark.parametrize("columns", ["80", "40"])
def test_it_keeps_to_the_width_of_the_screen(wirewatch, monkeypatch, columns):
    url = json.loads(REUTERS.with_suffix(".json").read_text())["url"]
    monkeypatch.setenv("COLUMNS", columns)
    said = wirewatch("parse", str(REUTERS), "--url", url, "--explain")
    assert max(map(len, said.splitlines())) <= int(columns)


NASTY = "[bold red]Bridge\x1b[31m\x9b2J\u202e shut[/bold red] \x07:warning: [link=file:///x]y[/link]"


def test_words_of_a_page_neither_style_nor_steer_the_screen(wirewatch, saved):
    page = saved(f"<title>{NASTY}</title><article><h1>{NASTY}</h1><p>{NASTY} {SENTENCE * 4}</p></article>")
    said = wirewatch("parse", page, "--explain")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said)
    assert "[bold red]Bridge" in said
    assert "[/bold red]" in said


def test_as_json_all_is_there_and_no_control_character(wirewatch, saved):
    page = saved(f"<title>{NASTY}</title><article><h1>{NASTY}</h1><p>{NASTY} {SENTENCE * 4}</p></article>")
    said = wirewatch("parse", page, "--json", "--explain")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said)
    assert json.loads(said)["outcome"] == "article"


def test_json_has_the_fields_of_an_article(wirewatch):
    url = json.loads(REUTERS.with_suffix(".json").read_text())["url"]
    said = json.loads(wirewatch("parse", str(REUTERS), "--url", url, "--json"))
    assert (said["outcome"], said["is_article"], said["url"]) == ("article", True, url)
    assert said["published_at"] == "2024-03-04T11:52:07+00:00"
    assert said["authors"] == ["Kofi Mensah"]
    assert said["paragraphs"][2] == {"part": "heading", "text": "RATIONS"}
    assert "cuts" not in said
    explained = json.loads(wirewatch("parse", str(REUTERS), "--url", url, "--json", "--explain"))
    assert explained["rule"] == "site rule reuters.com, version 2021-05-01"
    assert explained["fields"]["title"]["value"] == said["title"]


def test_json_of_a_refused_page_says_so(wirewatch, saved):
    said = json.loads(wirewatch("parse", saved(LIST), "--json", code=1))
    assert (said["outcome"], said["is_article"]) == ("list page", False)


def test_what_is_no_html_is_refused(wirewatch, saved):
    assert wirewatch("parse", saved("%PDF-1.7 words", "a.pdf"), code=1).startswith("refused: not html")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["parse"], "URL|FILE"),
        (["parse", "no-such-page.html"], "no such file: no-such-page.html. Cure: an address begins with https://"),
        (["parse", "."], ". is a directory. Cure: name one page in it"),
        (["parse", "a.html", "--as-of", "5 March"], "'5 March' is no day. Cure: write it as 2026-03-05"),
        (["parse", "a.html", "--url", "http://[x"], "'http://[x' is no web address. Cure: write it whole"),
        (["parse", "a.html", "--url", "a.example/b"], "'a.example/b' is no web address"),
        (["parse", "https://a.example/", "--as-of", "2026-03-05"], "--url and --as-of go with a FILE"),
        (["parse", "a.html", "--accept", "empty"], "invalid choice: 'empty'"),
    ],
)
def test_wrong_usage_exits_with_two_and_says_what_is_right(wirewatch, capsys, words, told):
    with pytest.raises(SystemExit) as ended:
        wirewatch(*words)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err
