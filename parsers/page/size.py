"""How much a text says."""

import re

_WIDE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
_NARROW = bytes((*range(0xE0), 0xE2))  # for speed: UTF-8 of letters that are none of these has no other byte


def size(text: str) -> int:
    """Length in Latin characters: one of Chinese, Japanese, Korean or Thai says as much as two and a half."""
    if text.isascii() or not text.encode("utf-8", "replace").translate(None, _NARROW):
        return len(text)
    return len(text) + int(1.5 * len(_WIDE.findall(text)))
