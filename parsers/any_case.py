"""Searches in text of any case, by patterns in small letters: re.I makes patterns of many words five times as slow."""

import re


def search_any_case(pattern: re.Pattern[str], text: str) -> str:
    """The first that the pattern finds, as the text writes it; "" when there is nothing."""
    small = text.lower()
    found = pattern.search(small)
    if not found:
        return ""
    return text[found.start() : found.end()] if len(small) == len(text) else found[0]
