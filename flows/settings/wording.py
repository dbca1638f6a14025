"""What pydantic says, in a desk's own words and at the right place of the file."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from flows.settings.document import Items, Node, Pairs, Text
from flows.settings.problem import Fault, Place, Problem, is_name, suggest
from flows.settings.shape import (
    COOKIE_NAME,
    COOKIE_VALUE,
    HEADER_NAME,
    HEADER_VALUE,
    LANGUAGE,
    NAME,
    NO_COOKIE_VALUE,
    NO_HEADER_VALUE,
    ROUTED,
    USER_AGENT,
    WORDS,
    ChannelShape,
    DefaultsShape,
    DeskShape,
    ExampleShape,
    RouteShape,
    ScheduleShape,
    SourceShape,
    TopicShape,
    WebSubShape,
)
from news import SourceKind

_PATTERNS = {
    NAME: Fault("a name is made of letters, digits, - and _", "write it that way"),
    WORDS: Fault("the value is empty", "write a text, or remove the key"),
    LANGUAGE: Fault("this is no language tag", "write BCP 47, such as en or pt-BR"),
    HEADER_NAME: Fault("this is no header name", "write it as in HTTP, such as Accept-Language"),
    HEADER_VALUE: NO_HEADER_VALUE,
    COOKIE_NAME: Fault("this is no name of a cookie", "write it as the site sets it"),
    COOKIE_VALUE: NO_COOKIE_VALUE,
    USER_AGENT: Fault("a user agent is one line of ASCII: this one cannot be sent", "write it that way"),
    ROUTED: Fault("a route takes topics of this desk, and `@health`", "write the name of one"),
}
_SECTIONS: dict[str, type[BaseModel]] = {
    "defaults": DefaultsShape,
    "schedules": ScheduleShape,
    "sources": SourceShape,
    "topics": TopicShape,
    "channels": ChannelShape,
    "routes": RouteShape,
    "websub": WebSubShape,
}
_NOT_THAT = {
    "list_type": Fault("a list belongs here", "begin each entry with `- `, or write [one, two]"),
    "dict_type": Fault("keys and values belong here", "write `name: …` on lines below"),
    "model_type": Fault("keys and values belong here", "write `key: …` on lines below"),
    "string_type": Fault("one text belongs here", "write one value after the colon"),
    "bool_type": Fault("this is neither true nor false", "write true or false"),
    "bool_parsing": Fault("this is neither true nor false", "write true or false"),
    "too_short": Fault("at least one entry belongs here", "add one"),
}


def problems_of(error: ValidationError, root: Pairs) -> Iterator[Problem]:
    for detail in error.errors(include_url=False, include_input=True):
        yield Problem(locate(root, detail["loc"], key=_is_about_key(detail)), _fault(detail))


def locate(root: Node, path: Sequence[str | int], *, key: bool = False) -> Place:
    """Where to point at: a scalar's own place; the key of what is empty or long; as near as the path leads."""
    node, place = root, root.place
    for step in path:
        if isinstance(node, Pairs) and step in node.values:
            place, node = node.keys[str(step)].place, node.values[str(step)]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.nodes):
            node = node.nodes[step]
            place = node.place
        else:  # a missing key, or pydantic's own "[key]"
            return place
    return place if key or not isinstance(node, Text) or node.value is None else node.place


def _is_about_key(detail: ErrorDetails) -> bool:
    return detail["type"] == "extra_forbidden" or detail["loc"][-1:] == ("[key]",)


def _fault(detail: ErrorDetails) -> Fault:
    kind, context = detail["type"], detail.get("ctx", {})
    match kind:
        case "desk":
            return Fault(context["wrong"], context["cure"])
        case "missing":
            return Fault(f"`{detail['loc'][-1]}` is missing", f"add `{detail['loc'][-1]}:`")
        case "extra_forbidden":
            return _unknown_key(detail["loc"])
        case "string_pattern_mismatch":
            return _PATTERNS[context["pattern"]]
        case "enum":
            return _unknown_kind(detail["input"])
    if detail["input"] is None:
        return Fault("the value is empty", "write one after the colon, or remove the key")
    return _NOT_THAT.get(kind, Fault(detail["msg"], "compare with the starter desk"))


def _unknown_key(path: tuple[str | int, ...]) -> Fault:
    key = str(path[-1])
    shown = f" `{key}`" if is_name(key) else ""
    return Fault(f"unknown key{shown}", suggest(key, _keys_at(path), "the keys here are"))


def _keys_at(path: tuple[str | int, ...]) -> Mapping[str, Any]:
    """The keys that are allowed beside the last step of a path."""
    if len(path) == 1:
        return DeskShape.model_fields
    if "should_match" in path[:-1] or "should_not_match" in path[:-1]:
        return ExampleShape.model_fields
    return _SECTIONS[str(path[0])].model_fields


def _unknown_kind(value: object) -> Fault:
    if not isinstance(value, str):
        return Fault("one text belongs here", "write one of feed, sitemap, listing and auto")
    return Fault("there is no such kind of source", suggest(value, list(SourceKind), "the kinds are"))
