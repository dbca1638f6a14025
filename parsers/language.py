"""What language a text is in."""

import re
import unicodedata
from collections import Counter

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
_KANA = 0.1  # of the letters: Japanese names things in Chinese characters, and says everything else in kana
_MOST = 0.5


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
    from py3langid import classify  # its model takes half a second to load: only when a page does not say

    return str(classify(sample)[0])


def _by_script(letters: list[str]) -> str | None:
    found: Counter[str] = Counter()
    for char in letters:
        found[_OF_ONE.get(unicodedata.name(char, "").split(" ")[0], "")] += 1
    if found["ja"] > _KANA * len(letters):
        return "ja"
    language, count = found.most_common(1)[0]
    return language if language and count > _MOST * len(letters) else None
