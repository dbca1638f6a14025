"""When two spellings count as the same word: case, accents and the like are folded away."""

import unicodedata
from functools import lru_cache

FOLDED_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC")
# fmt: off
PLAIN_LETTERS = str.maketrans({
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ё": "е", "ς": "σ",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": "",
})
# Small words that are written together with the next one: and, the, in, to, like …
ARABIC_CLITICS = (
    "و", "ف", "ب", "ك", "ل", "ال", "وال", "فال", "بال", "كال", "لل", "ولل", "وب", "ول", "فب", "فل",
)
HEBREW_CLITICS = (
    "ו", "ה", "ב", "ל", "מ", "ש", "כ", "וה", "וב", "ול", "ומ", "וש", "וכ",
    "שה", "שב", "של", "שמ", "כש", "מה", "בה", "לה", "ומה", "ושה", "כשה",
)
# fmt: on


@lru_cache(maxsize=65_536)  # the distinct words of some hundred articles, about 10 MB
def fold(text: str) -> str:
    """Fold a word so that spellings of one word become equal.

    Accents go in Latin, Greek, Cyrillic, Hebrew and Arabic script. Elsewhere marks are vowels and
    consonants and stay, as do й and ї, ؤ and ئ, which are letters of their own.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    return _without_marks(text).translate(PLAIN_LETTERS)


def _without_marks(text: str) -> str:
    kept, drop = [], True
    for char in text:
        if unicodedata.category(char)[0] == "M":
            kept += [] if drop else [char]
            continue
        script = unicodedata.name(char, "").partition(" ")[0]
        drop = script in FOLDED_SCRIPTS or not char.isalpha()
        kept.append(unicodedata.normalize("NFD", char)[0] if script in ("LATIN", "GREEK") else char)
    return "".join(kept)


@lru_cache(maxsize=65_536)  # as above; only words of queries come here
def with_clitics(folded: str) -> tuple[str, ...]:
    """Give a folded word and, for Arabic and Hebrew, the forms with a clitic before it."""
    if folded.isascii() or len(folded) < 2:
        return (folded,)
    script = unicodedata.name(folded[0], "").partition(" ")[0]
    clitics = {"ARABIC": ARABIC_CLITICS, "HEBREW": HEBREW_CLITICS}.get(script, ())
    return (folded, *(clitic + folded for clitic in clitics))
