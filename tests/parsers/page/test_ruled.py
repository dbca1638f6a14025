"""How a site's rule is applied, and what is left to the general reading."""

from datetime import UTC, date, datetime, timedelta

import pytest

from news import Kind, Part, Precision, RefusalReason
from parsers.page.evidence import Found
from parsers.page.gate.gate import Verdict
from parsers.page.ruled import Ruled, read_by_rule
from parsers.page.site_rule import SiteRule, Version
from parsers.page.time.times import Times
from parsers.page.tree import plant

SENTENCE = "The harbour bridge was closed to all traffic on Thursday morning, the city said. "
PAGE = f"""
<html><head><title>Bridge shut - The Post</title></head><body>
<h1 class=head>Bridge shut</h1><p class=by>By Ada Lindqvist and Tom Neill</p>
<time datetime="2026-03-05T08:30:00">5 March</time>
<div class=chunk><p>One. {SENTENCE * 2}</p>
<aside class=promo>Buy a walrus of porcelain today, for a friend.</aside></div>
<div class=other><p>A pelican was seen. {SENTENCE * 3}</p></div>
<div class=chunk><h1>Later</h1><p>Two. {SENTENCE * 2}</p></div>
</body></html>"""
DAY = date(2026, 3, 5)


def rule(*versions: Version) -> SiteRule:
    return SiteRule(("post.example",), versions)


def read(*versions: Version, html: str = PAGE, day: date = DAY) -> Ruled:
    return read_by_rule(rule(*versions), plant(html, "https://post.example/a").root, day, "Bridge shut")


def lines(ruled: Ruled) -> list[str]:
    assert ruled.body is not None
    return [paragraph.text.split(".")[0] for paragraph in ruled.body.paragraphs]


def times(offset: timedelta | None = None) -> Times:
    return Times(Found(None), Found(None), Precision.INSTANT, offset)


def test_a_site_without_a_rule_changes_nothing() -> None:
    assert read_by_rule(None, plant(PAGE, "").root, DAY, "") == Ruled()


def test_the_body_is_all_that_is_chosen_in_page_order() -> None:
    ruled = read(Version(body=(".none", ".chunk"), drop=(".promo",)))
    assert lines(ruled) == ["One", "Later", "Two"]
    assert ruled.body
    assert ruled.body.where == "site rule post.example, first version: .chunk"
    assert [p.part for p in ruled.body.paragraphs] == [Part.TEXT, Part.HEADING, Part.TEXT]


def test_what_is_dropped_is_told_with_its_selector() -> None:
    body = read(Version(body=(".chunk",), drop=(".promo",))).body
    assert body
    assert [(cut.text[:12], cut.why) for cut in body.cuts][:1] == [
        ("Buy a walrus", "site rule post.example, first version: .promo")
    ]


def test_a_rule_that_only_drops_leaves_the_rest_to_the_general_reading() -> None:
    body = read(Version(drop=(".other",))).body
    assert body
    assert "pelican" not in body.text
    assert "One." in body.text
    assert "Two." in body.text


def test_an_element_inside_a_chosen_one_is_not_read_twice() -> None:
    assert lines(read(Version(body=(".chunk, .chunk p",), drop=("aside", "h1")))) == ["One", "Two"]


def test_chosen_words_count_though_their_names_look_like_a_box() -> None:
    html = f"<h1>Bridge shut</h1><div class='related-box newsletter'><p>One. {SENTENCE}</p><p>Two. {SENTENCE}</p></div>"
    assert lines(read(Version(body=(".related-box",)), html=html)) == ["One", "Two"]


def test_a_line_of_many_links_is_text_and_a_line_that_is_one_link_leads_away() -> None:
    links = ", ".join(f"<a href=/{n}>the pier {n}</a>" for n in range(9))
    paragraphs = f"<p>One. {SENTENCE * 2}</p><p>They shut {links}.</p><p><a href=/z>Zoo opens again in May</a></p>"
    html = f"<div class=x>{paragraphs}</div>"
    assert lines(read(Version(body=(".x",)), html=html))[1:] == [
        "They shut the pier 0, the pier 1, the pier 2, the pier 3, the pier 4, the pier 5, the pier 6, the pier 7, "
        "the pier 8"
    ]


OLD, NEW = Version(body=(".chunk",)), Version(since=date(2026, 1, 1), body=(".other",))


@pytest.mark.parametrize(("day", "first"), [(date(2025, 12, 31), OLD), (date(2026, 1, 1), NEW)])
def test_the_version_in_force_on_the_day_comes_first(day: date, first: Version) -> None:
    assert rule(OLD, NEW).by_likelihood(day)[0] is first
    assert len(rule(OLD, NEW).by_likelihood(day)) == 2


def test_a_page_from_before_all_versions_tries_the_newest_first() -> None:
    later = Version(since=date(2027, 1, 1), body=(".x",))
    assert rule(NEW, later).by_likelihood(date(2020, 1, 1)) == [later, NEW]


def test_another_version_is_taken_when_that_of_the_day_does_not_fit() -> None:
    ruled = read(Version(body=(".chunk",)), Version(since=date(2026, 1, 1), body=(".gone",)))
    assert ruled.note == "site rule post.example, first version"
    assert "One" in lines(ruled)


def test_a_page_that_no_version_fits_is_left_to_the_general_reading() -> None:
    ruled = read(Version(body=(".gone",), title=(".head",)))
    assert ruled == Ruled("site rule post.example: no version fits this page")


def test_fields_that_are_not_found_are_named() -> None:
    ruled = read(Version(body=(".chunk",), title=(".gone",), authors=(".by",), published=("time.gone",)))
    assert ruled.note == "site rule post.example, first version; nothing found for: title, published"
    assert (ruled.title, ruled.published) == (None, None)
    assert ruled.authors == Found(("Ada Lindqvist", "Tom Neill"), "site rule post.example, first version: .by")


def test_a_title_of_the_rule_says_so() -> None:
    title = read(Version(title=(".gone", ".head"))).title
    assert title == Found("Bridge shut", "site rule post.example, first version: .head")


@pytest.mark.parametrize(
    ("written", "offset", "at", "precision"),
    [
        ("2026-03-05T08:30:00+02:00", None, datetime(2026, 3, 5, 6, 30, tzinfo=UTC), Precision.INSTANT),
        ("2026-03-05T08:30:00", timedelta(hours=2), datetime(2026, 3, 5, 6, 30, tzinfo=UTC), Precision.INSTANT),
        ("2026-03-05T08:30:00", None, datetime(2026, 3, 5, 8, 30, tzinfo=UTC), Precision.INSTANT),
        ("5 March 2026", timedelta(hours=2), datetime(2026, 3, 5, tzinfo=UTC), Precision.DAY),
    ],
)
def test_a_date_of_the_rule_is_read_in_the_pages_own_zone(
    written: str, offset: timedelta | None, at: datetime, precision: Precision
) -> None:
    found = read(Version(published=("time",)), html=f"<time datetime='{written}'>x</time>").times(times(offset))
    assert (found.published_at.value, found.precision) == (at, precision)
    assert found.published_at.where == "site rule post.example, first version: time"


def test_a_date_that_cannot_be_read_leaves_that_of_the_page() -> None:
    assert read(Version(published=("h1",))).times(times()) == times()


LIVE = Version(body=(".chunk",), kinds={Kind.MEDIA: (".gone",), Kind.LIVE_BLOG: (".also-gone", ".other")})


def test_what_the_rule_calls_a_page_counts() -> None:
    said = Verdict(Kind.LIVE_BLOG, "site rule post.example, first version: .other")
    assert read(LIVE).verdict(Verdict(Kind.ARTICLE)) == said
    assert read(LIVE).verdict(Verdict(RefusalReason.LIST_PAGE)) == said
    assert read(Version(body=(".chunk",))).verdict(Verdict(RefusalReason.LIST_PAGE)).outcome is RefusalReason.LIST_PAGE


@pytest.mark.parametrize("wall", [RefusalReason.CONSENT_WALL, RefusalReason.BOT_WALL, RefusalReason.EMPTY])
def test_no_rule_makes_an_article_of_a_wall(wall: RefusalReason) -> None:
    assert read(LIVE).verdict(Verdict(wall)).outcome is wall


def test_the_tree_stays_as_it_was() -> None:
    tree = plant(PAGE, "https://post.example/a")
    read_by_rule(rule(Version(body=(".chunk",), drop=(".promo",))), tree.root, DAY, "")
    assert len(tree.root.findall(".//aside")) == 1
