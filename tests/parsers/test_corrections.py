import pytest
from hypothesis import given
from hypothesis import strategies as st

from news import Part
from parsers.corrections import LONGEST, MOST, correction_in, corrections_in

TITLE = "Bridge over the sound to open in May"
LEAD = "The long bridge will open to traffic on 3 May, the ministry said on Monday."

OWNED = (
    "Correction: The bridge is 4 kilometres long, not 14.",
    "CORRECTION — The minister's name is Anna Holt.",
    "Correction, May 3, 2026: The toll falls by a third.",
    "Correction (12 Nov 2026): The toll falls by a third.",
    "Corrections & Clarifications: The toll falls by a third.",
    "Clarification: The toll falls for residents only.",
    "Retraction: The ministry never published such a report.",
    "[Correction: The bridge opens in June.]",
    "• This article was amended on 3 June 2026. It said that the bridge was closed.",
    "This story has been corrected to show that the bridge opens in June.",
    "(This 12 November story has been corrected to fix the length of the bridge)",
    "This report has been updated to correct the name of the minister.",
    "This article has been retracted.",
    "This story was withdrawn by its author.",
    "An earlier version of this article misstated the length of the bridge.",
    "A previous version of our story said that nobody was hurt.",
    "In an earlier version of this report, the toll was given in the wrong currency.",
    "An earlier headline incorrectly said that the bridge was closed.",
    "Because of an editing error, the bridge was placed in the wrong county.",
    "We regret the error.",
    "Editor's note: An earlier version of this story gave the wrong length.",
    "Editor’s note — We have removed a sentence that was inaccurate.",
    "Update, 14:30: The figure in the second paragraph was wrong and has been corrected.",
    "(Corrects paragraph 3 to say the bridge opens in June)",
    "(Refiles to correct the name of the minister)",
    "Korrektur: Die Brücke ist vier Kilometer lang.",
    "Anm. d. Red.: In einer früheren Version stand, die Brücke sei gesperrt.",
    "In einer früheren Fassung dieses Artikels hieß es, die Brücke sei gesperrt.",
    "Berichtigung: Die Maut sinkt im Juni.",
    "Rectificatif : le pont ouvre en juin.",
    "Erratum : le pont ouvre en juin.",
    "NDLR : une erreur s'est glissée dans la longueur du pont.",
    "Une version précédente de cet article indiquait que le pont était fermé.",
    "Fe de errores: el puente abre en junio.",
    "Corrección: el puente mide cuatro kilómetros.",
    "Una versión anterior de esta noticia decía que el puente estaba cerrado.",
    "Errata: a ponte abre em junho.",
    "ERRAMOS: a ponte abre em junho.",
    "Uma versão anterior deste texto dizia que a ponte estava fechada.",
    "Errata corrige: il ponte apre a giugno.",
    "Una versione precedente di questo articolo indicava una lunghezza sbagliata.",
    "Correctie: de brug gaat in juni open.",
    "In een eerdere versie van dit artikel stond dat de brug dicht was.",
    "Sprostowanie: most ma cztery kilometry.",
    "W poprzedniej wersji artykułu podaliśmy błędną długość mostu.",
    "Düzeltme: Köprü haziran ayında açılıyor.",
    "Bu haberin önceki sürümünde köprünün kapalı olduğu yazılmıştı.",
    "Исправление: мост откроют в июне.",
    "В предыдущей версии этой новости была неверно указана длина моста.",
    "От редакции: в тексте была ошибка, она исправлена.",
    "تصحيح: سيفتح الجسر في يونيو.",
    "نسخة سابقة من هذا المقال ذكرت أن الجسر مغلق.",
    "更正：大桥将于六月开放。",
    "本報道較早版本誤稱大橋已關閉。",
    "訂正：橋の開通は6月です。",
    "【訂正】橋の長さに誤りがありました。",
    "この記事の以前の版では橋の長さが誤っていました。",
    "정정: 다리는 6월에 열립니다.",
)  # fmt: skip

NOT_OWNED = (
    "Correction fears grip markets as the index falls 10 percent.",
    "Correction officers at the island jail walked out on Monday.",
    "The Department of Corrections: who runs the state's prisons.",
    "Corrections officials said that the inmate had been found at noon.",
    "A correction of 10 percent: that is what analysts expect.",
    "Correction of 10 percent: that is what analysts expect.",
    "Correction des copies du bac : les enseignants en grève.",
    "La corrección política: un debate sin fin.",
    "Editor's note: This story contains descriptions of violence.",
    "Editor's note: Jane Lane teaches law in Ostby. The views expressed are her own.",
    "Anm. d. Red.: Die Namen der Kinder wurden geändert.",
    "Update: Police have named the driver.",
    "Update, 14:30: Police have named the driver.",
    "This story has been updated.",
    "This story has been updated with comments from the minister.",
    "This is a developing story and will be updated.",
    "This post has been updated to reflect that the mayor has resigned.",
    "UPDATE 2-Bridge to open in May, ministry says",
    "An earlier version of the bill would have raised the toll.",
    "In einer früheren Fassung des Gesetzes war die Maut höher.",
    "The journal retracted the paper after three of its authors asked for it.",
    "The paper has been retracted, the journal said.",
    "The ministry apologised for the mistake and withdrew the figures.",
    "The court said that the police had corrected their report twice.",
    "The minister said that an earlier version of this report had misled parliament.",
    "Kill: a film that nobody should miss.",
    "中国股市出现更正常的走势。",
    "Mise à jour : la police a identifié le conducteur.",
    "Примечание: имена изменены.",
)  # fmt: skip

SLUGS = (
    "CORRECTED-Bridge over the sound to open in June",
    "UPDATE 1-CORRECTED-Bridge over the sound to open in June",
    "CORRECTED: Bridge over the sound to open in June",
    "(CORRECTED) Bridge over the sound to open in June",
    "Correction: Bridge-Opening story",
    "RETRACTED: Bridge collapses",
    "KILL - Bridge collapses",
    "WITHDRAWAL-Bridge collapses",
    "Rectificatif: le pont ouvre en juin",
    "更正：大桥六月开放",
)
NO_SLUGS = (
    "UPDATE 2-Bridge over the sound to open in May",
    "REFILE-Bridge over the sound to open in May",
    "WRAPUP 1-Bridges open across the north",
    "Stock market correction: what it means for you",
    "Correction officer charged with smuggling",
    "CORRECTION OFFICERS WALK OUT",
    "Corrected vision without glasses",
    "Kill the bill, protesters say",
    "KILLING OF A MAYOR SHOCKS OSTBY",
    "Withdrawn players named",
)


@pytest.mark.parametrize("words", OWNED)
def test_an_article_that_owns_up_to_an_error_is_heard(words: str) -> None:
    assert correction_in(TITLE, f"{LEAD}\n\n{words}") == words


@pytest.mark.parametrize("words", NOT_OWNED)
def test_what_only_speaks_of_corrections_or_is_only_an_update_is_none(words: str) -> None:
    assert correction_in(TITLE, f"{LEAD}\n\n{words}") is None
    assert correction_in(TITLE, f"{words} {LEAD}") is None


@pytest.mark.parametrize("title", SLUGS)
def test_a_headline_that_says_corrected_is_heard(title: str) -> None:
    assert correction_in(title, LEAD) == title


@pytest.mark.parametrize("title", NO_SLUGS)
def test_a_headline_about_something_else_is_none(title: str) -> None:
    assert correction_in(title, LEAD) is None


def test_a_sentence_in_the_midst_of_a_paragraph_is_given_from_where_it_begins() -> None:
    words = "An earlier version of this article misstated the length of the bridge."
    assert correction_in(TITLE, f"{LEAD} {words}") == words


def test_a_label_alone_in_its_line_is_given_with_what_follows() -> None:
    text = f"{LEAD}\n\nCorrection\n\nThe bridge is 4 kilometres long.\n\nIt opens in May."
    assert correction_in(TITLE, text) == "Correction The bridge is 4 kilometres long."


def test_a_quote_of_somebody_elses_correction_is_none() -> None:
    text = f"{LEAD}\n\nCorrection: we never said so."
    assert correction_in(TITLE, text, (Part.TEXT, Part.QUOTE)) is None
    assert correction_in(TITLE, text, (Part.TEXT, Part.TEXT)) is not None


def test_all_corrections_are_given_in_order_and_each_once() -> None:
    one, other = "Correction: It is 4 kilometres long.", "This story has been corrected to name its builder."
    text = "\n\n".join([one, LEAD, other, one])
    assert corrections_in("CORRECTED-Bridge to open", text) == ("CORRECTED-Bridge to open", one, other)


def test_a_long_correction_is_cut_and_a_column_of_them_ends_somewhere() -> None:
    column = "\n\n".join(f"Correction: number {i}. " + "word " * 200 for i in range(100))
    found = corrections_in(TITLE, column)
    assert len(found) == MOST
    assert max(map(len, found)) == LONGEST
    assert found[0].endswith("…")


PIECES = st.sampled_from((*OWNED, *NOT_OWNED, "\n\n", " ", "(", "Correction", ":", ". ", "\u2028", "\x00", "a" * 50))


@given(st.text(), st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_whatever_a_page_says_it_is_read_and_what_is_given_stands_in_it(title: str, text: str) -> None:
    said = f"{' '.join(title.split())} {' '.join(text.split())}"
    assert all(words.removesuffix("…") in said for words in corrections_in(title, text))
