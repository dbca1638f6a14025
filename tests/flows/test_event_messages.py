"""What a real message says of its story: whose report it is, who has it, and what it may belong to; in any script."""

import pytest

from news import Topic
from tests.flows.events import (
    OWN_WORDS,
    STRIKE_ON_A_HOUSE,
    STRIKE_ON_A_MARKET,
    WIRE,
    pages_later,
    revised,
    watch_quakes,
)
from tests.flows.office import Office
from tests.flows.pages import Story

WIRED = revised(WIRE, ("An earthquake of magnitude", "QARASU (Reuters) - An earthquake of magnitude"))
ARABIC = (
    Story(
        "زلزال يضرب مدينة قراصو ويقتل خمسين شخصا",
        (
            "ضرب زلزال بقوة 6.4 درجات مدينة قراصو في مرتفعات تاريم فجر الأحد وأدى إلى مقتل 50 شخصا على الأقل، وفق ما "
            "أعلنه حاكم الإقليم مالك عثمان.",
            "وانهارت صفوف من البيوت الطينية على ضفة النهر في قراصو، وقالت فرق الإنقاذ إنها وصلت إلى المدينة عند الظهر "
            "بعد فتح الطريق الجبلي.",
            "ودعت المستشفيات في الوادي السكان إلى التبرع بالدم، وأحصى معهد الزلازل أربعين هزة ارتدادية خلال ست ساعات.",
        ),
    ),
    Story(
        "فرق الإنقاذ تبحث عن ناجين تحت الأنقاض في قراصو",
        (
            "يحفر رجال الإنقاذ بأيديهم بحثا عن ناجين تحت أنقاض البيوت الطينية في قراصو بعد الزلزال الذي هز مرتفعات "
            "تاريم يوم الأحد.",
            "وطلب الحاكم مالك عثمان خياما من العاصمة قبل ليلة جديدة من الصقيع، وتحدث عن خمسين ضحية على الأقل.",
            "وروى ناجون في قراصو كيف انزلقت البيوت على ضفة النهر وهم نيام.",
        ),
    ),
)
CHINESE = (
    Story(
        "塔里木高地发生6.4级地震 至少50人遇难",
        (
            "星期日凌晨，塔里木高地发生6.4级地震，卡拉苏镇一排土坯房滑入河中，省长马利克·奥斯曼说至少有50人遇难。",
            "救援队在清理山路之后于中午抵达卡拉苏镇。山谷里的医院呼吁居民献血，地震研究所在六小时内记录到四十次余震。",
            "十九年前，高地上一次同等强度的地震曾摧毁卡拉苏的老集市和集市下面的桥梁。",
        ),
    ),
    Story(
        "卡拉苏镇救援人员徒手挖掘 寻找地震幸存者",
        (
            "塔里木高地地震之后，救援人员星期日在卡拉苏镇徒手挖掘，寻找被埋在土坯房下的家庭。",
            "省长马利克·奥斯曼请求首都在下一个霜冻之夜以前送来帐篷，他提到至少50名遇难者。山路中午重新开放。",
            "卡拉苏的幸存者讲述了河边的房屋如何在他们熟睡时滑走。",
        ),
    ),
)
ELSEWHERE = {
    "ar": Story(
        "زلزال خفيف يصدع برج الكاتدرائية في بورت ليس",
        (
            "أخاف زلزال خفيف سكان بورت ليس يوم الأحد وترك صدعا في برج الكاتدرائية، ولم يصب أحد بأذى بحسب رجال الإطفاء.",
            "وأقيم القداس في الساحة، وشكرت المطرانة آنا فيرهوفه عازف الأرغن الذي واصل العزف.",
        ),
    ),
    "zh": Story(
        "利斯港轻微地震震裂大教堂塔楼",
        (
            "星期日的一次轻微地震惊吓了利斯港居民，大教堂塔楼出现裂缝，消防队说无人受伤。",
            "弥撒改在广场上举行，主教安娜·费尔胡弗感谢继续演奏的管风琴师。",
        ),
    ),
}


def test_a_message_names_the_agency_the_outlets_the_copies_and_who_was_first(any_office: Office) -> None:
    watch_quakes(any_office)
    any_office.topics += (Topic("tents", "Tents", "tents"),)
    any_office.publish("ledger", WIRED, outlet="The Tidewater Ledger")
    any_office.run()
    pages_later(any_office, "courier", WIRED, hours=1)
    pages_later(any_office, "echo", OWN_WORDS, hours=1)
    first, tents = any_office.inbox.texts
    assert "Agency: Reuters" in first
    assert "Also in: 1 outlet (+ 1 copy): The Tidewater Ledger; copies in Courier" in tents
    assert "Agency: Reuters · First seen at The Tidewater Ledger" in tents
    assert "Told before under: Earthquakes" in tents


def test_another_event_in_the_words_of_the_last_is_told_as_one_that_may_belong_to_it(any_office: Office) -> None:
    any_office.topics = (Topic("rafah", "Rafah", "Rafah"),)
    any_office.publish("ledger", STRIKE_ON_A_HOUSE)
    any_office.run()
    pages_later(any_office, "courier", STRIKE_ON_A_MARKET, hours=20)
    assert len(any_office.inbox.mails) == 2
    assert f"May belong to: {STRIKE_ON_A_HOUSE.headline} (story 1)" in any_office.inbox.texts[1]
    assert any_office.rows("select near_id from story order by id") == [(None,), (1,)]


@pytest.mark.parametrize(("language", "reports"), [("ar", ARABIC), ("zh", CHINESE)])
def test_an_event_is_told_once_in_scripts_other_than_ours(
    office: Office, language: str, reports: tuple[Story, Story]
) -> None:
    office.topics = (Topic("quake", "Earthquakes", "زلزال OR الزلزال OR 地震"),)
    office.publish("ledger", reports[0])
    office.run()
    pages_later(office, "courier", reports[1], hours=2)
    assert len(office.inbox.mails) == 1
    pages_later(office, "echo", ELSEWHERE[language], hours=2)
    assert len(office.inbox.mails) == 2
    assert office.rows("select story_id from article order by id") == [(1,), (1,), (2,)]
    assert office.rows("select distinct language from article") == [(language,)]
