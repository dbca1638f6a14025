"""Who wrote it: people one by one, and the place that is believed."""

import json
from typing import Any

import pytest

from parsers.page.author.byline import Byline, byline_of
from parsers.page.author.names import is_person, names_in
from parsers.page.tree import plant

URL = "https://www.harbour.example/news/2024/ferries-stay-moored"
TEXT = "<p>Ferries stayed moored on Monday as talks went on at the port.</p>" * 10


def read(body: str = "", head: str = "", node: Any = None, url: str = URL) -> Byline:
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>' if node else ""
    return byline_of(plant(f"<html><head>{head}{script}</head><body>{body}</body></html>", url))


def authors(body: str = "", head: str = "", node: Any = None) -> tuple[str, ...]:
    return read(body, head, node).authors.value


def article(**fields: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": "Ferries stay moored", **fields}


def page(byline: str, after: str = "") -> str:
    return f"<main><article><header><h1>Ferries stay moored</h1>{byline}</header>{TEXT}</article>{after}</main>"


class TestNames:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("By Jane Doe", ["Jane Doe"]),
            ("Written by Jane Doe and Joe Roe", ["Jane Doe", "Joe Roe"]),
            ("Von Jana Dohm und Jörg Stahl", ["Jana Dohm", "Jörg Stahl"]),
            ("Ein Gastbeitrag von Jana Dohm", ["Jana Dohm"]),
            ("Par Jeanne Dupont et Luc Roux", ["Jeanne Dupont", "Luc Roux"]),
            ("Por Juana Pérez y Luis de la Cruz", ["Juana Pérez", "Luis de la Cruz"]),
            ("Di Giovanna Rossi e Luca Bianchi", ["Giovanna Rossi", "Luca Bianchi"]),
            ("Door Jan de Vries en Els Bakker", ["Jan de Vries", "Els Bakker"]),
            ("Av Kari Nordmann og Ola Lie", ["Kari Nordmann", "Ola Lie"]),
            ("Autor: Jan Kowalski", ["Jan Kowalski"]),
            ("Автор: Анна Иванова и Пётр Сидоров", ["Анна Иванова", "Пётр Сидоров"]),
            ("بقلم: ليلى حداد", ["ليلى حداد"]),
            ("著者：後藤大地", ["後藤大地"]),
            ("记者：王小明、李华", ["王小明", "李华"]),
            ("신현주 기자", ["신현주"]),
            ("김하늘 기자 외 3명", ["김하늘"]),
            ("Jane Doe, 3 min read", ["Jane Doe"]),
            ("Jane Doe, Senior Editor, London", ["Jane Doe"]),
            ("Jane Doe, PhD; Joe Roe, Jr.", ["Jane Doe", "Joe Roe, Jr."]),
            ("Jane Doe (Berlin)", ["Jane Doe"]),
            ("Jane Doe | jane.doe@harbour.example", ["Jane Doe"]),
            ("Jane Doe on 3 May 2024", ["Jane Doe"]),
            ("JANE O'NEIL AND JOE ROWE", ["Jane O'Neil", "Joe Rowe"]),
            ("Dan Brook", ["Dan Brook"]),
            ("Ursula von der Linden", ["Ursula von der Linden"]),
            ("Alexander von Humboldt", ["Alexander von Humboldt"]),
            ("Pressemitteilung von Jana Dohm", ["Jana Dohm"]),
            ("Jobs & Hire", ["Jobs & Hire"]),
            ("Words by Jane Doe. Photographs by Joe Roe", ["Jane Doe"]),
            ("Words by Jane Doe\nPhotographs by Joe Roe", ["Jane Doe"]),
            ("Words and photographs by Jane Doe", ["Jane Doe"]),
            ("Text: Jana Dohm Foto: Karl Roth", ["Jana Dohm"]),
            ("Text/Foto: Jana Dohm", ["Jana Dohm"]),
            ("Fotos: Karl Roth, Text: Jana Dohm", ["Jana Dohm"]),
            ("Photo by Joe Roe", []),
            ("記者 陳美玲／高雄報導", ["陳美玲"]),
            ("Par Jeanne Dupont (avec AFP)", ["Jeanne Dupont", "AFP"]),
            ("Jana Dohm (dpa)", ["Jana Dohm", "dpa"]),
            ("Doe, Jane", ["Jane Doe"]),
            ("Doe, Jane; Roe, Joe", ["Jane Doe", "Joe Roe"]),
            ("Reuters, AFP", ["Reuters", "AFP"]),
            ("به قلم مریم کریمی", ["مریم کریمی"]),
            ("نویسنده: مریم کریمی", ["مریم کریمی"]),
            ("Γράφει η Ελένη Δήμου", ["Ελένη Δήμου"]),
            ("Από τον Πέτρο Δήμο", ["Πέτρο Δήμο"]),
            ("द्वारा सीता वर्मा", ["सीता वर्मा"]),
            ("लेखक: सीता वर्मा", ["सीता वर्मा"]),
            ("எழுதியவர்: மீனா குமார்", ["மீனா குமார்"]),
            ("ရေးသားသူ - သီတာ", ["သီတာ"]),
            ("ጸሐፊ፦ ሰላም ታደሰ", ["ሰላም ታደሰ"]),
            ("Jane Doe & Joe Roe", ["Jane Doe", "Joe Roe"]),
            ("Jana Dohm im Gespräch mit Karl Roth", ["Jana Dohm", "Karl Roth"]),
            ("https://social.example/janedoe", []),
            ("admin", []),
            ("", []),
        ],
    )
    def test_names_come_one_by_one_as_printed(self, text: str, names: list[str]) -> None:
        assert list(names_in([text])) == names

    def test_one_name_in_two_spellings_comes_once(self) -> None:
        assert names_in(["José Núñez", "Jose Nunez", "J. Nunez"]) == ("José Núñez",)

    @pytest.mark.parametrize("name", ["Jane Doe", "Ludwig van Dyk", "C.Brook", "王小明", "Anna Maria de Souza"])
    def test_a_person_is_told(self, name: str) -> None:
        assert is_person(name)

    @pytest.mark.parametrize(
        "name",
        ["News Staff", "Reuters", "harbour.example", "jdoe", "The Harbour", "Lokal-Redaktion", "4 comments", "Prof.Dr"],
    )
    def test_what_is_no_person_is_told(self, name: str) -> None:
        assert not is_person(name)


class TestStated:
    def test_json_ld_comes_before_meta(self) -> None:
        found = read(head='<meta name="author" content="Joe Roe">', node=article(author={"name": "Jane Doe"})).authors
        assert found.value == ("Jane Doe",)
        assert found.where == "JSON-LD author"
        assert found.others == (("meta author", "Joe Roe"),)

    def test_authors_are_followed_by_reference(self) -> None:
        graph = {"@graph": [article(author={"@id": "#jane"}), {"@type": "Person", "@id": "#jane", "name": "Jane Doe"}]}
        assert authors(node=graph) == ("Jane Doe",)

    def test_many_names_in_one_person_are_many_people(self) -> None:
        assert authors(node=article(author={"@type": "Person", "name": ["Jane Doe", "Joe Roe"]})) == (
            "Jane Doe",
            "Joe Roe",
        )

    def test_an_organisation_beside_a_person_is_left_out(self) -> None:
        both = [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Organization", "name": "North Sea Network"}]
        assert authors(node=article(author=both)) == ("Jane Doe",)

    def test_the_creator_counts_when_the_author_is_the_outlet(self) -> None:
        outlet = {"@type": "Organization", "name": "The Harbour"}
        assert authors(node=article(author=outlet, creator="Jane Doe", publisher=outlet)) == ("Jane Doe",)

    def test_a_place_that_names_more_of_them_is_believed(self) -> None:
        head = '<meta name="author" content="Jane Doe, Joe Roe">'
        assert authors(head=head, node=article(author={"name": "Jane Doe"})) == ("Jane Doe", "Joe Roe")

    def test_an_office_that_another_place_leaves_out_is_left_out(self) -> None:
        head = '<meta name="author" content="Jane Doe">'
        assert authors(head=head, node=article(author="Jane Doe, North Sea Network")) == ("Jane Doe",)

    def test_the_own_field_of_a_tool_comes_before_the_owner_in_author(self) -> None:
        head = '<meta name="author" content="Big House Media"><meta name="parsely-author" content="Jane Doe">'
        assert authors(head=head) == ("Jane Doe",)

    def test_the_newsroom_stays_where_nobody_else_is_named(self) -> None:
        assert authors(node=article(author={"@type": "Organization", "name": "Harbour Newsroom"})) == (
            "Harbour Newsroom",
        )

    @pytest.mark.parametrize("author", [None, 7, [], [[], [{}]], {"name": {}}, {"@id": "#nobody"}])
    def test_an_author_without_a_name_is_none(self, author: Any) -> None:
        assert authors(node=article(author=author)) == ()


class TestAgencies:
    def test_the_agency_beside_a_person_is_told_apart(self) -> None:
        found = read(node=article(author="Jane Doe, Reuters"))
        assert found.authors.value == ("Jane Doe",)
        assert found.agencies.value == ("Reuters",)
        assert found.agencies.where == "JSON-LD author"

    def test_an_agency_alone_is_author_and_agency(self) -> None:
        found = read(node=article(author={"@type": "Organization", "name": "dpa"}))
        assert found.authors.value == found.agencies.value == ("dpa",)

    def test_the_by_line_of_an_agency_comes_before_the_outlets_own_name(self) -> None:
        found = read(
            page('<address class="byline">Agencia EFE</address>'), '<meta name="author" content="harbour.example">'
        )
        assert found.authors.value == found.agencies.value == ("Agencia EFE",)


class TestShown:
    @pytest.mark.parametrize(
        "byline",
        [
            '<a rel="author" href="/jane">Jane Doe</a>',
            '<span itemprop="author"><span itemprop="name">Jane Doe</span></span>',
            '<p class="byline">By <a href="/jane">Jane Doe</a>, Reporter <time>3 May 2024</time></p>',
            '<div class="articleAuthor">By Jane Doe | 3 May 2024</div>',
            '<div><a href="/autoren/jane-doe-12">Jane Doe</a></div>',
            '<div class="author"><span>Jane</span> <span>Doe</span></div>',
            "<byline>Von Jane Doe, dpa</byline>",
            "<p>By Jane Doe</p>",
            "<p><em>Text:</em> Jane Doe</p>",
            '<p class="meta">Published 3 May <span>by</span> <b>Jane Doe</b></p>',
        ],
    )
    def test_a_by_line_is_known_by_its_mark(self, byline: str) -> None:
        assert authors(page(byline)) == ("Jane Doe",)

    def test_several_that_are_marked_one_by_one_come_together(self) -> None:
        links = '<a href="/author/jane">Jane Doe</a> and <a href="/author/joe">Joe Roe</a>'
        assert authors(page(f"<div>{links}</div>")) == ("Jane Doe", "Joe Roe")

    def test_those_of_the_line_without_a_link_come_too(self) -> None:
        assert authors(page('<p class="byline">By <a href="/author/jane">Jane Doe</a> and Joe Roe</p>')) == (
            "Jane Doe",
            "Joe Roe",
        )

    def test_one_word_is_a_name_where_the_mark_is_sure(self) -> None:
        assert authors(page('<a rel="author" href="/u/1">Herr_Rein</a>')) == ("Herr_Rein",)

    @pytest.mark.parametrize(
        "other",
        [
            '<div class="comments"><div class="comment-author">Joe Roe</div></div>',
            '<section class="related-stories"><span class="byline">By Joe Roe</span></section>',
            '<div><h3><a href="/news/other">Another story</a></h3><span class="author">Joe Roe</span></div>',
            '<figure><img src="a.jpg"><figcaption class="author">Joe Roe</figcaption></figure>',
            '<p class="author">Photo: Joe Roe</p>',
            '<blockquote class="twitter-tweet"><a href="/author/joe">Joe Roe</a></blockquote>',
            '<nav><a href="/author/joe">Joe Roe</a></nav>',
            f'<p><a href="/people/joe-roe">Joe Roe</a> of the ferries said no. {"Talks went on at port. " * 10}</p>',
        ],
    )
    def test_names_of_others_are_left(self, other: str) -> None:
        assert authors(page("", other)) == ()

    def test_the_nearest_to_the_headline_is_taken(self) -> None:
        elsewhere = '<div><div><p class="author">Joe Roe</p></div></div>'
        assert authors(elsewhere + page('<p class="author">Jane Doe</p>') + elsewhere) == ("Jane Doe",)

    @pytest.mark.parametrize("stated", ["The Harbour", "harbour.example", "Harbour Newsroom", "jdoe"])
    def test_a_person_shown_comes_before_an_office_or_account_that_is_stated(self, stated: str) -> None:
        found = read(page('<p class="byline">By Jane Doe</p>'), f'<meta name="author" content="{stated}">').authors
        assert found.value == ("Jane Doe",)
        assert found.where == "by-line"
        assert found.others == (("meta author", stated),)

    def test_a_person_shown_far_from_the_headline_does_not(self) -> None:
        nested = "<div>" * 9 + page("") + "</div>" * 9
        far = '<p class="author">Joe Roe</p>'
        stated = '<meta name="author" content="The Harbour">'
        assert authors(nested + far, stated) == ("The Harbour",)

    def test_a_labelled_line_at_the_end_is_the_last_resort(self) -> None:
        found = read(page("", "<p>More.</p>" * 80 + "<div><span>（责编：王小明、李华）</span></div>")).authors
        assert found.value == ("王小明", "李华")
        assert found.where == "labelled line"

    @pytest.mark.parametrize(
        "byline",
        [
            "<div>Submitted by <span><span typeof='schema:Person'>Jane Doe</span></span> on Thu</div>",
            "<div><a href='https://letters.example/@jane'>Jane Doe</a></div><div>Nov 19, 2026</div>",
            "<p>Text: Jane Doe &nbsp; Foto: Karl Roth</p>",
            "<p>By <a href='/x/7'>Jane Doe</a></p>",
        ],
    )
    def test_a_by_line_without_a_mark_is_known_by_its_words_or_where_it_leads(self, byline: str) -> None:
        assert authors(page(byline)) == ("Jane Doe",)

    def test_names_that_a_comma_joins_under_one_label_come_together(self) -> None:
        byline = (
            "<ul><li>Von: <span><a href='/jana'>Jana Dohm</a>,</span> <span><a href='/k'>Karl Roth</a></span></li></ul>"
        )
        assert authors(page(byline)) == ("Jana Dohm", "Karl Roth")

    def test_an_account_far_from_the_headline_is_no_by_line(self) -> None:
        headline = "<div>" * 8 + "<h1>Ferries stay moored</h1>" + "</div>" * 8
        assert authors(f"{headline}{TEXT}<div><a href='https://letters.example/@jane'>Jane Doe</a></div>") == ()

    def test_where_there_is_no_heading_the_line_below_the_title_is_read(self) -> None:
        body = f"<table><tr><td><b>Ferries stay moored</b><br>By Jane Doe<br>3 May{TEXT}</td></tr></table>"
        assert authors(body, "<title>Ferries stay moored - The Harbour</title>") == ("Jane Doe",)

    def test_the_agency_in_brackets_behind_a_person_is_credited(self) -> None:
        found = read(page("<p class='auteur'>Par Jeanne Dupont (avec AFP)</p>"))
        assert (found.authors.value, found.agencies.value) == (("Jeanne Dupont",), ("AFP",))

    def test_a_page_without_a_by_line_has_none(self) -> None:
        assert authors(page("")) == ()
        assert authors("") == ()

    def test_a_page_of_nothing_but_by_lines_is_read(self) -> None:
        deep = "<div>" * 200 + '<p class="author">Jane Doe</p>' + "</div>" * 200
        assert authors(deep + '<a href="/author/joe">Joe Roe</a>' * 5_000) != ()
