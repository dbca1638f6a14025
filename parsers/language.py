"""What language a text is in."""

import re

_TAG = re.compile(r"^([a-zA-Z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_].*)?$")
_ENOUGH = 400  # characters; some sentences: enough to tell a language


def language_tag(stated: str) -> str | None:
    """A language as pages write it ("en_US", "DE-de") as a BCP 47 tag; None when it is none."""
    found = _TAG.match(stated.strip())
    if not found or found[1].lower() in ("und", "mul", "zxx", "xx"):
        return None
    script, region = (found[2] or "").title(), (found[3] or "").upper()
    return "-".join(part for part in (found[1].lower(), script, region) if part)


def guess_language(title: str, text: str) -> str | None:
    """Guess by the words; None when there are too few of them."""
    sample = f"{title}\n{text[:_ENOUGH]}"
    if sum(c.isalpha() for c in sample) < 8:
        return None
    from py3langid import classify  # its model takes half a second to load: only when a page does not say

    return str(classify(sample)[0])
