"""Headers that a source must not set: they would break HTTP, or have a key of their own, or be ours to send."""

from collections.abc import Iterator

from flows.settings.document import Document, Node, Pairs, Text, child, text_of
from flows.settings.problem import Fault, Problem

# RFC 9110 and 9112: they tell how this one request travels
_TRAVEL = frozenset(
    ("host", "content-length", "transfer-encoding", "connection", "te", "trailer", "upgrade", "expect", "keep-alive")
)
_OURS = frozenset(("accept-encoding", "if-none-match", "if-modified-since", "range"))
_ELSEWHERE = {"user-agent": "user_agent:", "cookie": "cookies:"}
_AUTHORIZATION = "authorization"
TWO_LOGINS = Fault("`Authorization` stands beside a `login:`, and only one can be sent", "keep one of the two")


def header_fault(name: str) -> Fault | None:
    """Why no source may set this header, or None."""
    header = name.lower()
    if key := _ELSEWHERE.get(header):
        return Fault(f"`{name}` has a key of its own", f"write it as `{key}`")
    if header in _TRAVEL or header.startswith("proxy-"):
        cure = "remove it; a proxy and its password go into `proxy:`" if header.startswith("proxy-") else "remove it"
        return Fault(f"`{name}` tells how a request travels, and would break it", cure)
    if header in _OURS:
        return Fault(f"`{name}` is set by wirewatch itself", "remove it")
    return None


def is_authorization(name: str) -> bool:
    return name.lower() == _AUTHORIZATION


def check_logins(document: Document) -> Iterator[Problem]:
    """Refuse an Authorization header for a source that has a login too, wherever in the cascade they are written."""
    schedules = {key.value: schedule for key, schedule in document.pairs("schedules")}
    told = set()
    for source in document.items("sources"):
        schedule = schedules.get(text_of(child(source, "schedule")) or next(iter(schedules), None))
        cascade = (source, schedule, document.find("defaults"))
        header = next((key for node in cascade if (key := _authorization(node))), None)
        if header and header.place not in told and any(_has_login(node) for node in cascade):
            told.add(header.place)
            yield Problem(header.place, TWO_LOGINS)


def _authorization(node: Node | None) -> Text | None:
    headers = child(node, "headers")
    keys = headers.keys.items() if isinstance(headers, Pairs) else ()
    return next((key for name, key in keys if is_authorization(name)), None)


def _has_login(node: Node | None) -> bool:
    return bool((text_of(child(node, "login")) or "").strip())
