"""What is known of an address under which no article is stored, and what to do. Pure."""

from collections.abc import Iterator
from datetime import datetime

from rich.console import RenderableType
from rich.text import Text

from flows.explain.case import Unstored
from flows.explain.section import Line
from flows.screen import counted, when
from flows.stories.wording import moment
from flows.topics.shown import printable
from storage.traces import Listing


def unstored_facts(found: Unstored) -> dict[str, object]:
    return {
        "stored": False,
        "asked_for": found.asked.target,
        "page_key": found.asked.key,
        "listed": found.listings,
        "sources_of_this_site": found.sources,
    }


def unstored_lines(found: Unstored, now: datetime, *, plain: bool) -> Iterator[RenderableType]:
    """`plain` is for what is no terminal."""
    yield Text("No article is stored under this address", style="" if plain else "bold")
    for line in _lines(found, now):
        yield line.shown()


def _lines(found: Unstored, now: datetime) -> Iterator[Line]:
    yield Line(found.asked.target, whole=True)
    if found.asked.key:
        yield Line(f"Its page key: {found.asked.key}", whole=True)
    for one in found.listings:
        yield Line(f"{one.source} listed it on {moment(one.seen_at)}: {_became(one, now)}")
    if not found.listings:
        yield Line(_unlisted(found))
    for cure in dict.fromkeys(_cures(found)):
        yield Line(f"Cure: {cure}")


def _became(one: Listing, now: datetime) -> str:
    if one.state == "waiting":
        tried = f" after {counted(one.attempts, 'attempt')}" if one.attempts else ""
        result = f" ({printable(one.result)})" if one.result else ""
        return f"it waits to be read{tried}{result}; next try {when(one.next_at, now)}"
    sign = f" ({printable(one.sign)})" if one.sign else ""
    return f"its page gave no article: {printable(one.outcome or one.result or 'no reason was kept')}{sign}"


def _unlisted(found: Unstored) -> str:
    if not found.sources:
        return "No source listed it, and the desk has none of its site"
    return f"No source listed it. Of its site the desk has {', '.join(found.sources)}"


def _cures(found: Unstored) -> Iterator[str]:
    """What to do next, by what stands in the way."""
    address = found.asked.target
    for one in found.listings:
        if one.state == "waiting":
            yield "wirewatch run, or wait for the desk that serves it"
        else:
            yield (
                f"wirewatch parse {address} --explain shows what is in the way; "
                f"wirewatch sources reread {one.source} reads such pages again"
            )
    if not found.listings and found.sources:
        yield f"wirewatch sources test {found.sources[0]} shows what it lists now"
    if not found.listings:
        yield f"wirewatch parse {address} reads it; wirewatch sources discover {address} looks for a feed that lists it"
