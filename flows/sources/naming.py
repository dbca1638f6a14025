"""Names for sources, from what strangers call them."""

from collections.abc import Container

LONGEST_NAME = 100  # characters: a line of a table


def one_line(text: str) -> str:
    """Printable, without double spaces, no longer than a name may be."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(printable.split())[:LONGEST_NAME].strip()


def own_name(name: str, taken: Container[str]) -> str:
    """The name, or the name with the first number that makes it one of its own. `taken` are case-folded."""
    number, own = 1, name
    while own.casefold() in taken:
        number += 1
        own = f"{name} ({number})"
    return own
