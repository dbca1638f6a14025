"""The same words about another town are another event, also where a script has no capitals."""

import pytest

from news import Topic
from tests.flows.events import pages_later
from tests.flows.office import AN_HOUR_AGO, Office
from tests.flows.pages import Story

STRIKE = Topic("strike", "Strikes", "غارة")
ON_RAFAH = Story(
    "مقتل 12 شخصا في غارة على مبنى سكني في رفح",
    (
        "قُتل 12 شخصا على الأقل وأصيب 30 آخرون عندما أصابت غارة جوية مبنى سكنيا من خمسة طوابق في مدينة رفح جنوب "
        "القطاع في وقت متأخر من مساء الأحد، بحسب ما أفاد به مسعفون.",
        "وحفر رجال الإنقاذ بين الأنقاض بأيديهم لساعات لأن الآليات الثقيلة لم تتمكن من الوصول إلى الشارع، وفق ما قاله "
        "مسؤول في الدفاع المدني. وكان بين القتلى نساء.",
        "وقال الجيش إنه قصف مركز قيادة يستخدمه مسلحون وإنه ينظر في تقارير عن سقوط مدنيين، ولم يعط مزيدا من التفاصيل.",
    ),
)
ON_JABALIA = Story(
    "مقتل 9 أشخاص في غارة على مبنى سكني في جباليا",
    (
        "قُتل 9 أشخاص على الأقل وأصيب 21 آخرون عندما أصابت غارة جوية مبنى سكنيا من ثلاثة طوابق في بلدة جباليا شمال "
        "القطاع في وقت متأخر من مساء الأحد، بحسب ما أفاد به مسعفون.",
        *ON_RAFAH.paragraphs[1:],
    ),
)


@pytest.fixture
def office(any_office: Office) -> Office:
    any_office.topics = (STRIKE,)
    return any_office


def test_a_strike_on_another_town_in_the_same_arabic_words_is_told(office: Office) -> None:
    office.publish("ledger", ON_RAFAH, outlet="Ledger", published_at=AN_HOUR_AGO)
    office.run()
    pages_later(office, "echo", ON_JABALIA, hours=1)
    assert office.rows("select count(distinct story_id) from article") == [(2,)]
    assert office.rows("select topic, occasion from alert") == [("strike", "first"), ("strike", "first")]


def test_the_same_words_with_one_other_town_are_told(office: Office) -> None:
    office.topics = (Topic("strike", "Strikes", "strike"),)
    story = Story(
        "Air strike on a house in Rafah kills family",
        (
            "An air strike hit a house in Rafah in the early hours of Sunday and killed a family of five, "
            "neighbours and a doctor at the nearest hospital said.",
            "Rescuers with torches and car jacks worked for three hours to reach a child who had called from "
            "below the stairs. The army said that it was looking into the report and gave no further details.",
        ),
    )
    words = (story.headline, *story.paragraphs)
    headline, *paragraphs = (one.replace("Rafah", "Jabalia") for one in words)
    office.publish("ledger", story, outlet="Ledger", published_at=AN_HOUR_AGO)
    office.run()
    pages_later(office, "echo", Story(headline, tuple(paragraphs)), hours=1)
    assert office.rows("select count(distinct story_id) from article") == [(2,)]
    assert office.rows("select topic, occasion from alert") == [("strike", "first"), ("strike", "first")]
    assert f"May belong to: {story.headline}" in office.inbox.texts[1]
