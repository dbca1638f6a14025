"""What other tools ask for and no article here can answer: refused in the words that were written, with a cure."""

import re

from alerts.query.borrowed.legal import LEXIS_CAPITALS, LEXIS_NAMES
from news import QueryError

_WHEN = "Leave it out: a topic is asked of each article as it comes."
_CODES = "There are no codes of subjects, regions or companies: leave it out, or write words, or a list of the names."
_SOURCE = "For a source write a part of its name: source:reuters."
_TERMS = "Articles carry no index terms: leave it out, or write its words alone."
_CODE_CURES = {
    "rst": _SOURCE, "sc": _SOURCE, "wc": _WHEN, "pd": _WHEN, "ns": _CODES, "in": _CODES, "co": _CODES, "re": _CODES,
    "fds": _CODES, "nss": _CODES, "an": _CODES, "ct": _CODES, "cr": _CODES, "ed": _CODES, "pg": _CODES, "vol": _CODES,
}  # fmt: skip
_CALLED_CURES = {"date": _WHEN, "load-date": _WHEN, "length": _WHEN, "word-count": _WHEN}

_CODE = re.compile(rf"(?i)({'|'.join(_CODE_CURES)})=(?=[^\s=])|(wc)[<>]")
_CALLED = re.compile(rf"(?i)({LEXIS_NAMES}|{LEXIS_CAPITALS})\(")
_FAR = re.compile(r"(?i)(?:and\s+)?not\s+(?:(?:w|pre|o?near)?/(?:\d+|s|p|sent|para|seg)|(?:near|adj)\d+)(?=[\s()]|$)")
_LONGEST_HOST = 253  # code points (RFC 1035)
_FIRST = re.compile(r"/[Ff](\d+)/")


def lacking(query: str, at: int, legal: bool) -> tuple[int, QueryError] | None:
    """Look at the beginning of a word: where what is lacking ends, and the refusal.

    `legal`: other signs show that the query is of Lexis or Factiva, so that city(gaza) is no word before a group.
    """
    if match := _CODE.match(query, at):
        name = match[1] or match[2]
        message = f"There is no field `{name}` here."
        return match.end(), QueryError("unknown-field", at, message, _CODE_CURES[name.lower()])
    if (match := _CALLED.match(query, at)) and (legal or match[1].isupper()):
        message = f"There is no field `{match[1]}` here."
        cure = _CALLED_CURES.get(match[1].lower(), _TERMS)
        return match.end(1), QueryError("unknown-field", at, message, cure)
    if match := _FAR.match(query, at):
        hint = "Exclude the two together, gaza NOT (gaza NEAR/5 oil), or a phrase."
        return match.end(), QueryError("unsupported", at, f"`{match[0]}`: what is not near cannot be asked.", hint)
    return None


def first_words(query: str, at: int) -> tuple[int, QueryError] | None:
    """Look for gaza/F50/, which is no part of an address."""
    match = _FIRST.match(query, at)
    if not match or is_address(query, at):
        return None
    message = f"`{match[0]}`: the first {match[1]} words cannot be asked for."
    return match.end(), QueryError("unsupported", at, message, "lead: looks at how a text begins: lead:gaza.")


def is_address(query: str, at: int) -> bool:
    """Tell whether what stands before a `/` looks like that of a site."""
    word = re.split(r"[\s()]", query[max(at - _LONGEST_HOST, 0) : at])[-1]
    return ":" in word or "." in word
