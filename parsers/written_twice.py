"""UTF-8 that was taken for windows-1252 on its way and written as UTF-8 once more: "cafÃ©"."""

import re

_TRAILS = "".join(bytes((code,)).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xC0))
_BYTES = {char: bytes((code,)) for code, char in enumerate(_TRAILS + "".join(map(chr, range(0xC0, 0x100))), 0x80)}
_TRAIL = f"[{re.escape(_TRAILS)}]"
_TWICE = re.compile(f"(?:[\xc2-\xdf]{_TRAIL}|[\xe0-\xef]{_TRAIL}{{2}}|[\xf0-\xf4]{_TRAIL}{{3}})+")
# The same as bytes: a first look, which nearly all pages end at.
_BEGINNING = re.compile(
    rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xc6\x92|\xcb[\x86\x9c]"
    rb"|\xe2(?:\x80[\x93-\xba]|\x82\xac|\x84\xa2))"
)
_FEW = 6  # characters: three letters. One or two could be meant
_SURE = 0.8  # of all characters beyond ASCII; what a page quotes is left as it is


def read_once_more(body: bytes, text: str) -> str:
    """The text of a body in UTF-8; decoded once more, where nearly all of it beyond ASCII is of that kind."""
    if b"\xc3" not in body or not _BEGINNING.search(body):
        return text
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    garbled = sum(len(run) for run in _TWICE.findall(text) if _once(run) != run)
    if garbled < max(_FEW, _SURE * beyond):
        return text
    return _TWICE.sub(lambda run: _once(run[0]), text)


def _once(run: str) -> str:
    try:
        return b"".join(_BYTES[char] for char in run).decode()
    except UnicodeDecodeError:
        return run
