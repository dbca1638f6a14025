import pytest
from bs4 import BeautifulSoup, Tag

from news import Part
from parsers.page.body.body import TooDeepError, body_of
from parsers.page.body.full_body import full_body_of
from parsers.page.body.lines import fingerprint
from parsers.page.evidence import Body
from parsers.page.tree import plant

SENTENCE = "The harbour bridge was closed to all traffic on Thursday morning, the city said. "
URL = "https://www.harbour-post.example/local/bridge"


def read(markup: str, title: str = "", furniture: tuple[int, ...] = ()) -> Body:
    return full_body_of(plant(f"<html><body>{markup}</body></html>", URL), title, furniture)


def why(body: Body) -> dict[str, str]:
    return {cut.text.split(".")[0]: cut.why for cut in body.cuts}


def story(*words: str) -> str:
    return "".join(f"<p>{word} says it. {SENTENCE * 2}</p>" for word in words)


def firsts(body: Body) -> list[str]:
    return [paragraph.text.split()[0] for paragraph in body.paragraphs]


def test_each_paragraph_says_what_it_is() -> None:
    body = read(
        f"<article>{story('First')}<h2>Detours</h2>{story('Second')}<blockquote><p>It groaned like a ship.</p>"
        "</blockquote><ul><li>Line 4 turns at the fish market.</li></ul></article>"
    )
    assert [p.part for p in body.paragraphs] == [Part.TEXT, Part.HEADING, Part.TEXT, Part.QUOTE, Part.ITEM]
    assert body.where == "article"


@pytest.mark.parametrize("kind", ["class=live-entries", "class=x itemprop=none"])
def test_the_first_paragraph_of_each_live_entry_is_a_post(kind: str) -> None:
    entry = (
        '<div class=entry itemprop="{}"><h3>At {}</h3><p>{} again. '
        + SENTENCE
        + "</p><p>More. "
        + SENTENCE
        + "</p></div>"
    )
    update = "" if "live" in kind else "liveBlogUpdate"
    entries = "".join(entry.format(update, i, word) for i, word in enumerate(("Otter", "Heron", "Seal")))
    body = read(f"<main>{story('Intro')}<div {kind}>{entries}</div></main>")
    assert [p.text for p in body.paragraphs if p.part is Part.POST] == ["At 0", "At 1", "At 2"]


def test_captions_are_kept_apart() -> None:
    figure = "<figure><img src=x><figcaption>The northern pier. <span>Photo: Ada</span></figcaption></figure>"
    body = read(f"<article>{story('First')}{figure}{story('Second')}</article>")
    assert body.captions == ("The northern pier. Photo: Ada",)
    assert "pier" not in body.text


def test_captions_of_other_stories_are_none_of_this_article() -> None:
    other = "<div class=related><figure><img src=y><figcaption>A gorilla at the zoo.</figcaption></figure></div>"
    assert read(f"<div><article>{story('First', 'Second')}</article>{other}</div>").captions == ()


def test_what_was_cut_is_told_with_the_reason() -> None:
    box = f"<div class='newsletter-signup'><p>{SENTENCE}</p></div>"
    links = "<p><a href=/a>A gorilla escapes from the city zoo</a></p>"
    title = "Bridge shut for good"
    body = read(f"<article><h2>{title}</h2>{story('First')}{box}{links}{story('Second')}</article>", title)
    assert why(body) == {
        SENTENCE.strip(". "): "box (div.newsletter-signup)",
        "Bridge shut for good": "same as title",
        "A gorilla escapes from the city zoo": "links",
    }


def test_what_this_site_repeats_is_cut_and_still_told_as_said() -> None:
    donate = "Please give what you can so that we can go on with this work of ours in 2026."
    number = fingerprint(donate.replace("2026", "2025"))
    body = read(f"<article>{story('First', 'Second')}<p>{donate}</p></article>", furniture=(number,))
    assert firsts(body) == ["First", "Second"]
    assert [cut.why for cut in body.cuts] == ["repeated on this site"]
    assert number in body.said
    assert len(body.said) == 3


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    assert fingerprint("Please give, 5 times!") == fingerprint("please give  times") == 4985353338026980325


def test_what_a_page_says_twice_is_said_once() -> None:
    again = f"<div class=mobile>{story('First')}</div>"
    assert firsts(read(f"<article>{again}<div class=desktop>{story('First', 'Second', 'Third')}</div></article>")) == [
        "First", "Second", "Third",
    ]  # fmt: skip


def test_what_a_writer_says_twice_stays() -> None:
    assert firsts(read(f"<article>{story('Rest', 'Run', 'Rest')}</article>")) == ["Rest", "Run", "Rest"]


def test_a_pull_quote_is_not_said_again() -> None:
    pull = "<blockquote>The harbour bridge was closed to all traffic</blockquote>"
    told = "<blockquote>“It groaned like a ship before it broke.”</blockquote>"
    body = read(f"<article>{story('First')}{pull}{story('Second')}{told}</article>")
    assert firsts(body) == ["First", "Second", "“It"]


CARD = (
    "<li class='item-{0}'><a href='/{0}'><img src=x></a>"
    "<h3><a href='{1}/{0}'>A gorilla escapes from zoo {0}</a></h3><p>{2}</p></li>"
)


def test_cards_of_other_stories_are_left_out() -> None:
    cards = "".join(CARD.format(i, "", SENTENCE) for i in range(6))
    body = read(f"<main>{story('First', 'Second', 'Third')}<ul class=stream>{cards}</ul></main>")
    assert firsts(body) == ["First", "Second", "Third"]
    assert "card of another story" in why(body).values()


def test_a_list_of_places_with_a_link_each_is_the_article() -> None:
    cards = "".join(CARD.format(i, f"https://place{i}.example", f"Place {i}. {SENTENCE * 2}") for i in range(6))
    body = read(f"<main>{story('First', 'Second')}<ul class=places>{cards}</ul></main>")
    assert firsts(body).count("Place") == 6


def test_a_list_of_places_in_boxes_of_a_misleading_name_is_the_article() -> None:
    boxes = "".join(f"<div class='item image-large'><p>Place {i}. {SENTENCE * 5}</p></div>" for i in range(5))
    assert len(read(f"<main><p>Five of them. {SENTENCE}</p>{boxes}</main>").paragraphs) == 6


def test_many_comments_do_not_make_a_short_article_a_comment() -> None:
    comments = "".join(f"<div class=comment><p>Well {i}. {SENTENCE * 4}</p></div>" for i in range(5))
    assert firsts(read(f"<main>{story('First', 'Second')}{comments}</main>")) == ["First", "Second"]


def test_sections_with_headlines_of_the_first_rank_are_one_article() -> None:
    parts = "".join(f"<section><h1>Part {i}</h1>{story(f'First{i}', f'Second{i}')}</section>" for i in range(3))
    assert len(read(f"<main>{parts}</main>", "Part 1").paragraphs) >= 6


def test_a_sentence_that_is_mostly_a_link_is_text() -> None:
    text = f"<p><a href=/x>{SENTENCE * 2}</a> So said the mayor at the pier to all who had come there to see it.</p>"
    assert "mayor" in read(f"<article>{story('First')}{text}{story('Last')}</article>").text


def test_the_page_speaking_of_itself_is_no_text() -> None:
    notice = "<p>An dieser Stelle finden Sie externen Inhalt, der den Artikel ergänzt. Sie können ihn laden.</p>"
    earns = "<p>If you buy something by our links, we may earn a commission. This helps us to go on.</p>"
    assert firsts(read(f"<article>{story('First')}{notice}{earns}{story('Last')}</article>")) == ["First", "Last"]


@pytest.mark.parametrize("piece", ["a", "span", "em"])
def test_a_word_of_a_sentence_stays_whatever_its_class(piece: str) -> None:
    text = f"<p>The city said that the <{piece} class=bold href=/x>harbour pier</{piece}> would be mended by May.</p>"
    assert "that the harbour pier would" in read(f"<article>{story('First')}{text}</article>").text


LD = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","articleBody":"BODY"}</script>'


def test_what_follows_the_stated_end_is_cut() -> None:
    stated = " ".join(f"{word} says it. {SENTENCE * 2}" for word in ("First", "Second", "Third"))
    shown = f"<article>{story('First', 'Second', 'Third')}<p>Ada is fond of ships.</p></article>"
    body = read(LD.replace("BODY", stated) + shown)
    assert firsts(body) == ["First", "Second", "Third"]
    assert body.cuts[-1].why == "after the end of JSON-LD articleBody"


@pytest.mark.parametrize(
    "stated", ["First says it. " + SENTENCE, "First says it. " + SENTENCE * 2 + "Second says it. The har"]
)
def test_a_statement_that_breaks_off_cuts_nothing(stated: str) -> None:
    assert firsts(read(f"{LD.replace('BODY', stated)}<article>{story('First', 'Second')}</article>")) == [
        "First",
        "Second",
    ]


def test_a_text_in_a_script_is_found_when_the_page_shows_none() -> None:
    told = "".join(f"\\u003cp\\u003e{word} says it. {SENTENCE * 4}\\u003c/p\\u003e" for word in ("First", "Second"))
    script = '<script>window.state = {"title": "Bridge shut down", "detail": "BODY"};</script>'.replace("BODY", told)
    assert firsts(read(f"<h1>Bridge shut down</h1>{script}", "Bridge shut down")) == ["First", "Second"]
    assert not read(f"<h1>Bridge shut down</h1>{script}", "Zoo opens again").paragraphs


def test_a_tree_that_is_too_deep_is_refused() -> None:
    soup = BeautifulSoup(features="lxml")
    tag: Tag = soup
    for _ in range(500):
        inner = soup.new_tag("div")
        tag.append(inner)
        tag = inner
    with pytest.raises(TooDeepError):
        body_of(soup, "")


def test_a_page_without_words_has_no_body() -> None:
    assert read("<div></div>") == Body()
