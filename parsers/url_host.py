"""One spelling of a host for all its guises."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

# The same pages in another dress: www, for telephones, for Google's cache.
_GUISE = re.compile(r"^(?:ww[w\d]\d?|m|mobile|mobil|mobi|mob|touch|amp|wap|pda|lite|3g)\.(?=[^.]+\.)")
_GUISE_BESIDE_WWW = re.compile(r"^(?:m|amp|mobile)-(?=www\.[^.]+\.)")
_GUISE_WITHIN = re.compile(r"\.(?:m|mobile|amp)\.(?=[^.]+\.)")  # en.m.news.example
_SUFFIX = re.compile(r"(?:ac|co|com|edu|go|gob|gov|ne|net|nom|or|org)\.[a-z]{2}")  # nobody's site: "m.co.uk" has a name
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")  # as they are typed in China and Japan


@lru_cache(maxsize=4096)
def host_key(host: str) -> str:
    """A host in ASCII and lower case, without www. and its like, and without the dot at the end."""
    host = unquote(host) if "%" in host else host
    if ":" in host:
        return f"[{host.lower()}]"  # IPv6
    labels = host.translate(_DOTS).lower().rstrip(".").split(".")
    return _undressed(".".join(map(_ascii, labels)))


def _undressed(host: str) -> str:
    host = _GUISE_BESIDE_WWW.sub("", host)
    while (shorter := _GUISE.sub("", host, count=1)) != host and not _SUFFIX.fullmatch(shorter):
        host = shorter
    return _GUISE_WITHIN.sub(".", host)


def _ascii(label: str) -> str:
    """A label as the name system has it (UTS 46, as browsers do it: ß stays itself)."""
    if label.isascii():
        return label
    label = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", label).lower())
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
