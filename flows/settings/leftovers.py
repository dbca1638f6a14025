"""What a desk defines and nobody uses: no error, and hardly ever meant."""

from collections.abc import Iterator

from flows.settings.desk import HEALTH, Desk
from flows.settings.document import Document
from flows.settings.problem import Fault, Place, Problem
from flows.settings.shipped import ORIGINAL, lists_used, named, shipped_users

_PROVE = "give it `should_match` and `should_not_match`"
EXAMPLE_CONTACT = "https://example.org/newsdesk"  # the starter's: whoever keeps it cannot be reached


def leftovers(desk: Desk, document: Document) -> Iterator[Problem]:
    """What tells or hears nobody, what nothing uses, topics without examples, and a missing contact."""
    yield from _unrouted(desk, document)
    yield from _untold(desk, document)
    used = {source.schedule for source in desk.sources}
    for name in desk.schedules:
        if name not in used:
            yield _warning(document, "schedules", name, "has no source", "name it in a source's `schedule:`")
    own = [key.value or "" for key, _ in document.pairs("lists")]
    for name in _unused_lists(desk, own):
        yield _warning(document, "lists", name, "is used by no query", f"write @{name} in a query")
    yield from _replaced(desk, document)
    yield from _unproven(desk, document)
    yield from _unreachable(desk, document)


def _replaced(desk: Desk, document: Document) -> Iterator[Problem]:
    """Lists that take the place of shipped ones in topics of the library, and do not say that they know it."""
    for key, _ in document.pairs("lists"):
        name = key.value or ""
        topics = shipped_users(name, desk.library)
        if topics and f"@{ORIGINAL}{name}" not in desk.lists[name]:
            wrong = f"list `{name}` takes the place of the library's in {', '.join(topics)}"
            cure = f'give it another name, or widen that one: `"@{ORIGINAL}{name}"` as an entry'
            yield Problem(key.place, Fault(wrong, cure))


def _unproven(desk: Desk, document: Document) -> Iterator[Problem]:
    proven = {example.topic for example in desk.examples}
    for key, _ in document.pairs("topics"):
        if key.value not in proven:
            fault = Fault(f"topic `{key.value}` has no examples: nothing proves its query", _PROVE)
            yield Problem(key.place, fault)


def _unrouted(desk: Desk, document: Document) -> Iterator[Problem]:
    routed = {topic for route in desk.routes for topic in route.topics}
    routed_all = any(not route.topics for route in desk.routes)
    shipped = {node.value: node.place for node in named(document)}
    for topic in desk.topics:
        if not routed_all and topic.name not in routed:
            place = shipped.get(topic.name) or _place(document, "topics", topic.name)
            fault = Fault(f"topic `{topic.name}` has no route: it tells nobody", "name it in a route, or remove it")
            yield Problem(place, fault)
    told = {name for route in desk.routes for name in route.to}
    for channel in desk.channels:
        if channel.name not in told:
            yield _warning(document, "channels", channel.name, "has no route: it hears nothing", "name it in a route")


def _untold(desk: Desk, document: Document) -> Iterator[Problem]:
    key = next((key for key, _ in document.pairs() if key.value == "routes"), None)
    if key and desk.routes and not any(HEALTH in route.topics for route in desk.routes):
        fault = Fault("when a source dies nobody is told", f'name "{HEALTH}" in a route\'s topics')
        yield Problem(key.place, fault)


def _unused_lists(desk: Desk, own: list[str]) -> list[str]:
    """Lists that no query reaches, not even through another list."""
    reached = {name for topic in desk.topics for name in lists_used(topic.query, desk.lists)}
    return [name for name in own if name not in reached]


def _unreachable(desk: Desk, document: Document) -> Iterator[Problem]:
    cure = "write an address of yours: it stands in the User-Agent, so that publishers can reach you"
    node = document.find("contact")
    if desk.contact is None:
        yield Problem(node.place if node else Place(1, 1), Fault("`contact` is missing", cure))
    elif desk.contact == EXAMPLE_CONTACT and node:
        yield Problem(node.place, Fault("`contact` is still the example's", cure))


def _warning(document: Document, section: str, name: str, wrong: str, cure: str) -> Problem:
    fault = Fault(f"{section.removesuffix('s')} `{name}` {wrong}", f"{cure}, or remove it")
    return Problem(_place(document, section, name), fault)


def _place(document: Document, section: str, name: str) -> Place:
    return next(key.place for key, _ in document.pairs(section) if key.value == name)
