from itertools import product
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from parsers.page.body.body import body_of
from parsers.page.body.thinning import soup_of
from parsers.page.evidence import Cut
from parsers.page.tree import plant

SENTENCE = "The harbour bridge was closed to all traffic on Thursday morning, the city said. "
TITLE = "Bridge shut for good"
PAGES = Path(__file__).parents[2] / "pages"


def thin(markup: str) -> str:
    return str(soup_of(plant(f"<html><body>{markup}</body></html>", "https://post.example/").root)[0].body)


@pytest.mark.parametrize(
    "menu",
    [
        "<script>x = 1</script>",
        "<nav><a href=/>Home</a></nav>",
        "<div><ul><li><a href=/a>Zeppelin</a></li><li><a href=/b>Otter</a></li></ul></div>",
        "<div class=share><button>Send</button> <a href=/x>Post</a></div>",
        "<div><p><span></span></p></div>",
        f"<div class=teaser><a href=/x>{SENTENCE}</a></div>",
        "<p><img src=x></p>",
    ],
)
def test_what_holds_no_prose_is_taken_away(menu: str) -> None:
    assert thin(f"{menu}<p>{SENTENCE}</p>") == f"<body><p>{SENTENCE}</p></body>"


@pytest.mark.parametrize(
    "kept",
    [
        "<ul><li>Two eggs</li><li>Flour</li></ul>",
        f"<aside><p>{SENTENCE}</p></aside>",
        "<figcaption>The pier</figcaption>",
        '<ul><li>Two eggs and some <a href="/flour">flour</a></li></ul>',
        "<pre>a\n  b</pre>",
        '<ul><li><a href="/a">Ada Lind</a></li></ul>',  # beside a paragraph: who reads the body tells
        f'<div class="teaser">{SENTENCE}<nav><a href="/a">On</a></nav></div>',  # a link tells whose it is
    ],
)
def test_what_may_be_text_stays(kept: str) -> None:
    assert thin(f"{kept}<p>{SENTENCE}</p>") == f"<body>{kept}<p>{SENTENCE}</p></body>"


def test_tags_that_only_change_looks_go_and_their_words_stay() -> None:
    assert thin("<p>One <b>two</b><span> </span><i>three</i> <span class=caption>four</span></p>") == (
        '<body><p>One two three <span class="caption">four</span></p></body>'
    )


def test_words_are_not_joined_when_an_empty_element_goes() -> None:
    soup, _ = soup_of(plant(f"<div>{SENTENCE}<div></div>Then {SENTENCE}</div>", "https://post.example/").root)
    assert len(body_of(soup, "").paragraphs) == 2


def everything(page: str) -> BeautifulSoup:
    root = plant(page, "https://post.example/").root
    return BeautifulSoup(etree.tostring(root, encoding="unicode", method="html"), "lxml", multi_valued_attributes=None)


def told(soup: BeautifulSoup) -> list[str]:
    """Its words: where a box stood inside a line, thinning joins what it parted."""
    return body_of(soup, TITLE).text.split()


WRAPS = (
    "<article class='hentry tag-ships'><header><h1>{title}</h1></header><div class=content>{body}</div></article>",
    "<main><h1>{title}</h1><span class=byline>Ada Lind</span><section><div>{body}</div></section></main>",
    "<table><tr><td><a href=/>Home</a></td><td><h1>{title}</h1>{body}</td></tr></table>",
    "<h1>{title}</h1><div class=story-body><div class=c1>{body}</div></div>",
)
MIDDLES = (
    "<ul><li><a href=/1>Ada Lind</a></li><li><a href=/2>Bo Ek</a></li></ul>",
    "<aside class=related><h3>Related</h3><ul><li><a href=/r>A gorilla escapes from the city zoo</a></li></ul></aside>",
    "<figure><img src=x><figcaption>The pier. Photo: Ada</figcaption></figure>",
    "<div class=ad-slot><script>show()</script><span>Advertisement</span></div>",
    "<blockquote>It <b>groaned</b> like a <i>ship</i>.</blockquote><h2>Detours</h2>",
    "<p>One <em>word</em> <span class=small>and</span> <a href=/b>a link</a> of the harbour bridge.</p>",
)
ENDS = (
    "<div class=comments><p>Well. {0}</p></div>",
    "<nav><ul><li><a href=/n>News</a></li></ul></nav><footer><p>The Post. {0}</p></footer>",
    "<form class=newsletter><input name=m><button>Send</button><p>Our letter. {0}</p></form>",
)
MADE = [
    f"<html><body><header><nav><a href=/>Post</a></nav></header>"
    f"{wrap.format(title=TITLE, body=f'<p>First. {SENTENCE * 3}</p>{middle}<p>Last. {SENTENCE * 3}</p>')}"
    f"{end.format(SENTENCE)}</body></html>"
    for wrap, middle, end in product(WRAPS, MIDDLES, ENDS)
]
SAVED = [path.read_text() for path in sorted(PAGES.rglob("*.html"))]


def test_what_holds_no_prose_is_told() -> None:
    menu = (
        '<div class="related-posts wide"><h3>Related stories</h3><a href=/a>Harbour bridge shut</a></div><nav> </nav>'
    )
    _, menus = soup_of(plant(f"<div>{SENTENCE}</div>{menu}", "https://post.example/").root)
    assert menus == (Cut("Related stories Harbour bridge shut", "no prose (div.related-posts)"),)


@pytest.mark.parametrize("page", MADE + SAVED)
def test_thinning_changes_no_word_of_a_body(page: str) -> None:
    soup, _ = soup_of(plant(page, "https://post.example/").root)
    assert told(soup) == told(everything(page))
    assert told(soup) or page in SAVED
