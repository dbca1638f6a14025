"""Stories and articles as a person names them, with a cure where there is none of that name."""

from collections.abc import Iterable

from news import StoredArticle, Story, WirewatchError
from parsers import page_key
from storage.archive import find_article
from storage.database import Session
from storage.stories import story, story_now

_LONGEST_ID = 18  # digits: what a 64-bit number can surely hold


def story_named(session: Session, name: str) -> Story:
    """The story of this number; where it was joined to another one, that one. Raises WirewatchError: no such story."""
    if not is_number(name):
        raise WirewatchError(f"“{name}” is no number of a story. Cure: wirewatch stories list shows them.")
    now = story_now(session, int(name))
    found = story(session, now) if now is not None else None
    if found is None:
        raise WirewatchError(f"There is no story {int(name)}. Cure: wirewatch stories list shows those there are.")
    return found


def articles_named(session: Session, names: Iterable[str]) -> list[StoredArticle]:
    """Each by its id or an address, each once. Raises WirewatchError: no such article."""
    return list({one.id: one for one in (_article(session, name) for name in names)}.values())


def _article(session: Session, name: str) -> StoredArticle:
    """Not by its title: a correction is of what is meant, not of what is like it."""
    key = key_of(name)
    found = find_article(session, name, key) if key or is_number(name) else None
    if found is None or is_by_chance(found, name):
        cure = "write its id, as wirewatch stories show has it, or its address"
        raise WirewatchError(f"No stored article is “{name}”. Cure: {cure}.")
    return found


def key_of(name: str) -> str | None:
    """The page key of an address; None for what is none."""
    return page_key(name) if "://" in name else None


def is_by_chance(found: StoredArticle, name: str) -> bool:
    """A number is an id, though it may stand in a title."""
    return is_number(name) and found.id != int(name)


def is_number(name: str) -> bool:
    return name.isascii() and name.isdecimal() and len(name) <= _LONGEST_ID
