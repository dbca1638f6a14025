"""News agencies under one name each: outlets credit the same one in several."""

from collections.abc import Iterable

# What the large ones call themselves beside their usual name, in small letters.
_USUAL = {
    "associated press": "AP",
    "the associated press": "AP",
    "ap news": "AP",
    "agence france-presse": "AFP",
    "agence france presse": "AFP",
    "thomson reuters": "Reuters",
    "deutsche presse-agentur": "dpa",
    "press association": "PA",
    "pa media": "PA",
    "pa news agency": "PA",
    "united press international": "UPI",
    "press trust of india": "PTI",
    "asian news international": "ANI",
    "australian associated press": "AAP",
    "the canadian press": "Canadian Press",
    "xinhua news agency": "Xinhua",
    "yonhap news agency": "Yonhap",
    "kyodo news": "Kyodo",
    "agencia efe": "EFE",
    "agência efe": "EFE",
    "agenzia ansa": "ANSA",
    "anadolu agency": "Anadolu",
    "anadolu ajansı": "Anadolu",
}


def agencies_once(names: Iterable[str]) -> tuple[str, ...]:
    """Each agency once, under its usual name, else as first printed; in order."""
    found: dict[str, str] = {}
    for name in names:
        usual = _USUAL.get(name.casefold(), name)
        found.setdefault(usual.casefold(), usual)
    return tuple(found.values())
