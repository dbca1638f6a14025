"""Outlet, addresses, language, section and leading picture, each with the place that said it."""

import json
from typing import Any

import pytest

from parsers.page.evidence import Found
from parsers.page.facts import Facts, facts_of, site_of
from parsers.page.tree import plant

URL = "https://www.harbour.example/news/ferries-stay-moored"


def facts(head: str = "", body: str = "", node: Any = None, html: str = "<html>", url: str = URL) -> Facts:
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>' if node else ""
    return facts_of(plant(f"{html}<head>{head}{script}</head><body>{body}</body></html>", url))


def article(**fields: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": "Ferries stay moored", **fields}


class TestOutlet:
    def test_the_name_of_the_site_comes_before_that_of_the_publisher(self) -> None:
        found = facts(
            '<meta property="og:site_name" content="Harbour Online">', node=article(publisher={"name": "Harbour"})
        )
        assert found.outlet == Found("Harbour Online", "meta og:site_name", (("JSON-LD publisher", "Harbour"),))

    def test_a_title_where_the_name_belongs_is_no_name(self) -> None:
        head = '<meta property="og:site_name" content="Ferries stay moored"><title>Ferries stay moored</title>'
        assert facts(head, node=article(publisher={"name": "Harbour"})).outlet.value == "Harbour"

    def test_the_name_that_a_website_node_states_is_taken(self) -> None:
        found = facts(node=[article(), {"@type": "WebSite", "name": "The Harbour"}])
        assert (found.outlet.value, found.outlet.where) == ("The Harbour", "JSON-LD WebSite")

    def test_a_site_without_a_name_goes_by_its_host(self) -> None:
        tree = plant("<p>x</p>", URL)
        assert site_of(tree, facts_of(tree)) == "harbour"


class TestAddresses:
    @pytest.mark.parametrize(
        ("href", "address"),
        [
            ("https://www.harbour.example/news/moored", "https://www.harbour.example/news/moored"),
            ("/news/moored", "https://www.harbour.example/news/moored"),
            ("https://m.harbour.example/news/moored", "https://m.harbour.example/news/moored"),
            ("https://agency.example/news/moored", None),
            ("https://www.harbour.example/", None),
            ("javascript:void(0)", None),
            ("http://[broken", None),
            ("", None),
        ],
    )
    def test_a_canonical_address_is_trusted_on_the_same_site_only(self, href: str, address: str | None) -> None:
        assert facts(f'<link rel="canonical" href="{href}">').canonical_url.value == address

    def test_addresses_are_relative_to_the_base_of_the_page(self) -> None:
        head = '<base href="https://www.harbour.example/archive/"><link rel="canonical" href="moored">'
        assert facts(head).canonical_url.value == "https://www.harbour.example/archive/moored"

    def test_places_that_name_another_address_are_told(self) -> None:
        other = "https://www.harbour.example/other"
        found = facts(f'<link rel="canonical" href="{URL}"><meta property="og:url" content="{other}">')
        assert found.canonical_url == Found(URL, "link canonical", (("meta og:url", other),))

    def test_the_amp_address_is_that_of_the_same_site(self) -> None:
        assert (
            facts('<link rel="amphtml" href="/amp/moored">').amp_url.value == "https://www.harbour.example/amp/moored"
        )
        assert facts('<link rel="amphtml" href="https://cache.example/moored">').amp_url.value is None

    def test_an_amp_page_is_its_own_amp_address(self) -> None:
        assert facts(html="<html amp>").amp_url == Found(URL, "html amp")


THAI = "<p>ชาวบ้านริมแม่น้ำบอกว่าเรือข้ามฟากหยุดให้บริการเป็นสัปดาห์ที่สามแล้ว และยังไม่มีใครรู้ว่าจะกลับมาเมื่อไร</p>"
ARABIC = "<p>قال سكان الجزيرة إن العبارات متوقفة للأسبوع الثالث على التوالي ولا أحد يعرف متى ستعود إلى العمل</p>"
KOREAN = "<p>섬 주민들은 여객선이 삼 주째 멈춰 서 있으며 언제 다시 운항할지 아무도 모른다고 말했다 배는 항구에 있다</p>"
JAPANESE = "<p>島の住民によると、連絡船は三週間にわたって運休しており、いつ再開されるかは誰にも分からないという。</p>"
ENGLISH = "<p>People on the islands say that the ferries have been moored for three weeks, and nobody knows more.</p>"
SERBIAN = (
    "<p>Stanovnici ostrva kažu da trajekti već tri nedelje stoje u luci i da niko ne zna kada će ponovo ploviti.</p>"
)


class TestLanguage:
    @pytest.mark.parametrize(
        ("html", "body", "language", "where"),
        [
            ('<html lang="de-AT">', ENGLISH, "de-AT", "html lang"),
            ('<html lang="en">', THAI, "th", "letters"),
            ('<html lang="th">', THAI, "th", "html lang"),
            ('<html lang="en">', KOREAN, "ko", "letters"),
            ('<html lang="kr">', KOREAN, "ko", "html lang"),
            ('<html lang="en">', JAPANESE, "ja", "letters"),
            ('<html lang="en">', ARABIC, None, ""),
            ('<html lang="fa">', ARABIC, "fa", "html lang"),
            ('<html lang="ru">', ENGLISH, None, ""),
            ('<html lang="sr">', SERBIAN, "sr", "html lang"),
            ("<html>", ENGLISH, None, ""),
            ('<html lang="utf-8">', JAPANESE, "ja", "letters"),
        ],
    )
    def test_letters_overrule_what_is_stated(self, html: str, body: str, language: str | None, where: str) -> None:
        found = facts(html=html, body=body).language
        assert (found.value, found.where) == (language, where)

    def test_the_first_that_the_letters_allow_counts(self) -> None:
        head = '<meta property="og:locale" content="ar_EG">'
        found = facts(head, html='<html lang="en">', body=ARABIC).language
        assert found == Found("ar-EG", "meta og:locale", (("html lang", "en"),))

    def test_names_in_latin_letters_do_not_make_a_text_latin(self) -> None:
        body = THAI.replace("</p>", " BTS Skytrain, Chao Phraya Express Boat</p>")
        assert facts(html='<html lang="th">', body=body).language.value == "th"


class TestSection:
    def test_it_is_what_the_article_states_first(self) -> None:
        found = facts('<meta property="article:section" content="News">', node=article(articleSection=["Ports", "Sea"]))
        assert found.section == Found("Ports", "JSON-LD articleSection", (("meta article:section", "News"),))

    def test_a_trail_of_links_tells_it_without_front_page_and_title(self) -> None:
        names = ("Home", "Economy", "Ports", "Ferries stay moored")
        items = [{"@type": "ListItem", "name": name} for name in names]
        found = facts(node=[article(), {"@type": "BreadcrumbList", "itemListElement": items}])
        assert (found.section.value, found.section.where) == ("Ports", "JSON-LD breadcrumb")

    @pytest.mark.parametrize(
        "stated", ["https://www.harbour.example/ports", "Harbour Online", "Ferries stay moored", "12", "x" * 80]
    )
    def test_what_is_no_section_is_none(self, stated: str) -> None:
        head = '<meta property="og:site_name" content="Harbour Online">'
        assert facts(head, node=article(articleSection=stated)).section.value is None


class TestLeadImage:
    def test_it_is_the_one_that_the_article_states(self) -> None:
        node = article(image=[{"@type": "ImageObject", "url": "/img/ferry.jpg"}, "/img/quay.jpg"])
        found = facts('<meta property="og:image" content="/img/ferry-wide.jpg">', node=node).lead_image
        assert (found.value, found.where) == ("https://www.harbour.example/img/ferry.jpg", "JSON-LD image")
        assert ("meta og:image", "https://www.harbour.example/img/ferry-wide.jpg") in found.others

    def test_an_address_too_long_to_be_asked_for_is_passed_over(self) -> None:
        long = f"https://cdn.example/{'x' * 3_000}.jpg"
        head = f'<meta property="og:image" content="{long}"><meta name="twitter:image" content="/img/ferry.jpg">'
        assert facts(head).lead_image.value == "https://www.harbour.example/img/ferry.jpg"

    def test_it_is_taken_in_the_form_that_the_page_shows(self) -> None:
        head = '<meta property="og:image" content="https://cdn.example/social/a1b2c3d4-1200.jpg">'
        shown = '<img data-src="https://cdn.example/16x9/a1b2c3d4-640.jpg" src="data:image/gif;base64,R">'
        body = f'<img src="/logo.svg">{shown}'
        found = facts(head, body).lead_image
        assert (found.value, found.where) == ("https://cdn.example/16x9/a1b2c3d4-640.jpg", "meta og:image")

    @pytest.mark.parametrize(
        "name", ["logo.png", "default-share.jpg", "site-logo-square.png", "placeholder.jpg", "favicon.ico", "mark.svg"]
    )
    def test_the_mark_of_a_site_is_no_picture_of_an_article(self, name: str) -> None:
        assert facts(f'<meta property="og:image" content="https://cdn.example/{name}">').lead_image == Found(None)

    def test_the_first_big_figure_speaks_where_the_head_is_silent(self) -> None:
        body = (
            '<nav><figure><img src="/menu.jpg"></figure></nav><article>'
            '<div class="author-card"><figure><img src="/ada.jpg"></figure></div>'
            '<figure><img src="/dot.gif" width="1"></figure>'
            '<figure><img src="/ferry.jpg" width="800"></figure></article>'
        )
        assert facts(body=body).lead_image == Found("https://www.harbour.example/ferry.jpg", "figure")

    def test_the_front_page_is_no_picture(self) -> None:
        assert facts('<meta property="og:image" content="https://www.harbour.example/">').lead_image.value is None


def test_a_page_that_states_nothing_gives_nothing() -> None:
    nothing: Found[str | None] = Found(None)
    assert facts(url="") == Facts(nothing, nothing, nothing, nothing, nothing, nothing)
