"""Whether a topic fires on one article, why or why not, and what became of it."""

import asyncio
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from alerts.document import document_of
from alerts.passages import passages
from alerts.query import read_query
from alerts.query.nearly import why_not
from alerts.query.reasons import terms_of
from alerts.query.verdict import Verdict, nearest
from flows.parse.obtaining import LARGEST_FILE, Wanted, is_address, read_address, read_file
from flows.settings import Desk
from flows.topics.subject import Version
from news import Access, Article, Passage, StoredArticle, Term, WirewatchError
from parsers import Reading, page_key
from parsers.language import guess_language
from storage.archive import find_article
from storage.database import Database
from storage.fates import Fate, fate_of

_MARKUP = b"<"  # a page begins with it; a text does not


@dataclass(frozen=True, slots=True)
class Subject:
    """An article to explain. `stored` and `fate`: only of one that the archive has."""

    article: Article
    source: str
    stored: StoredArticle | None = None
    fate: Fate | None = None


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
    if target.strip() and not _is_file(target):
        with closing(Database(desk.database_url)) as database, database.reading() as session:
            key = page_key(target) if is_address(target) else None
            if stored := find_article(session, target, key):
                return Subject(stored.article, stored.source, stored, fate_of(session, stored.id, topic))
    if is_address(target):
        wanted = Wanted(None, desk.path, Access(allow_private=private))
        return Subject(_article(asyncio.run(read_address(target, wanted, environ)), target), "")
    if _is_file(target):
        return Subject(_from_file(Path(target), desk, environ), "")
    cure = "write its id, its address, words of its title, or the path of a text or page"
    raise WirewatchError(f"No stored article and no file is “{target}”. Cure: {cure}.")


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
