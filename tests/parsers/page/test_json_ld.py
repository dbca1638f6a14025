"""What a page states in JSON-LD and microdata, also where it is broken, and which of it is about this article."""

import json
from typing import Any

import pytest

from parsers.page.json_ld import articles_of, body_stated, text_of
from parsers.page.tree import Tree, plant

URL = "https://news.example/2024/05/third-week"


def page(*scripts: Any, body: str = "", head: str = "") -> Tree:
    texts = (s if isinstance(s, str) else json.dumps(s) for s in scripts)
    tags = "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
    return plant(f"<html><head>{head}{tags}</head><body>{body}</body></html>", URL)


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "NewsArticle", "headline": "Third week",}',
        '<!-- {"@type": "NewsArticle", "headline": "Third week"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Third week"}\n//]]>',
        '{"@type": "NewsArticle"\n"headline": "Third week"}',
        '{"@type": "NewsArticle", "headline": "Third week", "description": "a line\nand a tab\t"}',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Third week&quot;}",
        '{"@type": "NewsArticle", "headline": "Third week", "description": \'no JSON at all\'}',
        '{"@type": "WebSite", "name": "News"} {"@type": "NewsArticle", "headline": "Third week"}',
        '[{"@type": "WebSite"}, {"@type": ["Article", "NewsArticle"], "headline": "Third week"}];',
        '{"@graph": [{"@type": "WebPage"}, {"@type": "https://schema.org/NewsArticle", "headline": "Third week"}]}',
    ],
)
def test_what_browsers_forgive_is_forgiven(text: str) -> None:
    assert text_of(page(text).node.get("headline")) == "Third week"


def test_a_quote_that_nobody_escaped_is_mended() -> None:
    node = page('{"@type": "NewsArticle", "headline": "They call him "unfit" now", "datePublished": "2024-05-01"}').node
    assert (node["headline"], node["datePublished"]) == ('They call him "unfit" now', "2024-05-01")


def test_what_is_no_json_gives_nothing() -> None:
    tree = page("Music and sport: so songs raise your score 5 1 5", "", "[[[[", "null")
    assert (tree.nodes, tree.node) == ([], {})


def test_nesting_without_end_gives_nothing() -> None:
    assert page("[" * 50_000, '{"a":' * 50_000).node == {}


def test_of_many_articles_the_one_with_this_address_is_the_pages_own() -> None:
    cards = [{"@type": "NewsArticle", "headline": f"Story {i}", "url": f"https://news.example/{i}"} for i in range(3)]
    own = {"@type": "NewsArticle", "headline": "Own", "mainEntityOfPage": {"@id": URL + "#article"}}
    assert page([*cards, own]).node["headline"] == "Own"


def test_of_many_articles_without_addresses_the_one_with_this_title_is_the_pages_own() -> None:
    nodes = [{"@type": "NewsArticle", "headline": h} for h in ("Rain in the north", "Ferries stay moored", "Snow")]
    assert page(nodes, body="<h1>Ferries stay moored</h1>").node["headline"] == "Ferries stay moored"


def test_teasers_comments_and_entries_are_not_the_article() -> None:
    teaser = {"@type": "ListItem", "item": {"@type": "NewsArticle", "headline": "Teaser", "url": URL}}
    entry = {"@type": "BlogPosting", "headline": "Entry", "url": URL, "datePublished": "2024-05-02"}
    live = {"@type": "LiveBlogPosting", "headline": "Live", "liveBlogUpdate": [entry]}
    assert page({"@type": "ItemList", "itemListElement": [teaser]}, live).node["headline"] == "Live"


def test_a_list_of_teasers_is_no_article() -> None:
    teasers = [{"@type": "ListItem", "item": {"@type": "NewsArticle", "headline": f"Teaser {i}"}} for i in range(3)]
    assert page({"@type": "ItemList", "itemListElement": teasers}).node == {}


def test_a_lone_node_of_another_page_is_not_the_article() -> None:
    other = {"@type": "NewsArticle", "headline": "Rain in the north", "url": "https://news.example/2024/05/rain"}
    assert page(other, body="<h1>Ferries stay moored</h1>").node == {}


@pytest.mark.parametrize(
    "node",
    [
        {"headline": "Boats still tied up"},
        {"headline": "Boats still tied up", "mainEntityOfPage": "https://news.example/"},
        {"headline": "Boats still tied up", "url": "https://sister.example/2024/05/third-week"},
        {"url": "https://news.example/2024/05/third-week-of-strike", "datePublished": "2024-05-01"},
    ],
)
def test_a_lone_node_that_names_no_other_page_is_believed(node: dict[str, str]) -> None:
    assert page({"@type": "NewsArticle", **node}, body="<h1>Ferries stay moored</h1>").node


def test_of_many_nodes_that_nothing_ties_to_the_page_none_is_its_own() -> None:
    nodes = [{"@type": "NewsArticle", "headline": h} for h in ("Rain in the north", "Museum to close", "Snow")]
    assert page(nodes, body="<h1>Ferries stay moored</h1>").node == {}


def test_two_nodes_of_one_article_are_put_together_and_the_first_counts() -> None:
    one = {"@type": "NewsArticle", "url": URL, "headline": "Third week", "author": []}
    two = {"@type": "Article", "url": URL, "headline": "Week three", "author": {"name": "Ada Moor"}}
    node = page(one, two).node
    assert (node["headline"], node["author"]) == ("Third week", {"name": "Ada Moor"})


def test_references_are_followed() -> None:
    graph = [
        {"@type": "Article", "headline": "Third week", "author": {"@id": "#ada"}, "publisher": [{"@id": "#paper"}]},
        {"@type": "Person", "@id": "#ada", "name": "Ada Moor"},
        {"@type": "Organization", "@id": "#paper", "name": "The Harbour"},
    ]
    node = page({"@graph": graph}).node
    assert (text_of(node["author"]), text_of(node["publisher"])) == ("Ada Moor", "The Harbour")


def test_a_film_is_the_pages_own_only_when_it_goes_by_its_name() -> None:
    film = {"@type": "VideoObject", "name": "Ferries stay moored for a third week"}
    assert page(film, body="<h1>Ferries stay moored for a third week</h1>").node["name"] == film["name"]
    assert page(film, body="<h1>What to cook with rhubarb tonight</h1>").node == {}


def test_a_job_offer_is_no_article() -> None:
    assert articles_of([{"@type": "JobPosting", "headline": "Captain"}]) == []


@pytest.mark.parametrize(
    ("stated", "paragraphs"),
    [
        ("One.\n\nTwo.\nThree.", ["One.", "Two.", "Three."]),
        ("<p>One &amp; only.</p><p>Two<br>Three</p>", ["One & only.", "Two", "Three"]),
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", ["One.", "Two."]),
        (
            "He left the harbour on the first boat of the year.“She stayed behind”, says the keeper of the light.",
            [
                "He left the harbour on the first boat of the year.",
                "“She stayed behind”, says the keeper of the light.",
            ],
        ),
        ("Booking.Com has a site, and Node.Js too", ["Booking.Com has a site, and Node.Js too"]),
        (["One.", "Two."], ["One.", "Two."]),
        (None, []),
    ],
)
def test_a_stated_body_keeps_its_paragraphs(stated: Any, paragraphs: list[str]) -> None:
    assert body_stated({"articleBody": stated}) == "\n\n".join(paragraphs)


MICRODATA = f"""
<article itemscope itemtype="http://schema.org/NewsArticle">
  <link itemprop="mainEntityOfPage" href="{URL}">
  <h1 itemprop="headline">Ferries stay moored</h1>
  <div itemprop="author" itemscope itemtype="https://schema.org/Person"><a itemprop="name" href="/ada">Ada Moor</a>
  <span itemprop="name">Ada Moor</span></div>
  <time itemprop="datePublished" datetime="2024-05-01T08:00:00+02:00">1 May</time>
  <div itemprop="image" itemscope itemtype="https://schema.org/ImageObject"><img itemprop="url" src="/ferry.jpg"></div>
  <div itemprop="articleBody">Nothing sails.</div>
</article>
"""


def test_microdata_speaks_in_the_same_shape_when_there_is_no_json_ld() -> None:
    tree = page(body=MICRODATA)
    assert tree.told_in == "microdata"
    assert tree.node == {
        "@type": "NewsArticle",
        "mainEntityOfPage": URL,
        "headline": "Ferries stay moored",
        "author": {"@type": "Person", "name": "Ada Moor"},
        "datePublished": "2024-05-01T08:00:00+02:00",
        "image": {"@type": "ImageObject", "url": "/ferry.jpg"},
    }


def test_microdata_is_silent_beside_json_ld() -> None:
    tree = page({"@type": "NewsArticle", "headline": "Third week"}, body=MICRODATA)
    assert (tree.told_in, tree.node["headline"]) == ("JSON-LD", "Third week")
