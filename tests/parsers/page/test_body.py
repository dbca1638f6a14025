import pytest
from bs4 import BeautifulSoup, Tag

from news import Part
from parsers.page.body.body import TooDeepError, body_of
from parsers.page.body.lines import fingerprint
from parsers.page.evidence import Body
from tests.parsers.page.bodies import SENTENCE, firsts, read, story, why


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
    donate = "Please give what you can so that we can go on with this work of ours."
    number = fingerprint(donate.upper())
    body = read(f"<article>{story('First', 'Second')}<p>{donate}</p></article>", furniture=(number,))
    assert firsts(body) == ["First", "Second"]
    assert [cut.why for cut in body.cuts] == ["repeated on this site"]
    assert number in body.said
    assert len(body.said) == 3


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    assert fingerprint("Please give, 5 times!") == fingerprint("please give  5 times") == 4737625745084585204
    assert fingerprint("Five dead and 40 hurt.") != fingerprint("Five dead and 50 hurt.")


def test_what_this_site_repeats_stays_where_it_is_all_that_a_page_says() -> None:
    """The same article at another address."""
    text = f"<article>{story('First', 'Second')}</article>"
    said = read(text).said
    assert firsts(read(text, furniture=said)) == ["First", "Second"]


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


def test_a_teaser_of_a_short_name_and_one_line_is_a_card() -> None:
    cards = "".join(
        f"<div><p><a href=/{i}>Harbour day {i}</a></p><p>Ships, songs and soup for all.</p></div>" for i in range(4)
    )
    body = read(f"<main>{story('First', 'Second', 'Third')}<section>{cards}</section></main>")
    assert firsts(body) == ["First", "Second", "Third"]


def test_a_headline_with_the_broken_off_beginning_of_its_story_is_a_card() -> None:
    cards = "".join(
        f"<li><a href=/{i}>A gorilla escapes from zoo {i}</a> The keeper had left the…</li>" for i in range(4)
    )
    body = read(f"<main>{story('First', 'Second', 'Third')}<ul>{cards}</ul></main>")
    assert firsts(body) == ["First", "Second", "Third"]
    assert set(why(body).values()) == {"card of another story"}


def test_products_of_a_short_name_that_are_told_at_length_are_the_article() -> None:
    items = "".join(
        f"<div><h3><a href=/out/{i}>Lamp model {i}</a></h3><p>Bright {i}. {SENTENCE * 2}</p></div>" for i in range(4)
    )
    assert firsts(read(f"<main>{story('First', 'Second')}<section>{items}</section></main>")).count("Bright") == 4


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


def test_a_teaser_that_leads_nowhere_is_the_beginning_of_the_article() -> None:
    own, other = (
        f"<div class=teaser-text><p>Zero. {SENTENCE}</p></div>",
        f"<p>Otters came. {SENTENCE}<a href=/x>More</a></p>",
    )
    body = read(f"<main>{own}{story('First', 'Second')}<div class=teaser-text>{other}</div></main>")
    assert firsts(body) == ["Zero.", "First", "Second"]


def test_a_long_sidebar_does_not_make_a_short_article_a_box() -> None:
    side = f"<div id=sidebar><p>Otter. {SENTENCE * 12}</p></div>"
    assert firsts(read(f"<main><div>{story('First', 'Second', 'Third')}</div>{side}</main>")) == [
        "First",
        "Second",
        "Third",
    ]


def test_what_stands_above_the_headline_is_of_another_story() -> None:
    news = f"<p>Otters came. {SENTENCE}</p>"
    body = read(
        f"<main>{news}<h1>Bridge shut for good</h1>{story('First', 'Second', 'Third')}</main>", "Bridge shut for good"
    )
    assert firsts(body) == ["First", "Second", "Third"]
    assert why(body)["Otters came"] == "above the headline"


def test_a_headline_said_again_far_down_cuts_nothing() -> None:
    told = story("First", "Second", "Third")
    body = read(f"<main>{told}<h1>Bridge shut for good</h1><p>Last. {SENTENCE}</p></main>", "Bridge shut for good")
    assert firsts(body)[:3] == ["First", "Second", "Third"]


ROWS = "".join(
    f"<tr class=player-{i}><td>{i}</td><td><a href=/p>Ada Lind of Haugesund {i}</a></td><td>{i}0</td><td>3</td></tr>"
    for i in range(1, 6)
)


def test_a_table_of_figures_stays_though_its_names_are_links() -> None:
    body = read(f"<article>{story('First', 'Second')}<table>{ROWS}</table></article>")
    assert "Ada Lind of Haugesund 5\n\n50\n\n3" in body.text


def test_a_table_of_links_goes() -> None:
    rows = "".join(f"<tr><td><a href=/p/{i}>Otters came to the pier {i}</a></td></tr>" for i in range(14))
    assert "Otters" not in read(f"<article>{story('First', 'Second')}<table>{rows}</table></article>").text


def test_a_heading_that_is_its_own_anchor_stays() -> None:
    headings = (
        "<h2><a href=#why>Why the bridge broke</a></h2>",
        "<div><h2><a href=/why>Why the moon is round</a></h2></div>",
    )
    body = read(f"<article>{story('First')}{headings[0]}{story('Second')}{headings[1]}{story('Third')}</article>")
    assert [p.text for p in body.paragraphs if p.part is Part.HEADING] == ["Why the bridge broke"]


def test_a_list_under_a_heading_of_other_stories_goes_with_it() -> None:
    item = f"<li><p>A gorilla <a href=/x>escapes</a> from the city zoo. {SENTENCE}</p></li>"
    body = read(f"<article>{story('First')}<h2>Don't miss:</h2><ul>{item * 2}</ul>{story('Last')}</article>")
    assert firsts(body) == ["First", "Last"]


@pytest.mark.parametrize(
    "stamp",
    [
        "Aktualisiert am 07.01.2026 - 18:50 Uhr Lesedauer: 4 Min.",
        "segunda-feira, 22 de janeiro de 2018 às 0:13",
        "17:41 JST, October 13, 2024",
        "Tempo de leitura: 2 minutos",
    ],
)
def test_the_hour_under_a_headline_is_no_text(stamp: str) -> None:
    body = read(f"<article><p>{stamp}</p>{story('First', 'Second', 'Third')}<p>{stamp}</p></article>")
    assert firsts(body)[0] == "First"
    assert body.paragraphs[-1].text == stamp  # further down it is an entry of a time-table


def test_a_first_sentence_that_names_the_hour_stays() -> None:
    sentence = "At 10:45 on 5 May 2024 the bridge fell."
    assert read(f"<article><p>{sentence}</p>{story('First', 'Second')}</article>").paragraphs[0].text == sentence


@pytest.mark.parametrize(
    "note",
    [
        "Write to Ada Lind at ada.lind@post.example",
        "Nichts mehr verpassen: Hier geht es zu unserem Newsletter.",
        "More information: A. Lind et al, Bridges that fall, Ships (2023). DOI: 10.1000/182",
        "This story was originally published December 22, 2023, 11:09 AM.",
        "Ada Lind writes of ships. Follow her on Mastodon at ada_lind.",
    ],
)
def test_a_note_after_the_text_is_none_of_it(note: str) -> None:
    body = read(f"<article>{story('First', 'Second')}<p>{note}</p></article>")
    assert firsts(body) == ["First", "Second"]
    assert body.cuts[-1].why == "note after the text"


def test_what_looks_like_a_note_stays_in_the_middle_and_in_speech() -> None:
    note, speech = "<p>He wrote to ada@post.example at noon.</p>", "<p>“Read my newsletter,” she said.</p>"
    told = story("First", "Second", "Third", "Fourth")
    body = read(f"<article><p>Zero says it.</p>{note}{told}{speech}</article>")
    assert "ada@post.example" in body.text
    assert "Read my newsletter" in body.text


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


TITLE = "Bridge shut for good"
IMPRINT = f"<div class=x>{story('Imprint')}</div>"


@pytest.mark.parametrize("name", ["post category-advertorial", "advertorial", "newsletter-post"])
def test_a_box_that_holds_the_headline_is_the_article(name: str) -> None:
    body = read(f"<article class='{name}'><h1>{TITLE}</h1>{story('First', 'Second')}</article>{IMPRINT}", TITLE)
    assert firsts(body) == ["First", "Second"]


@pytest.mark.parametrize("box", ["<div id=comments>{}</div>", "<section class=related>{}</section>"])
def test_no_length_makes_comments_below_a_flash_the_article(box: str) -> None:
    flash = f"<article><h1>{TITLE}</h1><div class=text><p>First. {SENTENCE * 2}</p></div></article>"
    comments = "".join(f"<div class=comment><p>Well {i}. {SENTENCE * 4}</p></div>" for i in range(40))
    assert firsts(read(f"<main>{flash}{box.format(comments)}</main>", TITLE)) == ["First."]


def test_without_prose_above_it_a_box_named_for_comments_can_be_the_article() -> None:
    told = "".join(f"<p>Word{i}. {SENTENCE * 4}</p>" for i in range(3))
    imprint = "<div class=x><p>The Post has been printed since 1911.</p></div>"
    assert firsts(read(f"<h1>{TITLE}</h1><div class=comment>{told}</div>{imprint}", TITLE)) == [
        "Word0.",
        "Word1.",
        "Word2.",
    ]


@pytest.mark.parametrize("headline", ["<h1>Zoo opens again</h1>", "<h2><a href=/zoo>Zoo opens again</a></h2>"])
def test_a_longer_article_below_is_not_the_one_of_this_page(headline: str) -> None:
    mine = f"<article><h1>{TITLE}</h1><div>{story('First', 'Second')}</div></article>"
    other = f"<article>{headline}<div>{story(*'abcdefghijklmnop')}</div></article>"
    assert firsts(read(f"<main>{mine}{other}</main>", TITLE)) == ["First", "Second"]
