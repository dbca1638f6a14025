import pytest

from parsers.page.body.body import body_of
from parsers.page.body.thinning import soup_of
from parsers.page.tree import plant

SENTENCE = "The harbour bridge was closed to all traffic on Thursday morning, the city said. "


def thin(markup: str) -> str:
    return str(soup_of(plant(f"<html><body>{markup}</body></html>", "https://post.example/").root).body)


@pytest.mark.parametrize(
    "menu",
    [
        "<script>x = 1</script>",
        "<nav><a href=/>Home</a></nav>",
        "<ul><li><a href=/a>Zeppelin</a></li><li><a href=/b>Otter</a></li></ul>",
        "<div class=share><button>Send</button> <a href=/x>Post</a></div>",
        "<div><p><span></span></p></div>",
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
        "<pre>a\n  b</pre>",
    ],
)
def test_what_may_be_text_stays(kept: str) -> None:
    assert thin(f"{kept}<p>{SENTENCE}</p>") == f"<body>{kept}<p>{SENTENCE}</p></body>"


def test_tags_that_only_change_looks_go_and_their_words_stay() -> None:
    assert thin("<p>One <b>two</b><span> </span><i>three</i> <span class=caption>four</span></p>") == (
        '<body><p>One two three <span class="caption">four</span></p></body>'
    )


def test_words_are_not_joined_when_an_empty_element_goes() -> None:
    soup = soup_of(plant(f"<div>{SENTENCE}<div></div>Then {SENTENCE}</div>", "https://post.example/").root)
    assert len(body_of(soup, "").paragraphs) == 2
