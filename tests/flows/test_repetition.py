"""What a site says under every article is learned from them, cut, and unlearned when it is said no more."""

import json
from dataclasses import replace
from string import ascii_lowercase

from parsers.repetition import LEAST, WINDOW
from tests.flows.office import Office
from tests.flows.pages import BAKERY, BRIDGE, FERRY, LIBRARY, ORCHARD, STRIKE, TELESCOPE, Story

PLEA = "If dockers, growers and readers are to be heard in times like these, this newspaper needs the support of many."
OTHER_PLEA = "Our reporters walk so that you can sit down: thirty coins a month keep the lamps here lit at night."
FIRST = (TELESCOPE, BAKERY, BRIDGE, LIBRARY, ORCHARD)


def with_plea(story: Story, plea: str = PLEA) -> Story:
    return replace(story, paragraphs=(*story.paragraphs, plea))


def numbered(number: int, plea: str) -> Story:
    """One of many stories that are no copies of one another."""
    letter = ascii_lowercase[number]
    words = " ".join(f"{letter}{end}{letter}{end}" for end in ("ark", "eld", "ing", "oss", "und", "yst"))
    said = (f"One day the town of {words} chose its own way and told nobody.", f"Then {words} slept.")
    return Story(f"The town of {words} decides", (*said, plea))


def texts(office: Office) -> dict[str, str]:
    return {str(title): str(text) for title, text in office.rows("select title, text from article")}


def publish_one_by_one(office: Office, *stories: Story) -> None:
    """As on different days: what one teaches is known when the next is read."""
    for number in range(1, len(stories) + 1):
        office.publish("ledger", *stories[:number])
        office.later(hours=1)
        office.run()


def test_a_plea_under_every_article_is_cut_once_it_is_known(office: Office) -> None:
    assert len(FIRST) == LEAST
    publish_one_by_one(office, *map(with_plea, (*FIRST, FERRY)))
    stored = texts(office)
    assert stored[TELESCOPE.headline].endswith(PLEA)
    assert stored[FERRY.headline] == "\n\n".join(FERRY.paragraphs)


def test_a_topic_in_what_a_site_repeats_is_no_alert(office: Office) -> None:
    publish_one_by_one(office, *map(with_plea, FIRST))
    before = len(office.inbox.texts)
    publish_one_by_one(office, *map(with_plea, (*FIRST, FERRY)))
    (told,) = office.inbox.texts[before:]
    assert "Ferries" in told
    assert "Strikes" not in told


def test_a_new_plea_is_learned_and_the_old_one_may_be_news_again(office: Office) -> None:
    stories = [numbered(number, PLEA) for number in range(LEAST)]
    stories += [numbered(number, OTHER_PLEA) for number in range(LEAST, LEAST + WINDOW)]
    publish_one_by_one(office, *stories, with_plea(STRIKE))
    stored = texts(office)
    assert not stored[stories[-1].headline].endswith(OTHER_PLEA)
    assert stored[STRIKE.headline].endswith(PLEA)


def test_the_words_of_a_feed_teach_nothing(office: Office) -> None:
    office.publish("ledger", *map(with_plea, FIRST))
    for number in range(1, LEAST + 1):
        del office.site.routes[f"/ledger/{number}"]
    office.run()
    assert len(office.titles) == LEAST
    assert office.rows("select host from repetition") == []


def test_reports_that_differ_in_their_figures_are_no_furniture(office: Office) -> None:
    """As those of earthquakes, tolls and rates."""

    def toll(number: int) -> Story:
        said = f"{number} ferry passengers were injured and {number + 3} houses were damaged, the ministry said."
        return Story(f"Storm {ascii_lowercase[number] * 3} reaches the coast", (numbered(number, said).paragraphs))

    publish_one_by_one(office, *(toll(number) for number in range(LEAST + 2)))
    assert all("were injured" in text for text in texts(office).values())


def test_a_page_read_again_teaches_once(office: Office) -> None:
    for name in ("ledger", "courier", "gazette"):
        office.publish(name, with_plea(FERRY))
    office.run()
    ((recent,),) = office.rows("select recent from repetition")
    assert len(json.loads(recent) if isinstance(recent, str) else recent) == 1
