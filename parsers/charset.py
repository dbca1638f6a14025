"""Bytes to characters."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
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
    r"utf-(8|16|16-le|16-be)$|iso8859-\d+$|cp\d{3,4}$|koi8-[rut]$|mac-\w+$|gb18030$|big5hkscs$|euc_jp$|iso2022_jp$"
)
_HEAD_BYTES = 4096  # the HTML standard wants the declaration in the first 1024; real pages put scripts before it


def decode(body: bytes, content_type: str = "") -> str:
    """Decode a document: byte order mark, valid UTF-8, HTTP header, own declaration, then windows-1252.

    Valid UTF-8 comes before what is declared, since other charsets almost never look like it and
    declarations are often left over from a template. Never raises: what cannot be read is U+FFFD.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) if name == "utf-8" else 0 :].decode(name, "replace")
    labels = _labels(body, content_type)
    if _is_utf8(body) and not any(name.startswith(("iso2022", "utf-16")) for name in labels[:1]):
        return body.decode("utf-8")
    if body[:4].count(0) == 2:  # UTF-16 without a mark: every other byte of a tag is zero
        return body.decode("utf-16-le" if body[1] == 0 else "utf-16-be", "replace")
    for name in (*labels, "utf-8"):
        text = body.decode(name, "replace")
        if _fits(text):
            return text
    return body.decode("cp1252", "replace")


def _fits(text: str) -> bool:
    """More characters beyond ASCII could be read than not: a few slips in the right charset, not a wrong one."""
    broken = text.count("\ufffd")
    return broken == 0 or len(text) - len(text.encode("ascii", "ignore")) >= 2 * broken


def _labels(body: bytes, content_type: str) -> list[str]:
    declared = _DECLARED.search(body, 0, _HEAD_BYTES)
    header = _LABEL.search(content_type)
    own = (declared[1] or declared[2]).decode("ascii", "replace") if declared else ""
    return [name for name in (_charset(header[1] if header else ""), _charset(own)) if name]


def _charset(label: str) -> str | None:
    if not label.isascii() or not label:
        return None
    try:
        name = codecs.lookup({"x-sjis": "shift_jis", "ks_c_5601-1987": "euc_kr"}.get(label.lower(), label)).name
    except LookupError:
        return None
    name = _WIDER.get(name, name)
    return name if _CHARSETS.match(name) else None


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in body[:64]
