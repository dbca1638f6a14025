"""What a host's addresses taught: asked before a page is read, learned when two addresses led to one text or to two."""

from news import Candidate
from parsers import same_headline
from parsers.url_noise import can_be_noise, differing_parameter, differing_parameters, key_without
from parsers.urls import host_of, host_of_key, page_key
from storage.articles import add_aliases
from storage.database import Session
from storage.parameters import keys_lately, noise_of, refute, vote


def learned_keys(session: Session, url: str) -> set[str]:
    """The page key of an address without its host's noise; empty where nothing was left out.

    What is found by it alone is not sure to be the same page: ask `is_surely` first. A site's front page is no
    article's, however it was come by.
    """
    host = host_of(url)
    noise = noise_of(session, host) if host else None
    return {page_key(url, noise)} - {host, page_key(url)} if noise else set()


def add_learned(session: Session, article_id: int, *urls: str) -> None:
    """Make an article known under its addresses without their hosts' noise."""
    for url in urls:
        add_aliases(session, article_id, learned_keys(session, url), learned_host=host_of(url))


def is_surely(headline: str | None, there: Candidate) -> bool:
    """Whether an entry whose address was recognised by habit alone is the stored article, so that its page need not
    be read. Habits end without notice: what is announced under another headline, or under none, is read to be sure.
    """
    return bool(headline) and same_headline(headline or "", there.title)


def note_same_text(session: Session, article_id: int, one_url: str, other_url: str) -> bool:
    """An article's text was found under both. True when that made the parameter in which they differ noise.

    Unless the host's latest articles show that it chooses the page: then that is noted instead.
    """
    found = differing_parameter(one_url, other_url)
    if found is None or not can_be_noise(one_url, other_url):
        return False
    if _chooses(session, *found):
        refute(session, *found)
        return False
    return vote(session, *found, article_id)


def note_other_text(session: Session, one_url: str, other_url: str) -> None:
    """Two texts were found under these: the parameter in which they differ chooses the page.

    Of several it may be any: none of those that were taken for noise is any longer.
    """
    host, names = differing_parameters(one_url, other_url) or ("", frozenset[str]())
    for name in sorted(names if len(names) == 1 else names & noise_of(session, host)):
        refute(session, host, name)


def _chooses(session: Session, host: str, name: str) -> bool:
    """Whether two of the host's latest articles with other texts are told apart by this parameter alone."""
    first: dict[str, int] = {}
    for key, text in keys_lately(session, host):
        if host_of_key(key) == host and first.setdefault(key_without(key, frozenset((name,))), text) != text:
            return True
    return False
