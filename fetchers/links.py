"""What an answer's Link headers point to (RFC 8288)."""

import re
from collections import defaultdict
from collections.abc import Sequence

import httpx

from fetchers.failures import NoPageError
from fetchers.guard import checked
from news import Hub

LINK = re.compile(r'<([^<>]*)>((?:[^,<"]|"[^"]*")*)')
REL = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))', re.IGNORECASE)
CHARACTERS = 8_000  # of all Link headers together; some sites list every style sheet there


def read_hub(said: Sequence[str], base: httpx.URL) -> Hub | None:
    """The WebSub hub that Link headers name, https before http; the topic is rel=self, else where we are."""
    links: dict[str, list[str]] = defaultdict(list)
    for target, parameters in LINK.findall(", ".join(said)[:CHARACTERS]):
        rel = REL.search(parameters)
        for word in (rel[1] or rel[2] or "").lower().split() if rel else ():
            links[word].append(target)
    hubs = [url for target in links["hub"] if (url := _joined(base, target))]
    if not hubs:
        return None
    topic = next(filter(None, (_joined(base, target) for target in links["self"])), base)
    return Hub(str(min(hubs, key=lambda url: url.scheme != "https")), str(topic))


def _joined(base: httpx.URL, target: str) -> httpx.URL | None:
    try:
        return checked(base.join(target.strip()))
    except (NoPageError, httpx.InvalidURL, ValueError):
        return None
