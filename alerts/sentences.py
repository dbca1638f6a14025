"""Where sentences end, in the scripts that news is written in. Pure."""

import re
from functools import lru_cache

_CLOSING = r"['\"”’“»›)\]]*"
_END = re.compile(
    r"(?P<line>\n\s*)"
    rf"|(?P<stop>\.){_CLOSING}[^\S\n]+"
    rf"|(?P<mark>[!?…؟۔።։]){_CLOSING}[^\S\n]+"
    rf"|[।॥။។]{_CLOSING}\s*"
    r"|[。！？｡．]['\"”’」』）]*"
)
_WORD_BEFORE = re.compile(r"(?:\w\.)*[\w\u0900-\u0dff]+$")  # just before a full stop; the range has Indic vowel signs
_WORD_AFTER = re.compile(r"[\"“‘'«(\[¿¡]*(\w+)(\s?)")

# Titles and the like, cut short with a stop: what follows is a name or a number, never a new sentence.
# English; German and Dutch; French, Spanish, Portuguese, Italian; Russian, Ukrainian, Hindi.
_TITLES = """
    mr mrs ms messrs dr prof gen lt col maj capt cpt sgt cpl pvt adm cmdr cdr brig sen rep reps gov pres rev hon fr
    st mt ft supt insp det atty amb no nos vs eg ie cf fig vol natl intl proc
    hr hrn abg bd ca bzw ggf inkl zb dh ua evtl sog str mevr dhr mw drs ir jl dl
    mm mme mlle mgr sr sra srta ud uds dra exmo av pág art sig dott ing avv núm nº n ee
    г ул им пр тов проф акад св см ср стр डॉ श्री प्रो
"""
# These may also end a sentence: only a word that often begins one tells.
_AMBIGUOUS = """
    jan feb mar apr jun jul aug sep sept oct nov dec inc corp co ltd bros plc jr etc approx est dept univ assn
    ave blvd calif fla usw etw dgl okt dez rd janv févr avr juil déc ene abr dic fev mag giu
    lug ott uu тыс млн млрд долл руб
"""
_OPENERS = """
    The This That These Those A An In On At It Its He She They We You His Her Their But And Or So If As By For From
    With After Before When While Since Some Many Most All No Not There Then What Who Where Why How Now Also Yet Both
    Der Die Das Den Dem Ein Eine Er Sie Es Wir Im Am Auf Bei Nach Vor Mit Von Und Aber Doch Auch Als Wenn
    Le La Les Un Une Il Elle Ils Elles Ce Cette Ces Dans En Mais Et Selon Pour Après
    El Los Las Una Según Pero Y Lo Gli Nel Nella De Het Een Maar O Os Um Uma
    Он Она Они Это Эти В На По Но И А Как
"""
_ALWAYS, _OFTEN, _STARTERS = (frozenset(words.split()) for words in (_TITLES, _AMBIGUOUS, _OPENERS))
_NUMBERED = ("no", "n", "art")  # words of their own, and short only before a number
_LONGEST_SHORT = 14  # characters of an abbreviation with its stops


@lru_cache(maxsize=16)  # an article is asked about by each topic it fires; a few threads work at once
def sentence_ends(text: str) -> tuple[int, ...]:
    """Give the end of each sentence, with the white space behind it, in order. The last is the text's own end.

    A full stop after an initial, a title, an abbreviation, a day of the month ("3. Mai") or an acronym ends no
    sentence, unless the next word is one that often begins sentences.
    """
    ends = [found.end() for found in _END.finditer(text) if found.end() < len(text) and _ends(found, text)]
    return (*ends, len(text))


def _ends(found: "re.Match[str]", text: str) -> bool:
    if found.lastgroup == "line" or found.lastgroup is None:
        return True
    after = _WORD_AFTER.match(text, found.end())
    if after and after[1][0].islower():
        return False  # “Stop!” he said; Inc. of New York
    return found.lastgroup == "mark" or not _is_short(text, found.start(), after)


def _is_short(text: str, stop: int, after: "re.Match[str] | None") -> bool:
    """Tell whether the word before this full stop is only cut short by it."""
    before = _WORD_BEFORE.search(text, max(0, stop - _LONGEST_SHORT), stop)
    if before is None:
        return False
    word = before[0].replace(".", "")
    if word.casefold() in _ALWAYS and (word.casefold() not in _NUMBERED or _is_number(after)):
        return True
    if not (len(word) == 1 or "." in before[0] or (word.isdecimal() and len(word) < 3) or word.casefold() in _OFTEN):
        return False
    return after is None or not (after[1] in _STARTERS and after[2])


def _is_number(after: "re.Match[str] | None") -> bool:
    return after is not None and after[1][0].isdigit()
