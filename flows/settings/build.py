"""From a checked desk file to the values that the flows work with."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

from flows.settings.addresses import absolute_database, listening_at
from flows.settings.desk import Desk, Example, Schedule, WebSub
from flows.settings.document import Document, Node, Pairs, Text, child
from flows.settings.interpolation import Filled
from flows.settings.problem import Fault
from flows.settings.rhythm import slowest_of
from flows.settings.shape import (
    DefaultsShape,
    DeskShape,
    ExampleShape,
    ScheduleShape,
    SourceShape,
    TopicShape,
    WebSubShape,
)
from flows.settings.shipped import shipped_examples, shipped_topics, with_shipped
from news import Access, Channel, Route, Source, Topic

DEFAULT_LANGUAGE = "en"  # of examples; stemming needs one, and a sentence is too short to tell it
_BACKLOG = timedelta(hours=24)


def build_desk(path: Path, document: Document, shape: DeskShape, filled: Filled) -> Desk:
    """Apply the cascade and fill in secrets. Everything must have been checked before."""
    root = path.absolute().parent  # not resolved: a mounted desk file is often a link to elsewhere
    lists = {name: tuple(entries) for name, entries in shape.lists.items()}
    topics = (*(_topic(name, topic) for name, topic in shape.topics.items()), *shipped_topics(shape.library))
    return Desk(
        path=path,
        database_url=absolute_database(filled.texts[None].value, root),
        state_dir=root / ".wirewatch",
        contact=shape.contact,
        schedules=MappingProxyType({name: _schedule(name, one) for name, one in shape.schedules.items()}),
        sources=_sources(document, shape, filled),
        lists=MappingProxyType(with_shipped(lists, [topic.query for topic in topics])),
        topics=topics,
        library=tuple(dict.fromkeys(shape.library)),
        channels=tuple(
            Channel(name, _filled(document.find("channels", name, "url"), filled)) for name in shape.channels
        ),
        routes=tuple(Route(tuple(route.to), tuple(route.topics), route.when) for route in shape.routes),
        examples=(*_examples(shape), *shipped_examples(shape.library)),
        websub=_websub(shape.websub) if shape.websub else None,
        ca_file=root / shape.ca_file if shape.ca_file else None,
    )


def _websub(shape: WebSubShape) -> WebSub:
    place = listening_at(shape.listen)
    assert not isinstance(place, Fault)
    return WebSub(shape.callback, *place)


def _schedule(name: str, shape: ScheduleShape) -> Schedule:
    return Schedule(name, shape.every, shape.cron, shape.rrule, shape.timezone)


def _filled(node: Node | None, filled: Filled) -> str:
    assert isinstance(node, Text)
    return filled.texts[node.place].value


def _sources(document: Document, shape: DeskShape, filled: Filled) -> tuple[Source, ...]:
    nodes = document.items("sources")
    return tuple(_source(document, shape, one, node, filled) for one, node in zip(shape.sources, nodes, strict=True))


def _source(document: Document, desk: DeskShape, shape: SourceShape, node: Node, filled: Filled) -> Source:
    schedule = shape.schedule or next(iter(desk.schedules))
    nearest_last = (desk.defaults, desk.schedules[schedule], shape)
    nodes = (document.find("defaults"), document.find("schedules", schedule), node)
    backlog, language, slowest = (_cascade(nearest_last, key) for key in ("alert_backlog", "language", "slowest"))
    fastest = desk.schedules[schedule].every
    return Source(
        name=shape.name,
        url=_filled(child(node, "url"), filled),
        kind=shape.kind,
        schedule=schedule,
        language=str(language) if language else None,
        access=_access(nearest_last, nodes, filled),
        selector=shape.selector,
        alert_backlog=backlog if isinstance(backlog, timedelta) else _BACKLOG,
        fastest=fastest,
        slowest=slowest if isinstance(slowest, timedelta) else slowest_of(fastest),
        accept=tuple(dict.fromkeys(shape.accept)),
        tags=tuple(dict.fromkeys(shape.tags)),
        owner=shape.owner.strip() if shape.owner else None,
        look_again=_cascade(nearest_last, "look_again") is not False,
        shown=shape.url if "${" in shape.url else None,
    )


def _access(nearest_last: tuple[DefaultsShape, ...], nodes: tuple[Node | None, ...], filled: Filled) -> Access:
    login, proxy = (_nearest(nodes, key, filled) for key in ("login", "proxy"))
    user, _, password = (login or "").partition(":")
    agent = _cascade(nearest_last, "user_agent")
    return Access(
        headers=MappingProxyType(_merged(nodes, "headers", filled, str.casefold)),
        cookies=MappingProxyType(_merged(nodes, "cookies", filled, str)),
        login=(user, password) if login else None,
        user_agent=str(agent) if agent else None,
        proxy=proxy,
        allow_private=bool(_cascade(nearest_last, "allow_private")),
    )


def _nearest(nearest_last: tuple[Node | None, ...], key: str, filled: Filled) -> str | None:
    """The nearest text that was given, with its secrets."""
    found = (child(node, key) for node in reversed(nearest_last))
    return next((_filled(node, filled) for node in found if isinstance(node, Text) and node.value), None)


def _cascade(nearest_last: tuple[DefaultsShape, ...], key: str) -> object:
    """The nearest value that was given."""
    return next((value for one in reversed(nearest_last) if (value := getattr(one, key)) is not None), None)


def _merged(
    nearest_last: tuple[Node | None, ...], key: str, filled: Filled, same: Callable[[str], str]
) -> dict[str, str]:
    """Headers and cookies add up; of the `same` name the nearest wins."""
    merged: dict[str, tuple[str, str]] = {}
    for node in nearest_last:
        given = child(node, key)
        values: Mapping[str, Node] = given.values if isinstance(given, Pairs) else {}
        merged |= {same(name): (name, _filled(value, filled)) for name, value in values.items()}
    return dict(merged.values())


def _topic(name: str, shape: TopicShape) -> Topic:
    wanted, unwanted = (tuple(map(_words, examples)) for examples in (shape.should_match, shape.should_not_match))
    return Topic(name, shape.title or name, shape.query, wanted, unwanted)


def _words(example: ExampleShape) -> str:
    return "\n\n".join(part for part in (example.title, example.body) if part)


def _examples(shape: DeskShape) -> tuple[Example, ...]:
    language = shape.defaults.language or DEFAULT_LANGUAGE
    return tuple(example for name, topic in shape.topics.items() for example in examples_of(name, topic, language))


def examples_of(name: str, topic: TopicShape, language: str) -> Iterator[Example]:
    """Those of one topic, in the order of the file. `language`: of those that have none of their own."""
    for wanted, examples in ((True, topic.should_match), (False, topic.should_not_match)):
        for one in examples:
            yield Example(
                name,
                wanted,
                one.title,
                one.body,
                one.language or language,
                one.source,
                one.author,
                one.section,
                one.url,
            )
