"""Bytes to characters."""

import codecs
import re
from collections.abc import Mapping

from parsers.charset_guess import guess_charset, is_other_script
from parsers.written_twice import read_once_more

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BOM_BYTES = tuple(mark for mark, _ in _BOMS)
_LABEL = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']|<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})",
    re.I,
)
# What browsers read under these labels (encoding.spec.whatwg.org): supersets that pages really use.
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
# Python also knows codecs that are no charsets (punycode, unicode_escape, utf-7): a page must not choose those.
_CHARSETS = re.compile(
    r"utf-(8|16|16-le|16-be|32|32-le|32-be)$|iso8859-\d+$|cp\d{3,4}$|koi8-[rut]$|mac-\w+$|gb18030$|big5hkscs$|euc_jp$|iso2022_jp$"
)
_ALIASES = {"ks_c_5601-1987": "euc_kr", "utf8mb4": "utf-8", "unicode-1-1-utf-8": "utf-8", "iso-8859-8-i": "iso-8859-8"}
_LATIN = "cp1252"  # what is meant where nothing else is said, and what servers say that were never told
_HEAD_BYTES = 4096  # the HTML standard wants the declaration in the first 1024; real pages put scripts before it
# Without a mark: where the zeros of the first ASCII character are. UTF-32 first, since it has those of UTF-16 too.
_ZEROS = (
    (re.compile(rb"\0\0\0[^\0]"), "utf-32-be"),
    (re.compile(rb"[^\0]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0[^\0]\0[^\0]"), "utf-16-be"),
    (re.compile(rb"[^\0]\0[^\0]\0"), "utf-16-le"),
)
_JAPANESE = re.compile(rb"\x1b\$[@B]")  # ISO-2022-JP, which is ASCII to the eye, begins its letters so
_MAX_SLIPS = 10_000  # each costs a call; a document with more is not "UTF-8 with slips"


def decode(body: bytes, content_type: str = "") -> str:
    """Decode a document: byte order mark, valid UTF-8, HTTP header, own declaration, then the look of its letters.

    Valid UTF-8 comes before what is declared, since other charsets almost never look like it and
    declarations are often left over from a template. The letters also decide between two declarations, and
    against windows-1252 where hardly a letter is Latin. Text that was taken for windows-1252 once on its way and
    is UTF-8 of that now, is brought back. Never raises: what cannot be read is U+FFFD.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode("utf-8", "replace") if name == "utf-8" else body.decode(name, "replace")
    labels = _labels(body, content_type)
    is_japanese = b"\x1b" in body and _JAPANESE.search(body)
    if is_japanese and "\ufffd" not in (text := body.decode("iso2022_jp", "replace")):
        return text
    if (plain := _as_utf8(body, labels)) is not None:
        return read_once_more(body, plain)
    if wide := next((name for zeros, name in _ZEROS if zeros.match(body)), None):
        return body.decode(wide, "replace")
    return _legacy(body, labels)


def to_utf8(body: bytes, content_type: str = "") -> bytes:
    """The same document in UTF-8, without byte order mark; itself, when it is that already."""
    if not body.startswith(_BOM_BYTES) and _as_utf8(body, _labels(body, content_type)) is not None:
        return body
    return decode(body, content_type).removeprefix("\ufeff").encode("utf-8", "replace")


def _legacy(body: bytes, labels: list[str]) -> str:
    """As labelled, where that fits; else as UTF-8 with slips; else by its letters."""
    fitting = {name: text for name in labels if _fits(text := body.decode(name, "replace"))}
    for name, text in fitting.items():
        if len(fitting) > 1 or (name == _LATIN and is_other_script(body)):
            return _by_letters(body, fitting)
        return text if name != "utf-8" else _mixed(body, text)
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    # Where letters are Latin, a pair that looks like UTF-8 comes by chance, but hardly with each fifth letter.
    if _beyond_ascii(text) - broken > broken * (4 if is_other_script(body) else 1 / 4):
        return _mixed(body, text)
    return _by_letters(body, {})


def _by_letters(body: bytes, fitting: Mapping[str, str]) -> str:
    """As labelled, if the letters speak for it or the label is not the one of servers that were never told."""
    guess = _charset(guess_charset(body))
    told = [name for name in fitting if name == guess] or [name for name in fitting if name != _LATIN]
    if told:
        return fitting[told[0]]
    text = body.decode(guess or _LATIN, "replace")
    return text if _fits(text) else body.decode(_LATIN, "replace")


def _mixed(body: bytes, text: str) -> str:
    """UTF-8 into which a template or a quotation brought words in windows-1252."""
    return body.decode("utf-8", "cp1252") if text.count("\ufffd") <= _MAX_SLIPS else text


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("cp1252", _as_cp1252)


def _fits(text: str) -> bool:
    """More characters beyond ASCII could be read than not: a few slips in the right charset, not a wrong one."""
    broken = text.count("\ufffd")
    return broken == 0 or _beyond_ascii(text) >= 2 * broken


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _labels(body: bytes, content_type: str) -> list[str]:
    """Charsets of one byte a character or more, as the header and the document say; wide ones show themselves."""
    declared = _DECLARED.search(body, 0, _HEAD_BYTES)
    header = _LABEL.search(content_type)
    own = (declared[1] or declared[2]).decode("ascii", "replace") if declared else ""
    names = (_charset(header[1] if header else ""), _charset(own))
    return [name for name in names if name and not name.startswith(("utf-16", "utf-32"))]


def _charset(label: str) -> str | None:
    label = label.lower().removeprefix("x-").replace("win-", "windows-")
    if not label.isascii() or not label:
        return None
    try:
        name = codecs.lookup(_ALIASES.get(label, {"sjis": "shift_jis"}.get(label, label))).name
    except LookupError:
        return None
    name = _WIDER.get(name, name)
    return name if _CHARSETS.match(name) else None


def _as_utf8(body: bytes, labels: list[str]) -> str | None:
    """None when it is none, when ISO-2022 is meant, which is ASCII to the eye, or when zeros tell of UTF-16."""
    if b"\0" in body[:64] or any(name.startswith("iso2022") for name in labels[:1]):
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None
