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
_INVISIBLE = ("\u200b", "\u2060")
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
_PILE = re.compile(r"([^\w\s\x00-\u02ff]{30})[^\w\s\x00-\u02ff]+")  # combining marks are no part of \w


def scrub(text: str) -> bytes:
    """The page in UTF-8 and in composed form (NFC), as its reader would see it. Lone surrogates become `?`."""
    text = _composed(text)
    for mark in _INVISIBLE:
        text = text.replace(mark, "")
    data = text.encode("utf-8", "replace").translate(_SPACES, _CONTROLS)
    data = _NO_CHARACTER.sub(b"", _LATIN.sub(_as_windows, data))
    return _ENTITY.sub(b"", _AGAIN.sub(b"&", data))


def _composed(text: str) -> str:
    """Without what follows on thirty marks in a row: putting a million of them in order takes a day."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", _PILE.sub(r"\1", text))


def _as_windows(found: re.Match[bytes]) -> bytes:
    return b"" if found[0] == b"\xc2\xad" else found[0][1:].decode("cp1252", "ignore").encode()
