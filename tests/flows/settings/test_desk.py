"""A sound desk file, as the values that flows work with."""

from datetime import timedelta
from pathlib import Path

import certifi
import pytest

from flows.settings import Example, Schedule, WebSub
from news import Access, Channel, RefusalReason, Route, Source, SourceKind, Topic

DESK = """\
contact: https://courier.example/newsdesk
schedules:
  wires: {every: 90s}
  ngos: {cron: "0 6-22 * * *", timezone: Europe/Amsterdam, language: nl, headers: {X-Who: ngos, Accept: text/xml}}
  notices: {rrule: FREQ=HOURLY;BYMINUTE=30}
defaults:
  alert_backlog: 12h
  allow_private: true
  headers: {x-who: all, X-Desk: one}
sources:
  - name: Courier
    url: https://courier.example/feed.xml
  - name: Relief
    url: https://relief.example/news
    kind: listing
    schedule: ngos
    selector: h2 a
    language: no
    allow_private: no
    alert_backlog: 2d
    headers: {X-WHO: relief}
    accept: [too short, consent wall, too short]
lists:
  boats: [ferry, "tug boat", 747]
topics:
  ferries:
    title: Ferries
    query: "@boats"
    should_match:
      - A ferry left.
      - {title: Veerboot, body: De ferry vertrok, language: nl}
    should_not_match: [A train left.]
  rail: {query: train}
channels:
  desk: {url: "json://localhost/in"}
routes:
  - {to: [desk]}
  - {topics: [rail], to: [desk], when: immediately}
"""


@pytest.fixture
def desk(load):
    return load(DESK)


def test_schedules_keep_their_rhythm_and_zone(desk):
    assert dict(desk.schedules) == {
        "wires": Schedule("wires", every=timedelta(seconds=90)),
        "ngos": Schedule("ngos", cron="0 6-22 * * *", timezone="Europe/Amsterdam"),
        "notices": Schedule("notices", rrule="FREQ=HOURLY;BYMINUTE=30"),
    }


def test_a_source_takes_the_first_schedule_and_the_defaults(desk):
    assert desk.sources[0] == Source(
        name="Courier",
        url="https://courier.example/feed.xml",
        kind=SourceKind.AUTO,
        schedule="wires",
        access=Access(headers={"x-who": "all", "X-Desk": "one"}, allow_private=True),
        alert_backlog=timedelta(hours=12),
        fastest=timedelta(seconds=90),
        slowest=15 * timedelta(seconds=90),
    )


def test_a_source_counts_before_its_schedule_and_that_before_the_defaults(desk):
    assert desk.sources[1] == Source(
        name="Relief",
        url="https://relief.example/news",
        kind=SourceKind.LISTING,
        schedule="ngos",
        language="no",
        access=Access(headers={"X-WHO": "relief", "X-Desk": "one", "Accept": "text/xml"}),
        selector="h2 a",
        alert_backlog=timedelta(days=2),
        accept=(RefusalReason.TOO_SHORT, RefusalReason.CONSENT_WALL),
    )


def test_a_schedule_speaks_for_its_sources(load):
    desk = load(DESK.replace("    language: no\n", ""))

    assert [source.language for source in desk.sources] == [None, "nl"]


def test_pages_are_looked_at_again_unless_the_desk_its_schedule_or_the_source_says_no(load):
    def looks(*replaced):
        desk = DESK
        for before, after in replaced:
            desk = desk.replace(before, after)
        return [source.look_again for source in load(desk).sources]

    never, no_ngos = ("  alert_backlog: 12h\n", "  look_again: false\n"), ("language: nl,", "look_again: no,")
    assert looks() == [True, True]
    assert looks(never) == [False, False]
    assert looks(no_ngos) == [True, False]
    assert looks(never, ("    selector: h2 a\n", "    look_again: yes\n")) == [False, True]


def test_the_rest_is_as_written(desk):
    assert desk.contact == "https://courier.example/newsdesk"
    assert dict(desk.lists) == {"boats": ("ferry", "tug boat", "747")}
    assert desk.topics == (
        Topic("ferries", "Ferries", "@boats", ("A ferry left.", "Veerboot\n\nDe ferry vertrok"), ("A train left.",)),
        Topic("rail", "rail", "train"),
    )
    assert desk.channels == (Channel("desk", "json://localhost/in"),)
    assert desk.routes == (Route(("desk",)), Route(("desk",), ("rail",)))


def test_an_example_without_a_language_is_english(desk):
    assert desk.examples == (
        Example("ferries", True, "", "A ferry left.", "en"),
        Example("ferries", True, "Veerboot", "De ferry vertrok", "nl"),
        Example("ferries", False, "", "A train left.", "en"),
    )


def test_an_example_without_a_language_takes_that_of_the_defaults(load):
    desk = load(DESK.replace("  alert_backlog: 12h\n", "  alert_backlog: 12h\n  language: fr\n"))

    assert [example.language for example in desk.examples] == ["fr", "nl", "fr"]


def test_a_source_without_any_word_on_it_waits_a_day_and_keeps_to_public_addresses(load):
    desk = load("schedules: {wires: {every: 2m}}\nsources: [{name: A, url: https://a.example/}]\n")

    assert desk.sources == (Source("A", "https://a.example/", schedule="wires", fastest=timedelta(minutes=2)),)
    assert desk.sources[0].alert_backlog == timedelta(hours=24)


ACCESS = """\
schedules:
  wires: {every: 2m, cookies: {edition: world, seen: all}, user_agent: "Desk/1 (Mozilla)"}
defaults: {cookies: {seen: none, Seen: "1"}, login: "desk:a:b", proxy: "http://u:p@proxy.internal:3128", slowest: 2h}
sources:
  - {name: A, url: https://a.example/}
  - name: B
    url: https://b.example/
    cookies: {edition: uk}
    login: other:${WORD}
    user_agent: B
    proxy: http://b.internal:8080/
    slowest: 1d
    tags: [Africa, wires, Africa]
    owner: " Harbour Media "
"""


def test_how_a_site_is_asked_cascades_and_cookies_add_up(load):
    first, second = load(ACCESS, {"WORD": "p:ß"}).sources

    assert first.access == Access(
        cookies={"seen": "all", "Seen": "1", "edition": "world"},
        login=("desk", "a:b"),
        user_agent="Desk/1 (Mozilla)",
        proxy="http://u:p@proxy.internal:3128",
    )
    assert second.access == Access(
        cookies={"seen": "all", "Seen": "1", "edition": "uk"},
        login=("other", "p:ß"),
        user_agent="B",
        proxy="http://b.internal:8080/",
    )


def test_a_source_keeps_its_tags_each_once(load):
    assert [source.tags for source in load(ACCESS, {"WORD": "x"}).sources] == [(), ("Africa", "wires")]


def test_a_source_says_who_publishes_it(load):
    assert [source.owner for source in load(ACCESS, {"WORD": "x"}).sources] == [None, "Harbour Media"]


def test_the_longest_pause_cascades(load):
    assert [source.slowest for source in load(ACCESS, {"WORD": "x"}).sources] == [timedelta(hours=2), timedelta(days=1)]


@pytest.mark.parametrize(
    ("rhythm", "fastest", "slowest"),
    [
        ("every: 2m", timedelta(minutes=2), timedelta(minutes=30)),
        ("every: 20s", timedelta(seconds=20), timedelta(minutes=5)),
        ("every: 3h", timedelta(hours=3), timedelta(hours=3)),
        ("every: 3h, slowest: 3h", timedelta(hours=3), timedelta(hours=3)),
        ("cron: '0 * * * *'", None, timedelta(minutes=30)),
        ("rrule: FREQ=DAILY, slowest: 1h", None, timedelta(hours=1)),
    ],
)
def test_a_schedule_says_how_often_at_most_and_at_least(rhythm, fastest, slowest, load):
    [source] = load(f"schedules: {{wires: {{{rhythm}}}}}\nsources: [{{name: A, url: https://a.example/}}]\n").sources

    assert (source.fastest, source.slowest) == (fastest, slowest)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{callback: https://news.example/websub/}", WebSub("https://news.example/websub", "127.0.0.1", 8765)),
        ("{callback: http://a.example, listen: '[::1]:80'}", WebSub("http://a.example", "::1", 80)),
        ("{callback: https://a.example/x, listen: box:8000}", WebSub("https://a.example/x", "box", 8000)),
    ],
)
def test_hubs_reach_us_at_a_callback(written, meant, load):
    assert load(f"websub: {written}\n{DESK}").websub == meant


def test_without_a_word_on_them_there_is_neither_push_nor_another_authority(desk):
    assert (desk.websub, desk.ca_file) == (None, None)


def test_authorities_are_read_from_a_file_beside_the_desk(load, tmp_path):
    (tmp_path / "tls").mkdir()
    (tmp_path / "tls" / "ca.pem").write_bytes(Path(certifi.where()).read_bytes())

    assert load(f"ca_file: tls/ca.pem\n{DESK}").ca_file == tmp_path / "tls" / "ca.pem"


def test_health_goes_only_where_it_is_named(load):
    desk = load(DESK + "  - {topics: ['@health', rail], to: [desk]}\n")

    assert [route.topics for route in desk.routes] == [(), ("rail",), ("@health", "rail")]


def test_a_section_whose_entries_are_commented_out_is_empty(load):
    desk = load(
        "schedules: {w: {every: 2m}}\nsources: [{name: A, url: https://a.example/}]\ntopics:\n#  a: b\nroutes:\n"
    )

    assert (desk.topics, desk.routes) == ((), ())


def test_the_database_and_the_state_stand_beside_the_desk_file(desk, tmp_path):
    assert desk.path == Path("wirewatch.yaml")
    assert desk.database_url == f"sqlite:///{tmp_path}/wirewatch.db"
    assert desk.state_dir == tmp_path / ".wirewatch"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sqlite:///data/news.db?timeout=5", "sqlite:///{root}/data/news.db?timeout=5"),
        ("sqlite:////srv/news.db", "sqlite:////srv/news.db"),
        ("postgresql+psycopg://desk@db:5432/news", "postgresql+psycopg://desk@db:5432/news"),
    ],
)
def test_only_a_relative_sqlite_path_is_completed(written, meant, load, tmp_path):
    desk = load(f"database: {written}\n" + DESK)

    assert desk.database_url == meant.format(root=tmp_path)


def test_a_byte_order_mark_is_no_part_of_the_first_key(load):
    assert load("\ufeff" + DESK).contact


def test_a_thousand_sources_stand_where_they_were_written(load):
    sources = "".join(f"  - {{name: Source {n}, url: https://a.example/{n}}}\n" for n in range(1000))

    desk = load("schedules: {w: {every: 2m}}\nsources:\n" + sources)

    assert [source.url for source in desk.sources] == [f"https://a.example/{n}" for n in range(1000)]
