"""The characters of a page that no reader sees, and entities written twice, gone before it is parsed."""

import re
import unicodedata

# Controls but for tab, line feed and carriage return: libxml2 lets them in, lxml and databases refuse them.
_CONTROLS = bytes([*range(9), 11, *range(14, 32), 127])
_SPACES = bytes.maketrans(b"\x0c", b" ")
# Soft hyphen; and controls that are windows-1252 read as Latin-1 somewhere on the way: browsers show them so, too.
_LATIN = re.compile(rb"\xc2[\x80-\x9f\xad]")
# Zero-width space, word joiner. Not the (non-)joiners U+200C and U+200D: they are spelling in Persian and Indic; nor
# marks of direction, which Arabic and Hebrew with numbers may need.
_INVISIBLE = ("\u200b".encode(), "\u2060".encode())
_NO_CHARACTER = re.compile(rb"\xef(?:\xbb\xbf|\xbf[\xbe\xbf])")  # a byte order mark within, U+FFFE, U+FFFF
# &amp;nbsp; or &amp;amp;#39;: what was written has been through one template too many.
_AGAIN = re.compile(
    rb"&amp;(?:amp;)*(?=(?:amp|nbsp|quot|apos|lt|gt|shy|#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[lr][sd]quo|[nm]dash|hellip"
    rb"|[a-zA-Z](?:acute|grave|circ|uml|tilde|cedil|ring|slash)|szlig);)"
)
# All of the above as entities. libxml2 takes numbers without their semicolon, too.
_ENTITY = re.compile(
    rb"&(?:shy;|ZeroWidthSpace;|NoBreak;"
    rb"|#0*(?:[1-8]|1[1-24-9]|2\d|3[01]|127|173|8203|8288|65279|65534|65535)(?!\d);?"
    rb"|#[xX]0*(?:[1-8bBcCeEfF]|1[0-9a-fA-F]|7[fF]|[aA][dD]|200[bB]|2060|[fF][eE][fF]{2}|[fF]{3}[eEfF])"
    rb"(?![0-9a-fA-F]);?)"
)
# For speed: pages have few characters beyond ASCII, and most of these have one form only.
_PLAIN = bytes((9, 10, 13, *range(32, 127)))
_UNSEEN = re.compile("[\x00-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff]")
_COMPOSES = re.compile(
    "[^\x00-\u02ff\u0388-\u03ff\u0400-\u0482\u048a-\u052f\u05d0-\u05ea\u0620-\u064a\u0660-\u066f\u0671-\u06d3\u10d0-\u10fa"
    "\u1ea0-\u1ef9\u2002-\u20cf\u2100-\u2125\u2190-\u2328\u2330-\u2adb\u2b00-\u2bff\u3000-\u3029\u3041-\u3096\u30a0-\u9fff"
    "\uac00-\ud7a3\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uff01-\uffff\U0001f000-\U0001faff]"
)
# Combining marks in a row: no part of \w, no sign, no emoji.
_SIGNS = r"\x00-\u02ff\u2000-\u20cf\u2100-\u2bff\u3000-\u3029\ufe00-\ufe0f\U0001f000-\U0001faff"
_PILE = re.compile(rf"([^\w\s{_SIGNS}]{{30}})[^\w\s{_SIGNS}]+")


def scrub(text: str) -> bytes:
    """The page in UTF-8 and in composed form (NFC), as its reader would see it. Lone surrogates become `?`."""
    data = text.encode("utf-8", "replace")
    special = data.translate(None, _PLAIN).decode()
    if _COMPOSES.search(special):
        data = _composed(text, special).encode("utf-8", "replace")
    if _UNSEEN.search(special):
        data = _seen(data)
    return _ENTITY.sub(b"", _AGAIN.sub(b"&", data))


def _seen(data: bytes) -> bytes:
    for mark in _INVISIBLE:
        data = data.replace(mark, b"")
    return _NO_CHARACTER.sub(b"", _LATIN.sub(_as_windows, data.translate(_SPACES, _CONTROLS)))


def _composed(text: str, special: str) -> str:
    """Without what follows on thirty marks in a row: putting a million of them in order takes a day."""
    return unicodedata.normalize("NFC", _PILE.sub(r"\1", text) if _PILE.search(special) else text)


def _as_windows(found: re.Match[bytes]) -> bytes:
    return b"" if found[0] == b"\xc2\xad" else found[0][1:].decode("cp1252", "ignore").encode()
