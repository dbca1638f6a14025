"""What language a text is in."""

import re
import unicodedata
from collections import Counter
from math import sqrt

from parsers.common_words import is_evident

_TAG = re.compile(r"^([a-zA-Z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_].*)?$")
_ENOUGH = 400  # characters; some sentences: enough to tell a language
_OLD = {"iw": "he", "in": "id", "ji": "yi", "mo": "ro"}  # withdrawn by ISO 639, still written
# Scripts in which nearly all news is of one language, by the first word of their letters' names.
_OF_ONE = {
    "GREEK": "el", "HEBREW": "he", "ARMENIAN": "hy", "GEORGIAN": "ka", "ETHIOPIC": "am", "THAI": "th", "LAO": "lo",
    "MYANMAR": "my", "KHMER": "km", "TIBETAN": "bo", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "TAMIL": "ta",
    "TELUGU": "te", "KANNADA": "kn", "MALAYALAM": "ml", "SINHALA": "si", "GUJARATI": "gu", "GURMUKHI": "pa",
    "ORIYA": "or",
}  # fmt: skip
_LONG = 60  # bytes: below, a headline of names may pass for anything
_LETTERS = 15  # a headline in Chinese characters has that many; Latin ones are kept out by _LONG
# Difference of logarithmic probabilities for each square root of a byte. On 1,299 news texts the true language is
# behind by 3.5 at most, in headlines, in 80 characters and in 400; a wrong one is by 4 in 95 of 100 samples of 60
# characters, and in all of 200.
_CLEAR = 4.0
_OF_MODEL = {"nb": "no", "sh": "sr", "cnr": "sr", "fil": "tl", "cmn": "zh"}  # what the model calls them
_NAMES = {"no": "nb"}  # its Norwegian is Bokmål
_NONE = "zxx"  # the model's word for what is no language
# Told apart by a few words only; a page knows better which of them it is in.
_AKIN = tuple(
    frozenset(group.split())
    for group in (
        "no nb nn da", "hr sr bs sh cnr", "id ms jv su min ace", "zh yue wuu cmn", "fa prs tg", "he hbo yi", "am ti",
        "ar ary arz", "en pcm", "hi bho mai", "zu xh nr ss", "az azb", "ur pnb", "bg mk", "es ast an ext", "gl pt",
        "de lb als", "nl li", "fr wa",
    )
)  # fmt: skip
# Of few newspapers, and like a language of many.
_LARGE = {"pcm": "en", "wuu": "zh", "yue": "zh", "ary": "ar", "arz": "ar", "ext": "es", "an": "es", "wa": "fr"}
_KANA = 0.1  # of the letters: Japanese names things in Chinese characters, and says everything else in kana
_MOST = 0.5
_LATIN = "\u036f"  # the last sign of Latin script, for speed: no letter up to here names a language


def language_tag(stated: str) -> str | None:
    """A language as pages write it ("en_US", "DE-de") as a BCP 47 tag; None when it is none."""
    found = _TAG.match(stated.strip())
    if not found or found[1].lower() in ("und", "mul", "zxx", "xx"):
        return None
    language = found[1].lower()
    script, region = (found[2] or "").title(), (found[3] or "").upper()
    return "-".join(part for part in (_OLD.get(language, language), script, region) if part)


def guess_language(title: str, text: str) -> str | None:
    """Guess by script and words; None when there are too few of them."""
    sample = f"{title}\n{text[:_ENOUGH]}"
    letters = [char for char in sample if char.isalpha()]
    if len(letters) < 8:
        return None
    if found := _by_script(letters):
        return found
    likely = _most_likely(sample)
    return _NAMES.get(likely, likely) if likely != _NONE else None


def settled_language(stated: str | None, title: str, text: str) -> str | None:
    """What a page or feed says of its text, unless the text clearly says otherwise; a guess when nothing is said.

    `stated` is a BCP 47 tag, and is given back as it is, region and all, when it holds. Against it the text must be
    long enough, all of it in another language, and that language not one that is easily taken for the stated one.
    """
    if not stated:
        return guess_language(title, text)
    language = stated.split("-")[0].lower()
    if is_evident(language, text[:_ENOUGH]):
        return stated  # nine in ten end here: the model is neither asked nor loaded
    samples = (f"{title}\n{text[:_ENOUGH]}", text[_ENOUGH : 2 * _ENOUGH])  # a quotation does not fill both
    others = [_instead(sample, language) for sample in samples if _size(sample) >= _LONG]
    other = others[0] if all(others) and others else None
    return _NAMES.get(other, other) if other and not _are_akin(language, other) else stated


def _instead(sample: str, language: str) -> str | None:
    """What a sample is in, when that is clearly not this language."""
    letters = [char for char in sample if char.isalpha()]
    if len(letters) < _LETTERS:
        return None
    if found := _by_script(letters):
        return found if found != language else None
    scores = _scores(sample)
    own = _OF_MODEL.get(language, language)
    if own not in scores:
        return None  # a language that the model does not know may well be this one
    clear = _CLEAR * sqrt(_size(sample))
    best = max(scores, key=scores.__getitem__)
    if best in _LARGE and scores[best] - scores[_LARGE[best]] <= clear:
        best = _LARGE[best]
    return best if scores[best] - scores[own] > clear else None


def _are_akin(one: str, other: str) -> bool:
    return any(one in group and other in group for group in _AKIN)


def _most_likely(sample: str) -> str:
    """The likeliest language. One of few newspapers must be clearly likelier than the large one it resembles."""
    from py3langid import classify

    best = str(classify(sample)[0])
    if best not in _LARGE:
        return best
    scores = _scores(sample)
    return best if scores[best] - scores[_LARGE[best]] > _CLEAR * sqrt(_size(sample)) else _LARGE[best]


def _scores(sample: str) -> dict[str, float]:
    from py3langid import rank  # its model takes half a second and 119 MB to load: only when it is needed

    return {language: score for language, score in rank(sample) if language != _NONE}


def _size(sample: str) -> int:
    """Bytes. What JSON can write and UTF-8 cannot, half a surrogate pair, counts as one."""
    return len(sample.encode(errors="replace"))


def _by_script(letters: list[str]) -> str | None:
    found = Counter(_OF_ONE.get(unicodedata.name(char, "").split(" ")[0], "") for char in letters if char > _LATIN)
    if found["ja"] > _KANA * len(letters):
        return "ja"
    language, count = next(iter(found.most_common(1)), ("", 0))
    return language if language and count > _MOST * len(letters) else None
