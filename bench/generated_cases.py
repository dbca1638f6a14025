"""Topics and articles made at random, as nasty as they come: many scripts, compounds, acronyms, possessives, quotes.

Everything is made from one Random, so a seed gives the same cases. A round has few words of its own, so that its topics
and articles meet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from alerts.query import Document, Query, parse_query
from alerts.query.grammar.lex import LEAST_LITERALS
from news import QueryError

VOCABULARIES = [
    line.split()
    for line in """
sale sales Sale SALES sell selling arms arm Arms jet jets fire ceasefire cease cease-fire Cease-Fire yearly year ins in
state-of-the-art state art the s of-the-art non-state-art jet-fire
US us U.S. U.S U.N. UN J.R.R. F-15 F15 f 15 F-15E 1.3 1,300 1300 300 1 3 AT&T AT T at C++ C x86 m/s $50 50 ٣ ½ Ⅷ ²
Israel's Israel israel’s ISRAEL'S O'Brien o brien l'armée armee armée ARME\u0301E naïve naive Straße strasse ﬁre fire
İstanbul istanbul ıstanbul Łódź lodz Ærø s' ſale sale s Israel-US's
رفح ورفح برفح رَفَح قوات القوات والقوات للقوات غزة غزه وغزة أمن امن الأمن علي على ب و بيـــت بيت ٪
רפיח ברפיח רָפִיחַ מרפיח צה"ל צה״ל צהל וצהל בצה״ל ג'נין ג׳נין גנין שלום השלום ש של
京都 東京都 東京 京 拉法 北京 拉 ガザ カ\u3099サ\u3099 ｶﾞｻﾞ が か 서울 서 울시 ไทย กรุงเทพ ກຳ ကမ္ဘာ ＵＳ us
Рафах Рафаху РАФАХ ёлка елка ёлки йод иод міста місто їжа Ἀθήνα αθηνα λόγος λογοσ
समस्तीपुर दिल्ली दिल्ली-समस्तीपुर कि की हिंदी हिन्दी US ガザ رفح
""".strip().split("\n")
]
GAPS = [*" " * 12, *"-‑-/&_.,\n’״“…=+", *(", ", ". ", "--", " - ", "'s ", "’s ", "' ", ' "', '" ', "\n\n", "")]
GAPS += ["\u200d", "\u0301", " \u0301"]  # a joiner, an accent upon what went before, and one upon nothing
LANGUAGES = ["en", "EN-gb", "fr", "de", "ru", "ar", "he", "ja", "hi", "tr", "nb", "pt-BR", "zh_Hant", "und", "porter"]
WORDS_A_ROUND = 14
STRANGERS = 0.1  # of the words of a round: any other
FIELDS = ("title", "body", "lead", "author", "source", "section", "url")
_LISTS = ("weapons", "places", "all")


@dataclass(frozen=True, slots=True)
class Round:
    """Articles that are asked of the same topics. `lists` are those that the topics name."""

    queries: Sequence[Query]
    documents: Sequence[Document]
    lists: Mapping[str, Sequence[str]]


def make_round(random: Random, topics: int, articles: int) -> Round:
    """Make a round. Topics that the language refuses are made again."""
    words = [word for _ in range(2) for word in random.sample(random.choice(VOCABULARIES), WORDS_A_ROUND // 2)]
    writer = _Writer(random, words)
    lists = {name: [writer.entry() for _ in range(random.randint(1, 5))] for name in _LISTS[:2]}
    lists["all"] = ["@weapons", writer.entry()]
    return Round([_query(writer, lists) for _ in range(topics)], [_article(writer) for _ in range(articles)], lists)


def _query(writer: "_Writer", lists: Mapping[str, Sequence[str]]) -> Query:
    while True:
        try:
            return parse_query(writer.query(), lists)
        except QueryError:
            continue


def _article(writer: "_Writer") -> Document:
    random = writer.random
    document = Document(title=writer.text(6), body=writer.text(50), lang=random.choice([*LANGUAGES, *["en"] * 5, ""]))
    if random.random() < 0.1:  # one of them alone, or none at all
        document = replace(document, title="")
    if random.random() < 0.1:
        document = replace(document, body="")
    # A lead ends with a paragraph, so give some a long one.
    if random.random() < 0.2:
        document = replace(document, body=f"{writer.text(40)}\n{document.body}")
    named = {name: writer.text(8) for name in FIELDS[3:] if random.random() < 0.7}
    return replace(document, **named)


class _Writer:
    """Writes queries and texts from a few words."""

    def __init__(self, random: Random, words: Sequence[str]) -> None:
        self.random, self._words = random, words

    def text(self, most: int) -> str:
        return "".join(self._word() + self.random.choice(GAPS) for _ in range(self.random.randint(0, most)))

    def query(self) -> str:
        return self._node(self.random.randint(0, 3), in_field=False)

    def entry(self) -> str:
        """What a list may hold: a word, pattern, phrase, or words without quotes."""
        if self.random.random() < 0.3:
            return f"{self._word()} {self._word()}"
        return self._leaf()

    def _word(self) -> str:
        if self.random.random() < STRANGERS:
            return self.random.choice(self.random.choice(VOCABULARIES))
        return self.random.choice(self._words)

    def _node(self, depth: int, in_field: bool) -> str:
        if depth == 0:
            return self._place(1)
        parts = [self._node(depth - 1, in_field) for _ in range(self.random.randint(2, 3))]
        match self.random.choice(("and", "and", "or", "not", "not", "field", "atleast", "near", "side by side")):
            case "and":
                return f"({' AND '.join(parts)})"
            case "side by side":
                return f"({' '.join(parts)})"
            case "or":
                return f"({' OR '.join(parts)})"
            case "not":
                return f"({parts[0]} {self.random.choice(('NOT ', '-', 'AND NOT NOT '))}{parts[1]})"
            case "field" if not in_field:
                return self._in_field(depth)
            case "atleast":
                return f"ATLEAST/{self.random.randint(1, 4)} {self._place(2)}"
            case _:
                return f"({self._near(2)})"

    def _in_field(self, depth: int) -> str:
        if self.random.random() < 0.25:
            language = self.random.choice(("en", self.random.choice(LANGUAGES)))  # else it would hardly ever hold
            return f"({self._node(depth - 1, in_field=True)} lang:{language})"
        return f"{self.random.choice(FIELDS)}:({self._node(self.random.randrange(depth), in_field=True)})"

    def _near(self, depth: int) -> str:
        sign = self.random.choice(("NEAR", "ONEAR"))
        return f"{self._place(depth - 1)} {sign}/{self.random.choice((0, 0, 1, 2, 3, 6, 20))} {self._place(depth - 1)}"

    def _place(self, depth: int) -> str:
        kind = self.random.random()
        if depth == 0 or kind < 0.5:
            return self._leaf()
        if kind < 0.6:
            return f"@{self.random.choice(_LISTS)}"
        if kind < 0.8:
            return f"({self._near(depth)})"
        return f"({' OR '.join(self._place(depth - 1) for _ in range(self.random.randint(2, 4)))})"

    def _leaf(self) -> str:
        kind = self.random.random()
        if kind < 0.45:
            return self.random.choice(("", "", "", "=", "==")) + self._word().replace('"', "״")
        if kind < 0.6:
            return self._pattern()
        quoted = " ".join(
            self._pattern() if self.random.random() < 0.1 else self._word() for _ in range(self.random.randint(1, 3))
        )
        form = self.random.choice(("", "", "", "=", "=="))
        return f'{form}"{quoted}"{f"~{self.random.randint(0, 4)}" if kind < 0.75 else ""}'

    def _pattern(self) -> str:
        """A word with wildcards, after as many letters as they need; one too short for them as it is."""
        word = self._word().replace('"', "״")
        if len(word) <= LEAST_LITERALS:
            return word
        at = self.random.randint(LEAST_LITERALS, len(word))
        sign = self.random.choice(("*", "*", "?", "*?", "??"))
        return word[:at] + sign + word[at + self.random.randint(0, 2) :]
