"""The title: whole, without what the site adds, and true about who says otherwise."""

import pytest

from parsers.page.evidence import Found
from parsers.page.facts import facts_of, site_of
from parsers.page.headline import strip_site, title_of
from parsers.page.tree import plant

URL = "https://www.harbour.example/news/2024/ferry-strike-enters-its-third-week"


def read(head: str = "", body: str = "", url: str = URL) -> Found[str]:
    tree = plant(f"<html><head>{head}</head><body>{body}</body></html>", url)
    return title_of(tree, site_of(tree, facts_of(tree)))


def og(title: str, site: str = "The Harbour") -> str:
    quoted = title.replace('"', "&quot;")
    return f'<meta property="og:title" content="{quoted}"><meta property="og:site_name" content="{site}">'


def test_the_heading_that_the_head_knows_is_the_title() -> None:
    found = read(
        og("Ferry strike enters its third week"), "<h1>The Harbour</h1><h1>Ferry strike enters third week</h1>"
    )
    assert (found.value, found.where) == ("Ferry strike enters third week", "h1")


def test_of_two_headings_the_one_that_the_head_repeats_is_the_title() -> None:
    found = read(
        og("All bridges and ferries - Travel guide"),
        "<h1>All ferries and timetables</h1><h1>All bridges and ferries</h1>",
    )
    assert found.value == "All bridges and ferries"


def test_a_heading_that_leads_to_the_front_page_is_the_logo() -> None:
    found = read(
        "<title>Bakers want longer nights | Wochenspiegel am Hafen</title>",
        '<h1><a href="/">Wochenspiegel am Hafen</a></h1><h1>Bakers want longer nights</h1>',
    )
    assert found.value == "Bakers want longer nights"


def test_a_kicker_in_an_element_of_its_own_is_left_out_when_the_head_does_without() -> None:
    head = og("What the islands read")
    found = read(head, "<h1><span>Culture</span> <span>What the islands read</span></h1>")
    assert found.value == "What the islands read"


def test_a_kicker_that_the_head_has_as_well_stays_with_its_colon() -> None:
    body = "<h1><span>Harbour dispute</span> <span> : </span> <span>Ferries stay moored</span></h1>"
    assert read(og("Harbour dispute: Ferries stay moored"), body).value == "Harbour dispute: Ferries stay moored"


def test_a_piece_that_calls_itself_a_kicker_is_left_out_though_the_head_is_silent() -> None:
    body = (
        '<h1><span class="article-kicker">Slaughterhouses</span><span>The hard trade that few want to see</span></h1>'
    )
    found = read("<title>The trade few want to see: a hard life</title>", body)
    assert found.value == "The hard trade that few want to see"


def test_a_subtitle_inside_the_heading_is_left_out() -> None:
    body = "<h1>Smoked eel from the harbour smokehouse <small>A morning with the last of its kind</small></h1>"
    assert read(og("Smoked eel from the harbour smokehouse"), body).value == "Smoked eel from the harbour smokehouse"


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<b>A</b>nders builds a boat alone", "Anders builds a boat alone"),
        ("<span>A</span>nders builds a boat alone", "Anders builds a boat alone"),
        ("Minister <em>resigns</em>, and the party <i>cheers</i>", "Minister resigns, and the party cheers"),
        ("<span>Minister resigns</span>, and the party cheers", "Minister resigns, and the party cheers"),
        ("Storm hits<br>the northern coast", "Storm hits the northern coast"),
        ("<div>Storm hits</div><div>the northern coast</div>", "Storm hits the northern coast"),
        ("Storm &amp; flood on the c&ocirc;te", "Storm & flood on the côte"),
        ("<svg><title>icon</title></svg>Storm hits the coast", "Storm hits the coast"),
    ],
)
def test_a_heading_reads_as_it_is_shown(markup: str, title: str) -> None:
    assert read("", f"<article><h1>{markup}</h1></article>").value == title


def test_a_heading_in_a_trail_of_links_gives_way_to_the_one_that_is_shown() -> None:
    head = og("Comet by night: when the next one can be seen") + (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A guest from the edge of the sky"}'
        "</script>"
    )
    body = (
        '<nav class="breadcrumb"><ul><li><h1>Comet by night: when the next one can be seen</h1></li></ul></nav>'
        "<article><h2>A guest from the edge of the sky</h2></article>"
    )
    found = read(head, body)
    assert (found.value, found.where) == ("A guest from the edge of the sky", "h2")
    assert ("meta og:title", "Comet by night: when the next one can be seen") in found.others


def test_a_lone_heading_counts_though_the_head_was_written_for_search() -> None:
    found = read("<title>Why slack says hummus</title>", "<h1>The adorable reason for the oddest sound at work</h1>")
    assert (found.value, found.where) == ("The adorable reason for the oddest sound at work", "h1")
    assert found.others == (("title", "Why slack says hummus"),)


def test_the_name_of_a_section_alone_is_no_title() -> None:
    found = read("<title>Who pays for the new quay wall?</title>", "<h1>Business</h1>")
    assert (found.value, found.where) == ("Who pays for the new quay wall?", "title")


def test_a_title_that_an_unmasked_quote_cut_is_taken_whole() -> None:
    head = '<meta property="og:title" content="Senator calls the mayor "><title>Senator calls the mayor "unfit"</title>'
    assert read(head).value == 'Senator calls the mayor "unfit"'


def test_no_more_of_a_title_than_stands_on_the_page() -> None:
    head = "<title>武汉的声音有英勇的你才有英雄的城-新河网</title>"
    assert (
        read(head, "<div class='t'>武汉的声音有英勇的你才有英雄的城</div>").value == "武汉的声音有英勇的你才有英雄的城"
    )


def test_what_a_colon_sets_off_goes_where_the_page_shows_the_title_without_it() -> None:
    head = "<title>Notes from the pier: The last ferry leaves in autumn</title>"
    assert read(head, "<h3>The last ferry leaves in autumn</h3>").value == "The last ferry leaves in autumn"
    assert read(head).value == "Notes from the pier: The last ferry leaves in autumn"


def test_a_title_where_a_name_belongs_is_not_taken_for_the_name() -> None:
    title = "Quiet through the crisis"
    head = og(title, site=title) + f'<meta name="application-name" content="{title}"><title>{title} | Harbour</title>'
    assert read(head, f"<h1>{title}</h1>").value == title


def test_a_headline_that_holds_the_name_of_the_site_is_kept() -> None:
    found = read(og("Fifteen years of The Harbour"), "<h1>Fifteen years of The Harbour</h1>")
    assert found.value == "Fifteen years of The Harbour"


@pytest.mark.parametrize(
    ("title", "stripped"),
    [
        ("Ferry strike - The Harbour", "Ferry strike"),
        ("Ferry strike | The Harbour News", "Ferry strike"),
        ("The Harbour: Ferry strike", "The Harbour: Ferry strike"),
        ("The Harbour » Ferry strike", "Ferry strike"),
        ("Ferry strike - day 3 - The Harbour", "Ferry strike - day 3"),
        ("Twenty-one harbours", "Twenty-one harbours"),
    ],
)
def test_what_a_separator_sets_off_is_cut_when_it_is_the_site(title: str, stripped: str) -> None:
    assert strip_site(title, "The Harbour") == stripped


def test_others_are_those_that_say_something_else() -> None:
    head = og("Ferry strike enters week three") + "<title>Ferry strike enters week three | Travel | The Harbour</title>"
    head += '<meta name="twitter:title" content="No boats again">'
    found = read(head, "<h1>Ferry strike enters week three</h1>")
    assert found.others == (("meta twitter:title", "No boats again"),)


def test_a_silent_page_has_no_title() -> None:
    assert read() == Found("", "")


def test_a_heading_left_open_does_not_swallow_the_page() -> None:
    body = "<h1>Ferry strike enters week three" + "<p>The boats stayed in the harbour.</p>" * 100
    assert read(og("Ferry strike enters week three"), body).value == "Ferry strike enters week three"


def test_a_heading_nested_for_no_honest_reason_is_read_without_harm() -> None:
    body = "<h1>" + "<span>" * 200 + "deep" + "</span>" * 200 + "</h1>"
    assert read(og("Ferry strike enters week three"), body).value == "Ferry strike enters week three"
