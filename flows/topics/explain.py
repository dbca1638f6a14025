"""Whether a topic fires on one article, why or why not, and what became of it."""

import asyncio
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from alerts.document import document_of
from alerts.passages import passages
from alerts.query import read_query
from alerts.query.reasons.nearly import why_not
from alerts.query.reasons.reasons import terms_of
from alerts.query.reasons.verdict import Verdict, nearest
from flows.parse.obtaining import LARGEST_FILE, Wanted, is_address, read_address, read_file
from flows.settings import Desk
from flows.topics.digests import topic_digests
from flows.topics.subject import Version
from news import Access, Article, Passage, StoredArticle, Term, WirewatchError
from parsers import Reading, page_key
from parsers.language import guess_language
from storage.archive import find_article
from storage.database import Database
from storage.fates import Fate, fate_of
from storage.topics import CHANGED, known_since, out_of_step

_MARKUP = b"<"  # a page begins with it; a text does not


class Met(StrEnum):
    """Whether a stored article was matched with a topic of the desk."""

    NEVER = "never"
    BEFORE = "as the topic was before"
    NOW = "as the topic is now"


@dataclass(frozen=True, slots=True)
class Subject:
    """An article to explain. `stored`, `fate` and `met`: only of one that the archive has.

    `own_query` is what the desk has under the topic's name; None when it has no such topic.
    """

    article: Article
    source: str
    stored: StoredArticle | None = None
    fate: Fate | None = None
    met: Met = Met.NEVER
    own_query: str | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """A part that failed: by how much, and the sentences around what came nearest."""

    part: str
    why: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """`terms` and `passages` when it fires; `missing`, the nearest first, when it does not."""

    topic: str
    query: str
    subject: Subject
    fires: bool
    terms: tuple[Term, ...]
    passages: tuple[Passage, ...]
    verdict: Verdict
    missing: tuple[Near, ...]


def explain(version: Version, subject: Subject) -> Explanation:
    """Decide it anew, by the query as it is now."""
    query = read_query(version.topic.query, version.lists)
    document = document_of(subject.article, subject.source)
    spans, verdict = query.search(document), why_not(query, document)
    title, body = subject.article.title, subject.article.text
    missing = tuple(Near(one.part, one.why, passages(title, body, one.spans)) for one in nearest(verdict))
    return Explanation(
        version.topic.name,
        version.topic.query,
        subject,
        spans is not None,
        terms_of(query, document, spans) if spans is not None else (),
        passages(title, body, spans or ()),
        verdict,
        missing,
    )


def subject_of(desk: Desk, target: str, topic: str, environ: Mapping[str, str], *, private: bool = False) -> Subject:
    """Find what is to be explained: in the archive by id, address or title; else on the web or in a file.

    `private`: addresses of this network may be asked too. Raises WirewatchError: it is nowhere, or no article.
    """
    if target.strip() and not _is_file(target) and (found := _in_archive(desk, target, topic)):
        return found
    if is_address(target):
        wanted = Wanted(None, desk.path, Access(allow_private=private))
        return Subject(_article(asyncio.run(read_address(target, wanted, environ)), target), "")
    if _is_file(target):
        return Subject(_from_file(Path(target), desk, environ), "")
    cure = "write its id, its address, words of its title, or the path of a text or page"
    raise WirewatchError(f"No stored article and no file is “{target}”. Cure: {cure}.")


def _in_archive(desk: Desk, target: str, topic: str) -> Subject | None:
    key = page_key(target) if is_address(target) else None
    digests = {name: digest for name, digest in topic_digests(desk).items() if name == topic}
    with closing(Database(desk.database_url)) as database, database.reading() as session:
        stored = find_article(session, target, key)
        if stored is None:
            return None
        fate = fate_of(session, stored.id, topic)
        since, state = known_since(session, digests).get(topic), out_of_step(session, digests).get(topic)
    query = next((one.query for one in desk.topics if one.name == topic), None)
    return Subject(stored.article, stored.source, stored, fate, _met(stored.seen_at, since, state), query)


def _met(seen_at: datetime, since: datetime | None, state: str | None) -> Met:
    """What came in `since` then was matched with the topic as it is; so was the archive unless `state` denies it."""
    if state is None or (since and since <= seen_at):
        return Met.NOW
    return Met.BEFORE if state == CHANGED else Met.NEVER


def _is_file(target: str) -> bool:
    try:
        return not is_address(target) and Path(target).is_file()
    except (OSError, ValueError):
        return False  # a title can be longer than a path may be


def _from_file(path: Path, desk: Desk, environ: Mapping[str, str]) -> Article:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise WirewatchError(f"{path} is too large: no article has more than {LARGEST_FILE:,} bytes.")
        body = path.read_bytes()
    except OSError as error:
        raise WirewatchError(f"{path} cannot be read: {error.strerror}.") from error
    if body.lstrip().startswith(_MARKUP):
        wanted = Wanted(None, desk.path, Access())
        return _article(asyncio.run(read_file(path, "", None, wanted, environ)), str(path))
    return plain_article(path, body)


def plain_article(path: Path, body: bytes) -> Article:
    """Take a text for an article: its first line is the title. The language is told by its words."""
    text = body.decode("utf-8-sig", errors="replace").strip()
    title, _, rest = text.partition("\n")
    language = guess_language(title, rest)
    return Article(path.absolute().as_uri(), title.strip(), rest.strip(), language=language)


def _article(reading: Reading, target: str) -> Article:
    if isinstance(reading.outcome, Article):
        return reading.outcome
    raise WirewatchError(f"{target} is no article: {reading.outcome.reason}. Cure: see wirewatch parse --explain.")
