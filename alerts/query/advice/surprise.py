"""Words that find others which their writer did not think of, because both have one stem."""

from collections import Counter
from collections.abc import Mapping
from functools import cache

from alerts.query.words.fold import fold
from alerts.query.words.stem import stem

# Plurals and the like with a meaning of their own. What they find besides is an inflection: no rule tells these.
OWN_MEANING = {
    "arms": "arm", "customs": "custom", "goods": "good", "marines": "marine", "means": "mean", "shelling": "shell",
    "united": "unit", "mining": "mine", "savings": "saving", "provided": "provide", "securities": "security",
    "remains": "remain", "talks": "talk", "strikes": "strike", "airs": "air", "leaves": "leave", "lives": "live",
    "forces": "force", "powers": "power", "grounds": "ground", "quarters": "quarter", "proceeds": "proceed",
    "blues": "blue", "greens": "green", "ruling": "rule", "building": "build", "meeting": "meet", "hearing": "hear",
}  # fmt: skip
# Common words that English Snowball gives the stem of others with little to do with them: importance, authority.
_COMMON = """
    year month week day office organ import author emerge depart several universe intern execute relate animal commune
    general custom experience negative past probe sense state univers person public nature physics matter port part
    contract direct even extent former home hospital host kind late live mass moment nation objective opera posit
    press prime produce provide race rate real respect secure serve special station success suit town value very wing
"""
_ENDINGS = ("", "s", "es", "d", "ed", "ing", "'s", "n", "en")  # of one word's forms
_OFTENER = 5  # times as often as the word itself: then it is the other word that the topic mostly fires on
_SEEN = 20  # times in the archive; below it, chance


def surprise(word: str, vocabulary: Mapping[str, int] | None = None) -> str | None:
    """Give a common word that an English query word finds too, and that is no form of it; None if there is none.

    `vocabulary`: the words of an archive and how often each stands there, beside the common words known here.
    """
    plain = fold(word)
    if plain in OWN_MEANING:
        return OWN_MEANING[plain]
    if vocabulary and (often := _often(plain, vocabulary)):
        return often
    common = _common().get(stem(plain, "en"), plain)
    return None if _is_form(plain, common) else common


def _often(word: str, vocabulary: Mapping[str, int]) -> str | None:
    """Give the most frequent of the words with this stem, if it is far oftener than the word itself."""
    least = max(_SEEN, _OFTENER * vocabulary.get(word, 0))
    kin = Counter(
        {other: vocabulary[other] for other in _kin(stem(word, "en"), vocabulary) if not _is_form(word, other)}
    )
    return next((other for other, count in kin.most_common(1) if count >= least), None)


def _kin(root: str, vocabulary: Mapping[str, int]) -> list[str]:
    return [other for other in vocabulary if other[:2] == root[:2] and stem(other, "en") == root]


def _is_form(one: str, other: str) -> bool:
    """Tell forms of one word: march, marched, marching; carry, carries; stop, stopped."""
    short, long = sorted((one, other), key=len)
    bare = {short, short.removesuffix("e"), short + short[-1:], short[:-1] + "i" if short.endswith("y") else short}
    return any(long.removesuffix(ending) in bare for ending in _ENDINGS if long.endswith(ending))


@cache
def _common() -> dict[str, str]:
    return {stem(word, "en"): word for word in _COMMON.split()}
