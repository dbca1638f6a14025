"""What was discovered, in words and as lines for a desk file."""

from collections.abc import Iterator, Sequence

from flows.asking import host_of
from flows.sources.appending import Addition, lines_of
from flows.sources.cures import cure_in_discovery
from flows.sources.discovery import Candidate, Discovery
from flows.sources.naming import one_line, own_name
from news import SourceKind


def offered(found: Discovery) -> Iterator[str]:
    """Line by line."""
    for line in _lines(found):
        yield found.asked.shown(line) if line else ""
    yield from map(found.asked.shown, lines_of(_additions(found)))


def _lines(found: Discovery) -> Iterator[str]:
    if found.page_failure:
        yield f"The page itself was refused: {found.page_failure}"
        yield f"Cure: {cure_in_discovery(found.page_failure, proxied=bool(found.asked.source.access.proxy))}"
        yield ""
    for number, candidate in enumerate(found.candidates, 1):
        yield f"{number}. {candidate.kind}: {one_line(candidate.title) or 'no title'}"
        yield f"   {candidate.url} ({candidate.origin})"
        yield f"   {_content(candidate)}"
        if candidate.same_as:
            yield f"   the same as {candidate.same_as}"
    for refused in found.refused:
        yield f"not usable, though {refused.place.origin}: {refused.failure}"
    yield ""
    yield _verdict(found)


def _content(candidate: Candidate) -> str:
    if candidate.sitemaps:
        return f"an index of {candidate.sitemaps} sitemaps"
    newest = f"the newest of {candidate.newest:%Y-%m-%d %H:%M} UTC" if candidate.newest else "none with a date"
    return f"{candidate.entries} entries, {newest}"


def _verdict(found: Discovery) -> str:
    if found.candidates:
        return "For the desk file, below `sources:` (try one with `wirewatch sources test` first):"
    if found.headlines:
        return f"Neither feed nor sitemap; the page has {found.headlines} headline links. Below `sources:` write:"
    return "Nothing was found. Cure: look for “RSS” on the site in a browser, or ask the publisher."


def _is_news(candidate: Candidate) -> bool:
    """A sitemap without dates is a list of all that a site ever had, and hardly wanted where there is a feed."""
    return candidate.kind is SourceKind.FEED or candidate.newest is not None or "news" in candidate.url


def _additions(found: Discovery) -> Sequence[Addition]:
    if not found.candidates and found.headlines:
        url = found.asked.source.url
        return [Addition(host_of(url), url, SourceKind.LISTING)]
    additions: dict[str, Addition] = {}
    worth = [candidate for candidate in found.candidates if _is_news(candidate)] or found.candidates
    for candidate in worth:
        if candidate.same_as is None:
            called = one_line(candidate.title) or f"{host_of(candidate.url)} {candidate.kind}"
            name = own_name(called, additions)
            kind = SourceKind.SITEMAP if candidate.kind is SourceKind.SITEMAP else SourceKind.AUTO
            additions[name.casefold()] = Addition(name, candidate.url, kind)
    return list(additions.values())
