"""Sources that a run will refuse, since they live where only this network can reach."""

from collections.abc import Iterator

from fetchers.failures import NoPageError
from fetchers.guard import checked, refuse_private
from flows.settings.desk import Desk
from flows.settings.document import Document, child
from flows.settings.problem import Fault, Problem

_LOCAL_ENDINGS = ("localhost", "local", "internal")  # RFC 6761, RFC 6762, and ICANN's reservation of 2024


def private_sources(desk: Desk, document: Document) -> Iterator[Problem]:
    """Without asking the network: a name that only answers with a private address is not found here."""
    fault = Fault("a run will refuse this as a private address", "write `allow_private: true` if that is meant")
    for source, node in zip(desk.sources, document.items("sources"), strict=True):
        url = child(node, "url")
        if url and not source.access.allow_private and _is_private(source.url):
            yield Problem(url.place, fault)


def _is_private(address: str) -> bool:
    try:
        url = checked(address)
        refuse_private(url)
    except NoPageError as refused:
        return refused.reason == "private address"
    labels = url.host.rstrip(".").split(".")
    return ":" not in url.host and (len(labels) == 1 or labels[-1] in _LOCAL_ENDINGS)
