import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from news import Likeness
from parsers import compare, sketch

WORDS = (
    "harbour bridge city council engineer divers crack pier morning traffic ferry market lorry detour budget repair"
    " minister hospital school river winter school teacher union strike airport runway storm coast village"
)


def story(seed: int, sentences: int = 20) -> str:
    """Prose that no other seed shares: every sentence is of its own."""
    words = WORDS.split()
    pick = [
        words[(seed * 7 + i * i * 3 + i * seed) % len(words)] + ("s" if (i + seed) % 3 else "")
        for i in range(sentences * 11)
    ]
    return " ".join(" ".join(pick[i * 11 : i * 11 + 11]).capitalize() + "." for i in range(sentences))


BASE = story(1)


def test_a_wire_copy_with_another_headline_dateline_and_byline_is_a_copy() -> None:
    copy = "HARBOUR CITY (Wire) — " + BASE + " Reporting by Ada Lindqvist; editing by Tom O'Neill."
    assert compare(BASE, copy, "Bridge shut", "Crack closes crossing") is Likeness.COPY


def test_a_copy_with_its_tail_cut_is_a_copy() -> None:
    assert compare(BASE, BASE[: len(BASE) * 7 // 10], "Bridge shut", "Bridge shut") is Likeness.COPY


def test_curly_quotes_case_and_width_do_not_count() -> None:
    other = BASE.upper().replace(" ", "\u00a0")
    assert compare(BASE, other) is Likeness.COPY
    assert set(sketch(BASE)) == set(sketch(other))


def test_another_story_is_different() -> None:
    assert compare(BASE, story(4)) is Likeness.DIFFERENT


def test_a_changed_number_in_the_same_words_is_other_news() -> None:
    text = "The toll rose to 12 on Monday, the ministry said. " + BASE
    assert compare(text, text.replace("12", "40"), "Toll rises", "Toll rises") is Likeness.DIFFERENT


def test_a_changed_weekday_in_the_same_words_is_other_news() -> None:
    text = BASE + " The lottery draw was held on Tuesday evening in the town hall. " + story(2)
    assert compare(text, text.replace("Tuesday", "Friday"), "Draw", "Draw") is Likeness.DIFFERENT


def test_a_short_text_needs_its_title_to_agree() -> None:
    wall = "Please sign in to read this article. Subscribers have access to all that we publish, every day."
    assert compare(wall, wall, "Bridge closes in the city", "Minister resigns over budget") is Likeness.DIFFERENT
    assert compare(wall, wall, "Bridge closes in the city", "Bridge closes in city") is Likeness.COPY


def test_shared_page_furniture_under_other_leads_is_no_copy() -> None:
    furniture = story(9, 30)
    assert compare(story(2, 8) + furniture, story(3, 8) + furniture) is Likeness.DIFFERENT


def test_chinese_copies_share_fingerprints() -> None:
    text = (
        "港口大桥周四上午因潜水员在北侧桥墩发现裂缝而全面封闭，市政府表示维修至少需要六周时间。" * 2
        + "工程师说不能冒险，渡轮每十分钟一班。卡车必须绕行海湾，多花一个小时。"
    )
    assert compare(text, "本报讯 " + text, "大桥封闭", "大桥封闭") is Likeness.COPY
    assert set(sketch(text)) & set(sketch("本报讯 " + text))


def test_a_teaser_shares_fingerprints_with_its_story() -> None:
    teaser = " ".join(BASE.split()[:50])
    assert len(set(sketch(teaser)) & set(sketch(BASE))) >= 2


def test_fingerprints_are_the_same_in_another_process_and_fit_a_signed_column() -> None:
    code = f"from parsers import sketch; print(sketch({BASE!r}))"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == str(sketch(BASE))
    assert all(-(2**63) <= h < 2**63 for h in sketch(BASE))


def test_a_few_words_have_no_fingerprints() -> None:
    assert sketch("Bridge shut") == ()
    assert compare("Bridge shut", "Bridge shut") is Likeness.DIFFERENT


@given(st.text(), st.text())
def test_likeness_is_symmetric(a: str, b: str) -> None:
    assert compare(a, b, a, b) is compare(b, a, b, a)


def test_a_text_without_end_has_no_end_of_fingerprints() -> None:
    endless = " ".join(map(str, range(100_000)))
    assert len(sketch(endless)) == 256
    assert len(set(sketch(endless)) & set(sketch("Preface. " + endless))) > 250
