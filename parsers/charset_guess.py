"""A charset by the look of the letters: what is left when a document does not say, or says two things."""

import re

_RUN = re.compile(rb"[^<>\n]+")
_ENOUGH = 8_000  # bytes; a page of text: more changes no guess
_SEARCHED = 400_000  # bytes; some pages have scripts before the text
_HIGH, _PLAIN = bytes(range(0x80, 0x100)), b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FEW = 30  # letters beyond ASCII: quotation marks, names and signs in a text that is English otherwise
_OTHER_SCRIPT = 0.3  # of the letters: Czech has 0.15 beyond ASCII, in other scripts nearly all are


def guess_charset(body: bytes) -> str:
    """Its name, "" when there is too little to go by."""
    sample = _sample(body)
    if _count(sample, _HIGH) < _FEW:
        return ""
    from chardet import EncodingEra, detect  # takes 0.1 s and 20 MB to load: only when a document does not say

    return detect(sample, encoding_era=EncodingEra.MODERN_WEB | EncodingEra.LEGACY_ISO)["encoding"] or ""


def is_other_script(body: bytes) -> bool:
    """Most of its letters are beyond ASCII, as in no language that windows-1252 is for."""
    sample = _sample(body)
    high = _count(sample, _HIGH)
    return high >= _FEW and high > _OTHER_SCRIPT * (high + _count(sample, _PLAIN))


def _sample(body: bytes) -> bytes:
    """Lines between tags that have such letters."""
    found, length = [], 0
    for run in _RUN.finditer(body, 0, _SEARCHED):
        if length > _ENOUGH:
            break
        if not run[0].isascii():
            found.append(run[0][:_ENOUGH])
            length += len(found[-1])
    return b" ".join(found)[:_ENOUGH]


def _count(sample: bytes, letters: bytes) -> int:
    return len(sample) - len(sample.translate(None, letters))
