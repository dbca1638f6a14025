"""When two spellings are one word, and two words one stem."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from alerts.query.advice.surprise import OWN_MEANING
from alerts.query.words.fold import fold, with_clitics
from alerts.query.words.stem import primary, stem
from tests.alerts.query.marked import found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Škoda", "SKODA"),
        ("cafe\u0301", "café"),
        ("STRASSE", "straße"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("Þór", "thor"),
        ("Iğdır", "igdir"),
        ("İzmir", "izmir"),
        ("ΟΔΟΣ", "οδός"),
        ("ёлка", "елка"),
        ("Москва\u0301", "москва"),
        ("إيران", "ايران"),
        ("غزة", "غزه"),
        ("مصطفى", "مصطفي"),
        ("عـــرب", "عرب"),
        ("رَفَح", "رفح"),
        ("שָׁלוֹם", "שלום"),
        ("ｶﾞ", "ガ"),
        ("ﬁ", "fi"),
    ],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("й", "и"), ("ї", "і"), ("ガ", "カ"), ("की", "का"), ("ไม่", "ไม"), ("1.3", "13"), ("مؤمن", "مومن")],
)
def test_marks_that_are_letters_stay(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_clitics_stand_before_arabic_and_hebrew_words_only() -> None:
    assert "والعرب" in with_clitics(fold("عرب"))
    assert "שבחיפה" in with_clitics(fold("חיפה"))
    assert with_clitics("rafah") == ("rafah",)
    assert with_clitics("москва") == ("москва",)
    assert with_clitics("و") == ("و",)


@pytest.mark.parametrize(
    ("word", "other", "language"),
    [
        ("sanctions", "sanction", "en"),
        ("Panzern", "panzer", "de"),
        ("armées", "armée", "fr"),
        ("bombene", "bomber", "nb"),
    ],
)
def test_inflections_share_a_stem_in_their_language(word: str, other: str, language: str) -> None:
    assert stem(word, language) == stem(other, language)


@pytest.mark.parametrize("language", ["", "xx", "ar", "he", "hi", "zh", "porter", "english"])
def test_without_a_stemmer_a_word_is_its_own_stem(language: str) -> None:
    assert stem("Sanctions", language) == "sanctions"


def test_a_language_is_known_by_its_primary_subtag() -> None:
    assert [primary(tag) for tag in ("pt-BR", "PT_br", "pt", "")] == ["pt", "pt", "pt", ""]


def test_threads_stem_alike() -> None:
    inflected = [
        f"{word}{end}" for word in ("missil", "sanction", "weapon", "deliver") for end in ("s", "ed", "ing") * 50
    ]
    with ThreadPoolExecutor(8) as pool:
        stems = list(pool.map(lambda word: stem.__wrapped__(word, "en"), inflected))

    assert stems == [stem(word, "en") for word in inflected]


@pytest.mark.parametrize("word", OWN_MEANING)
def test_a_word_with_a_meaning_of_its_own_finds_another(word: str) -> None:
    assert found(word, OWN_MEANING[word]) == f"[{OWN_MEANING[word]}]"
