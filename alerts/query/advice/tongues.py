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
# ISO 639-1, and of the codes of three letters those that articles carry.
_TEXT = """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg
    ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn
    no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw
    ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    ace arz ast awa ban bcl bho bjn ceb ckb crh cmn csb dag din dyu fil fon fur gsw hak haw hil hmn hsb ilo kab kam kmr
    krc kri lij lmo lus mag mai min mni mos nds nso nus pag pam pap pbt pcm pms prs rom sat scn sco shn shi srn szl
    tet tpi tum umb war wuu xmf yue zgh
"""
_CODES = frozenset(_TEXT.split())


def code_of(name: str) -> str | None:
    """Give the code of a language's English name, in small letters."""
    return _MEANT.get(name) if len(name) > 3 else None


def on_language(code: str) -> tuple[str, str] | None:
    """Give what is to be told of the code of a `lang:`, and the cure."""
    if meant := _MEANT.get(code):
        return f"No article has the language `{code}`.", f"Write lang:{meant}."
    if code not in _CODES:
        return f"No article has the language `{code}`.", "Languages have codes of two letters, as lang:en, lang:ar."
    if code in _NORWEGIAN:
        return "Norwegian has three codes.", "For all of them write (lang:no OR lang:nb OR lang:nn)."
    return None
