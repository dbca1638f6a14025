"""Codes of languages that are written, and those that articles carry."""

# Names, codes of three letters and of countries: what stands in a query, and what its writer must have meant.
_MEANT = {
    "english": "en", "eng": "en", "uk-en": "en", "gb": "en", "us": "en", "french": "fr", "fra": "fr", "fre": "fr",
    "german": "de", "deu": "de", "ger": "de", "spanish": "es", "spa": "es", "italian": "it", "ita": "it",
    "portuguese": "pt", "por": "pt", "br": "pt", "dutch": "nl", "nld": "nl", "dut": "nl", "arabic": "ar", "ara": "ar",
    "arab": "ar", "hebrew": "he", "heb": "he", "iw": "he", "il": "he", "persian": "fa", "farsi": "fa", "fas": "fa",
    "per": "fa", "ir": "fa", "russian": "ru", "rus": "ru", "ukrainian": "uk", "ukr": "uk", "ua": "uk",
    "chinese": "zh", "zho": "zh", "chi": "zh", "cn": "zh", "cmn": "zh", "japanese": "ja", "jpn": "ja", "jp": "ja",
    "korean": "ko", "kor": "ko", "kr": "ko", "turkish": "tr", "tur": "tr", "polish": "pl", "pol": "pl",
    "swedish": "sv", "swe": "sv", "danish": "da", "dan": "da", "dk": "da", "finnish": "fi", "fin": "fi",
    "greek": "el", "ell": "el", "gre": "el", "gr": "el", "czech": "cs", "ces": "cs", "cz": "cs", "hindi": "hi",
    "hin": "hi", "indonesian": "id", "ind": "id", "in": "id", "vietnamese": "vi", "vie": "vi", "vn": "vi",
    "hungarian": "hu", "hun": "hu", "romanian": "ro", "ron": "ro", "rum": "ro", "mo": "ro",
    "norwegian": "no", "nor": "no",
}  # fmt: skip
_NORWEGIAN = ("no", "nb", "nn")


def on_language(code: str) -> tuple[str, str] | None:
    """Give what is to be told of the code of a `lang:`, and the cure."""
    if meant := _MEANT.get(code):
        return f"No article has the language `{code}`.", f"Write lang:{meant}."
    if len(code) > 3:
        return f"No article has the language `{code}`.", "Languages have codes of two letters, as lang:en, lang:ar."
    if code in _NORWEGIAN:
        return "Norwegian has three codes.", "For all of them write (lang:no OR lang:nb OR lang:nn)."
    return None
