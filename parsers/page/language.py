"""The language that a page says it is in, where its letters do not belie it."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from parsers.language import language_tag
from parsers.page.evidence import Found
from parsers.page.head import first
from parsers.page.json_ld import text_of
from parsers.page.tree import Tree

# Scripts by the ranges of their letters. Those of one language name it.
_SCRIPTS = {
    "Latn": "a-zA-ZÀ-ɏ",
    "Kana": "\u3040-\u30ff", "Hang": "\uac00-\ud7a3\u1100-\u11ff", "Hani": "\u3400-\u9fff", "Thai": "\u0e01-\u0e5b",
    "Laoo": "\u0e80-\u0eff", "Khmr": "\u1780-\u17ff", "Mymr": "\u1000-\u109f", "Arab": "\u0600-\u06ff\u0750-\u077f",
    "Hebr": "\u0590-\u05ff", "Cyrl": "\u0400-\u052f", "Grek": "\u0370-\u03ff\u1f00-\u1fff", "Armn": "\u0530-\u058f",
    "Geor": "\u10a0-\u10ff", "Ethi": "\u1200-\u137f", "Deva": "\u0900-\u097f", "Beng": "\u0980-\u09ff",
    "Guru": "\u0a00-\u0a7f", "Gujr": "\u0a80-\u0aff", "Orya": "\u0b00-\u0b7f", "Taml": "\u0b80-\u0bff",
    "Telu": "\u0c00-\u0c7f", "Knda": "\u0c80-\u0cff", "Mlym": "\u0d00-\u0d7f", "Sinh": "\u0d80-\u0dff",
}  # fmt: skip
_LETTERS = re.compile("|".join(f"(?P<{name}>[{letters}]+)" for name, letters in _SCRIPTS.items()))
_OTHER = re.compile("[\u0370-\u1fff\u3040-\ud7ff]")  # for speed: most pages have no such letter
_LANGUAGES = {
    "Kana": "ja", "Hang": "ko", "Hani": "zh ja yue", "Thai": "th", "Laoo": "lo", "Khmr": "km", "Mymr": "my",
    "Arab": "ar fa ur ps ckb ku sd ug pnb az ms", "Hebr": "he yi", "Grek": "el", "Armn": "hy", "Geor": "ka",
    "Cyrl": "ru uk be bg sr mk kk ky tg mn uz tt ba cv os ab ce az bs cnr sh tk",
    "Ethi": "am ti", "Deva": "hi mr ne sa kok bho mai", "Beng": "bn as", "Guru": "pa", "Gujr": "gu", "Orya": "or",
    "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Sinh": "si",
}  # fmt: skip
# Of more than one script; the letters cannot tell against Latin.
_ALSO_LATIN = frozenset(["sr", "az", "uz", "kk", "ku", "ms", "bs", "cnr", "sh", "tk"])
# What many write for a language is the country, or an older code.
_MEANT = {
    "jp": "ja",
    "kr": "ko",
    "cn": "zh",
    "gr": "el",
    "cz": "cs",
    "dk": "da",
    "ua": "uk",
    "iw": "he",
    "in": "id",
    "vn": "vi",
}
_SAMPLE = 800  # letters; menus in another language are shorter than that
_ENOUGH = 40  # letters of text, to hold anything against a page's word
_SHARE = 0.3  # of the letters in one script: names and quotes in Latin stand in all
_TEXTS = ("h1", "p")


def language_of(tree: Tree) -> Found[str | None]:
    """What <html lang>, JSON-LD and meta say, the first that the letters of the text allow.

    When they allow none, the language that alone is written in these letters; None: the words must tell.
    """
    script = _script(_sample(tree))
    stated = [(where, tag) for where, text in _stated(tree) if (tag := _tag(text))]
    fitting = [(where, tag) for where, tag in stated if _fits(tag, script)]
    if fitting:
        where, value = fitting[0]
        return Found(value, where, tuple((w, t) for w, t in stated if t[:2] != value[:2]))
    only = _LANGUAGES.get(script, "").split()
    return Found(only[0], "letters", tuple(stated)) if len(only) == 1 else Found(None, "", tuple(stated))


def _stated(tree: Tree) -> Iterator[tuple[str, str]]:
    yield "html lang", tree.root.get("lang") or tree.root.get("xml:lang") or ""
    yield f"{tree.told_in} inLanguage", text_of(tree.node.get("inLanguage"))
    for key in ("og:locale", "content-language", "language", "dc.language", "dcterms.language"):
        yield f"meta {key}", first(tree.meta, key)


def _tag(text: str) -> str:
    tag = language_tag(text.split(",")[0]) or ""
    language, _, rest = tag.partition("-")
    return "-".join(part for part in (_MEANT.get(language, language), rest) if part)


def _fits(tag: str, script: str) -> bool:
    language = tag.split("-")[0]
    if script == "Latn":
        return language in _ALSO_LATIN or not any(language in written.split() for written in _LANGUAGES.values())
    return not script or language in _LANGUAGES[script].split()


def _sample(tree: Tree) -> str:
    """Words of the text: titles and paragraphs, the longer ones."""
    taken: list[str] = []
    room = _SAMPLE
    for element in islice(tree.root.iter(*_TEXTS), 300):
        text = "".join(islice(element.itertext(), 20))
        if len(text) > _ENOUGH:
            taken.append(text[:_SAMPLE])
            room -= len(text)
        if room < 0:
            break
    return " ".join(taken)


def _script(text: str) -> str:
    """The script that most letters are of; "" when there are too few. A syllable counts for two letters."""
    if not _OTHER.search(text):
        return "Latn" if len(text) > _ENOUGH else ""
    counted = Counter[str]()
    for found in _LETTERS.finditer(text):
        counted[found.lastgroup or ""] += len(found[0]) * (2 if found.lastgroup in ("Hani", "Kana", "Hang") else 1)
    total = counted.total()
    if total < _ENOUGH:
        return ""
    if counted["Kana"] > _SHARE / 3 * (counted["Kana"] + counted["Hani"]) and counted["Kana"] > _SHARE / 3 * total:
        return "Kana"
    script, count = max(((s, c) for s, c in counted.items() if s != "Latn"), key=lambda pair: pair[1], default=("", 0))
    return script if count > _SHARE * total else "Latn"
