from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from news import By, Likeness, Placement, Profile, Verdict
from news.story import Ground
from storage.articles import add_article
from storage.database import Session
from tests.storage.conftest import NOW, article

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = NOW + HOUR


def about(*keys: int, at: datetime = NOW) -> Profile:
    """What an article is about; what is packed names the keys, so that it can be told from another's."""
    return Profile(keys, repr(keys).encode(), at)


def told_by(
    session: Session,
    outlet: str = "A",
    story: int | None = None,
    *,
    keys: Iterable[int] = (),
    at: datetime = NOW,
    by: By | None = None,
    agencies: tuple[str, ...] = (),
) -> tuple[int, int]:
    """Store an article with a text of its own. Return (article id, story id)."""
    placement = Placement(story, by or (By.EVENT if story else By.NEW))
    read = replace(article(f"https://{outlet}.example/{at}", outlet), published_at=at, agencies=agencies)
    return add_article(session, "a", read, placement, [], about(*keys, at=at), f"{outlet.lower()}.example", NOW)


def copied_by(session: Session, outlet: str, story: int, original: int, likeness: Likeness = Likeness.COPY) -> int:
    """Store an article that carries another one's text."""
    verdict = Verdict(likeness, Ground.FEW_CHANGES, 0.9)
    by = By.COPY if likeness is Likeness.COPY else By.REVISION
    placement = Placement(story, by, original, verdict)
    read = article(f"https://{outlet}.example/copy", outlet)
    return add_article(session, "b", read, placement, [1, 2], None, f"{outlet.lower()}.example", NOW)[0]
