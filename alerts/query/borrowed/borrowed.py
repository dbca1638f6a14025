"""Queries as other tools write them: Lexis, Factiva, Meltwater, Brandwatch, Google Alerts, Lucene.

Only what cannot be sensible in our own language is taken for something else; what may be either stays as it is.
"""

import re
from collections.abc import Callable

from alerts.query.advice.tongues import code_of
from alerts.query.borrowed.lacking import first_words, is_address, lacking
from alerts.query.borrowed.legal import groupings, is_factiva, is_lexis
from alerts.query.borrowed.normalised import Change, Normalised, grouped
from alerts.query.grammar.lex import QUOTED
from news import QueryError

# Distances count words between, as ours do, in Meltwater (help.meltwater.com, How to master Boolean search 2/3),
# Brandwatch (Advanced query operators: NEAR/2f is "2 or fewer words in-between") and Google's AROUND. Factiva counts
# positions: near5 and adj5 are "0-4 words between" (Factiva: Using connectors and operators). Of Lexis the pages
# differ: "within n words" (help.lexisnexis.com, w/n) and "maximum word count between the two" (wiki.lexisnexis.com,
# Boolean searching); the wider is taken, so that nothing is missed.
_SENTENCE, _PARAGRAPH = 25, 75  # words, by which Lexis itself takes w/s and w/p (help.lexisnexis.com, pre/s, w/p)

_END = r"(?=[\s()]|$)"  # behind a word
# Two and more words after a field of Factiva, which it reaches over, up to an operator or another field.
_ROW = re.compile(r"(?i)\w+(?:[ \t]+(?!(?:and|or|not|same|(?:adj|near|w/?)\d*)\b)\w+(?![\w=:(/$*?]))+")
_OPERAND = re.compile(r"[^\s()]+")
_STARTS = "(（|-–−—"  # a word may begin behind these, as behind white space
_UNSEEN = "\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"  # spaces of no width and marks of direction
_FIELDS = {
    "title": "title", "headline": "title", "headlines": "title", "intitle": "title",
    "hd": "title", "ti": "title", "lead": "lead", "ingress": "lead", "lp": "lead", "text": "body", "intext": "body",
    "content": "body", "body": "body", "by": "author", "byline": "author", "author": "author",
    "outlet": "source", "publication": "source", "source": "source", "sn": "source",
    "site": "source", "domain": "source", "section": "section", "inurl": "url", "link": "url",
    "language": "lang", "la": "lang", "se": "section",
}  # fmt: skip
_BOTH = {"hlead", "hlp"}  # headline and first paragraph
# Lexis: HEADLINE(gaza), Factiva: hd=gaza
_CALLED = "headline|hlead|hlp|lead|byline|publication|section|title|body|author|text|source|language"
_SET = "hd|ti|lp|hlp|la|by|sn|se"
_COLON = "headlines?|ingress|intitle|text|intext|content|by|byline|outlet|publication|site|domain|inurl|link"

# Without any of these nothing is borrowed: ten thousand topics are looked through in a tenth of a second.
_ANY_SIGN = re.compile(
    rf"[!$^+&–−—（）：「『{_UNSEEN}]|\|\||(?<!NEAR)(?<!ATLEAST)/|\w[(=<>]|(?i:near|adj|atleast)\d"
    r"|(?<!\btitle)(?<!\bbody)(?<!\blead)(?<!\bauthor)(?<!\bsource)(?<!\bsection)(?<!\burl)(?<!\blang):|NEAR/\d+f"
)
_LUCENE = re.compile(r"&&|\|\||(?<![^\s(])\+\w")


def normalise(query: str) -> Normalised:
    """Take what other tools write for what it means there. A query of our own comes back as it is."""
    if not _ANY_SIGN.search(query):
        return Normalised(query, (), tuple(range(len(query) + 1)))
    pen = _Pen(query)
    pen.run(0, len(query))
    taken = Normalised("".join(pen.out), tuple(pen.changes), (*pen.places, len(query)), pen.refusal)
    return grouped(query, taken, groupings(taken.text, pen.lexis)) if pen.legal else taken


class _Pen:
    """Copies a query from left to right and changes what it knows."""

    def __init__(self, query: str) -> None:
        self.query, self.lucene = query, bool(_LUCENE.search(query))
        self.lexis, self.factiva = is_lexis(query), is_factiva(query)
        self.legal = self.lexis or self.factiva
        self.refusal: QueryError | None = None
        self.out: list[str] = []
        self.places: list[int] = []
        self.changes: list[Change] = []
        self.doubling = False

    def run(self, at: int, end: int) -> None:
        while at < end:
            at = self._step(at)

    def _step(self, at: int) -> int:
        if quote := QUOTED.match(self.query, at):
            return self.copy(at, quote.end())
        if self.query[at] == "\\":
            return self.copy(at, at + 2)
        for rule in _AT_START if self._starts(at) else _INSIDE:
            if (end := rule(self, at)) is not None:
                return end
        return self.copy(at, at + 1)

    def _starts(self, at: int) -> bool:
        return at == 0 or self.query[at - 1].isspace() or self.query[at - 1] in _STARTS

    def copy(self, at: int, end: int) -> int:
        for place in range(at, min(end, len(self.query))):
            self.out.append(self.query[place])
            self.places.append(place)
        return end

    def put(self, text: str, at: int) -> None:
        self.out += text
        self.places += [at] * len(text)

    def change(self, at: int, end: int, taken: str, why: str) -> int:
        self.changes.append(Change(at, self.query[at:end], taken, why))
        self.put(taken, at)
        return end

    def refuse(self, at: int, end: int, error: QueryError) -> int:
        self.refusal = self.refusal or error  # the first from the left
        return self.copy(at, end)

    def operand(self, at: int) -> int:
        """Give the end of the word, phrase or group that stands at a place."""
        if at < len(self.query) and self.query[at] == "(":
            return self._closing(at) + 1
        match = QUOTED.match(self.query, at) or _OPERAND.match(self.query, at)
        return match.end() if match else at

    def _closing(self, at: int) -> int:
        depth, quoted = 0, 0
        for place in range(at, len(self.query)):
            if place < quoted:
                continue
            if quote := QUOTED.match(self.query, place):
                quoted = quote.end()
            depth += {"(": 1, ")": -1}.get(self.query[place], 0)
            if depth == 0:
                return place
        return len(self.query) - 1


_Rule = Callable[[_Pen, int], int | None]


def _pattern(expression: str, taken: Callable[[re.Match[str]], str], why: str) -> _Rule:
    """Make a rule: what matches at a place is taken for something else."""
    pattern = re.compile(expression)

    def rule(pen: _Pen, at: int) -> int | None:
        match = pattern.match(pen.query, at)
        return pen.change(at, match.end(), taken(match), why) if match else None

    return rule


def _short(digits: str) -> str:
    """Count the words between instead of the positions: near5 has at most 4 between."""
    return str(max(int(digits[:4]) - 1, 0))


def _in_field(expression: str) -> _Rule:
    pattern = re.compile(expression)

    def rule(pen: _Pen, at: int) -> int | None:
        match = pattern.match(pen.query, at)
        if not match:
            return None
        name, start = match[1].lower(), match.end()
        if name in _BOTH:
            return _in_both(pen, at, start)
        if _FIELDS[name] == "lang":
            return _language(pen, at, start)
        pen.change(at, start, f"{_FIELDS[name]}:", f"The field is called {_FIELDS[name]}: here.")
        return start

    return rule


def _in_both(pen: _Pen, at: int, start: int) -> int:
    """Write title:x OR lead:x; together they are not one field here."""
    if pen.doubling:  # inside another one, which the grammar refuses: each level would be written twice as often
        return pen.change(at, start, "title:", "A field cannot stand inside another one.")
    words = _ROW.match(pen.query, start) if pen.factiva else None
    end, pen.doubling = words.end() if words else pen.operand(start), True
    signs = "()" if words else ("", "")
    why = "Title and lead are two fields here: all of it must stand in one of them."
    pen.changes.append(Change(at, pen.query[at:start], "title: or lead:", why))
    pen.put(f"(title:{signs[0]}", at)
    pen.run(start, end)
    told = len(pen.changes)
    pen.put(f"{signs[1]} OR lead:{signs[0]}", at)
    pen.run(start, end)
    del pen.changes[told:]  # told once
    pen.doubling = False
    pen.put(f"{signs[1]})", max(end - 1, at))
    return end


def _all_in_title(pen: _Pen, at: int) -> int | None:
    """Take allintitle: for all words behind it, as Google does."""
    match = re.compile(r"(?i)allintitle:\s*(?=\S)").match(pen.query, at)
    if not match:
        return None
    pen.change(at, match.end(), "title:(", "title: takes one word or group: all that follows is put in parentheses.")
    pen.run(match.end(), len(pen.query))
    pen.put(")", len(pen.query) - 1)
    return len(pen.query)


def _language(pen: _Pen, at: int, start: int) -> int:
    end = pen.operand(start)
    code = code_of(pen.query[start:end].strip("()").lower())
    if code:
        return pen.change(at, end, f"lang:{code}", "The field is called lang: here, and takes a code.")
    return pen.change(at, start, "lang:", "The field is called lang: here.")


def _site(pen: _Pen, at: int) -> int | None:
    """Take site: with a path for an address, without one for the host, whose name source: holds."""
    match = re.compile(r"(?i)(site|domain):((?:https?://)?(?:www\.)?)([^\s()]*)").match(pen.query, at)
    if not match:
        return None
    field = "url" if "/" in match[3].rstrip("/") else "source"
    pen.change(at, match.start(3), f"{field}:", f"The field is called {field}: here.")
    return match.start(3)


def _lower_operator(pen: _Pen, at: int) -> int | None:
    """Take and, or, not for operators in a query that other signs show to be of Lexis or Factiva."""
    match = re.compile(rf"(?i)(?:and not|and|or|not){_END}").match(pen.query, at)
    if not (match and pen.legal) or match[0].isupper():
        return None
    return pen.change(at, match.end(), match[0].upper(), "Operators are in capitals here.")


def _within(pen: _Pen, at: int) -> int | None:
    """Take w/5 of Lexis, and of Factiva, where it keeps the order and counts steps."""
    match = re.compile(rf"(?i)w(/?)(\d+){_END}").match(pen.query, at)
    if match and pen.factiva:
        return pen.change(at, match.end(), f"ONEAR/{_short(match[2])}", _POSITIONS)
    return pen.change(at, match.end(), f"NEAR/{match[2]}", _WITHIN) if match and match[1] else None


def _side_by_side(pen: _Pen, at: int) -> int | None:
    """Take adj and same of Factiva, where other signs show that it is."""
    match = re.compile(rf"(?i)(adj|same){_END}").match(pen.query, at)
    if not match or not pen.factiva:
        return None
    if match[1].lower() == "adj":
        return pen.change(at, match.end(), "ONEAR/0", _POSITIONS)
    return pen.change(at, match.end(), f"NEAR/{_PARAGRAPH}", _ABOUT)


def _between(pen: _Pen, at: int) -> int | None:
    """Take gaza/N30/aid of Factiva, which needs no space around it."""
    match = re.compile(r"/[Nn](\d+)/").match(pen.query, at)
    if not match or not pen.factiva or is_address(pen.query, at):
        return None
    return pen.change(at, match.end(), f" NEAR/{_short(match[1])} ", _POSITIONS)


def _lacking(pen: _Pen, at: int) -> int | None:
    found = lacking(pen.query, at, pen.legal)
    return pen.refuse(at, *found) if found else None


def _first_words(pen: _Pen, at: int) -> int | None:
    found = first_words(pen.query, at)
    return pen.refuse(at, *found) if found else None


def _truncated(pen: _Pen, at: int) -> int | None:
    """Take terror! and terror$3. A name as Yahoo! stays, unless the query is of Lexis."""
    match = re.compile(rf"(\w{{2,}})(![*]?|\$\d?){_END}").match(pen.query, at)
    if not match or not (pen.legal or (match[1].islower() and len(match[1]) > 2)):
        return None
    pen.copy(at, match.end(1))
    return pen.change(match.end(1), match.end(), "*", "Other endings are asked for by `*`: any letters, or none.")


def _boost(pen: _Pen, at: int) -> int | None:
    match = re.compile(rf"\^\d+(?:\.\d+)?{_END}").match(pen.query, at)
    return pen.change(at, match.end(), "", "There are no weights: a query fires or does not.") if match else None


def _lucene_not(pen: _Pen, at: int) -> int | None:
    match = re.compile(r'!(?=[\w("“])').match(pen.query, at)
    return pen.change(at, at + 1, "NOT ", "To exclude, write NOT.") if match and pen.lucene else None


def _unseen(pen: _Pen, at: int) -> int | None:
    """Leave out what has no width beside white space, where it would spoil an operator."""
    match = re.compile(rf"[{_UNSEEN}]+").match(pen.query, at)
    if not match:
        return None
    beside = pen.query[max(at - 1, 0) : at] + pen.query[match.end() : match.end() + 1]
    if at and match.end() < len(pen.query) and not any(char.isspace() or char in '()"' for char in beside):
        return None
    return pen.change(at, match.end(), "", "It has no width: nobody sees it, and it would belong to the word.")


def _wide_parenthesis(pen: _Pen, at: int) -> int | None:
    """Take the parentheses of Chinese and Japanese keyboards."""
    sign = {"（": "(", "）": ")"}.get(pen.query[at])
    return pen.change(at, at + 1, sign, "Groups have the parentheses of Latin script.") if sign else None


def _corner_quotes(pen: _Pen, at: int) -> int | None:
    match = re.compile(r'[「『][^「」『』"]+[」』]').match(pen.query, at)
    if not match:
        return None
    pen.change(at, at + 1, '"', _QUOTES)
    pen.copy(at + 1, match.end() - 1)
    return pen.change(match.end() - 1, match.end(), '"', _QUOTES)


_QUOTES = "A phrase stands in double quotes."
_WITHIN = "A distance is written NEAR/n, in a fixed order ONEAR/n: at most n words between."
_POSITIONS = "Factiva's n counts steps from word to word, ours the words between: one less. adj keeps the order: ONEAR."
_ABOUT = f"Sentences and paragraphs are not told apart: Lexis itself takes {_SENTENCE} and {_PARAGRAPH} words."


def _about(unit: str) -> str:
    return str(_SENTENCE if unit.lower().startswith("s") else _PARAGRAPH)


_UNIT = "(s|sent|sentence|p|para|paragraph)"
_ANYWHERE: tuple[_Rule, ...] = (_unseen, _wide_parenthesis, _corner_quotes, _between, _first_words)
_AT_START: tuple[_Rule, ...] = (
    *_ANYWHERE,
    _within,
    _pattern(rf"/(\d+){_END}", lambda m: f"NEAR/{m[1]}", _WITHIN),
    _pattern(rf"(?i)pre/(\d+){_END}", lambda m: f"ONEAR/{m[1]}", _WITHIN),
    _pattern(rf"(?i)w?/{_UNIT}{_END}", lambda m: f"NEAR/{_about(m[1])}", _ABOUT),
    _pattern(rf"(?i)pre/{_UNIT}{_END}", lambda m: f"ONEAR/{_about(m[1])}", _ABOUT),
    _pattern(rf"(?i)w/seg{_END}", lambda _: "AND", "There are no segments: write AND, and a field around both."),
    _pattern(rf"(?i)near/(\d+)f{_END}", lambda m: f"ONEAR/{m[1]}", _WITHIN),
    _pattern(rf"(?:near|Near)/(\d+){_END}", lambda m: f"NEAR/{m[1]}", _WITHIN),
    _pattern(rf"(?:onear|Onear)/(\d+){_END}", lambda m: f"ONEAR/{m[1]}", _WITHIN),
    _pattern(r"(?i)AROUND\((\d+)\)(?=\s|$)", lambda m: f"NEAR/{m[1]}", _WITHIN),
    _pattern(rf"(?i)near(\d+){_END}", lambda m: f"NEAR/{_short(m[1])}", _POSITIONS),
    _pattern(rf"(?i)adj(\d+){_END}", lambda m: f"ONEAR/{_short(m[1])}", _POSITIONS),
    _pattern(r"(?i)atleast(\d+)(?=[\s(])", lambda m: f"ATLEAST/{m[1]} ", "The number follows a slash: ATLEAST/n."),
    _pattern(r"(?:atleast|Atleast)/(\d+)(?=[\s(])", lambda m: f"ATLEAST/{m[1]}", "Operators are in capitals here."),
    _pattern(
        r"(?i)(?:all)?caps\((\w+)\)", lambda m: f"=={m[1]}", "`==` asks for a word letter by letter, capitals included."
    ),
    _pattern(r'(?i)raw:(?=[\w"“])', lambda _: "==", "`==` asks for a word letter by letter, capitals included."),
    _pattern(r"&&(?=\s|$)", lambda _: "AND", "AND is written as a word."),
    _pattern(r"\|\|(?=\s|$)", lambda _: "OR", "OR is written as a word, or as one `|`."),
    _pattern(r'\+(?=[\w"“(=@])(?!\d+[\s()])', lambda _: "", "All words side by side are required here."),
    _pattern(r'[–−—](?=[\w"“(=@])', lambda _: "-", "To exclude, `-` is a hyphen, or NOT."),
    _lucene_not,
    _site,
    _all_in_title,
    _in_field(rf"(?i)({_CALLED})(?=\()"),
    _in_field(rf"(?i)({_SET})=(?=[^\s=])"),
    _in_field(rf"(?i)({_COLON}|language|hlead)[:：](?=\S)"),
    _in_field(r"(title|body|author|source|section|lead)：(?=\S)"),
    _in_field(r"(Title|TITLE|Body|BODY|Author|AUTHOR|Source|SOURCE|Section|SECTION|Lead|LEAD):(?=\S)"),
    _lacking,  # behind the fields that there are
    _side_by_side,
    _lower_operator,
    _truncated,
)
_INSIDE: tuple[_Rule, ...] = (*_ANYWHERE, _boost)


def is_borrowed(word: str) -> bool:
    """Tell a word that other tools mean as an operator: near5."""
    return re.fullmatch(r"(?i)(?:near|adj|atleast)\d+", word) is not None
