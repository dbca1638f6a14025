"""A hub on loopback: takes subscriptions, verifies them, signs and pushes. It misbehaves on demand."""

import hmac
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from tests.flows.site import Answer, Request, Site

PATIENCE = 60  # seconds; a condition that does not come fails the test


def until(met: Callable[[], object], what: str) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + PATIENCE
    while not met():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.01)


def call(url: str, body: bytes | None = None, headers: Mapping[str, str] = {}) -> tuple[int, str]:
    """Status and text of an answer. With a body: a POST."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, dict(headers)), timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def signature(body: bytes, secret: str, method: str = "sha256") -> dict[str, str]:
    return {"X-Hub-Signature": f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"}


def intent(callback: str, **query: str) -> tuple[int, str]:
    """Ask a callback for its intent, or tell it that it is denied: intent(url, mode=…, topic=…, challenge=…)."""
    return call(f"{callback}?{urlencode({f'hub.{name}': value for name, value in query.items()})}")


@dataclass
class Hub:
    """`asks` are the forms that came; `subscribers` the secrets of those that were verified, by topic and callback."""

    site: Site
    path: str = "/hub"
    status: int = 202
    verifies: bool = True
    lease_seconds: str = "864000"
    asks: list[dict[str, str]] = field(default_factory=list)
    verdicts: list[tuple[int, str]] = field(default_factory=list)
    subscribers: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.site.routes[self.path] = self._asked

    @property
    def url(self) -> str:
        return self.site.url(self.path)

    def _asked(self, request: Request) -> Answer:
        form = dict(parse_qsl(request.body.decode(), strict_parsing=True))
        self.asks.append(form)
        if self.status == 202 and self.verifies:
            threading.Thread(target=self._verify, args=(form,)).start()
        return Answer(status=self.status)

    def _verify(self, form: dict[str, str]) -> None:
        mode, topic, callback = form["hub.mode"], form["hub.topic"], form["hub.callback"]
        lease = {"lease_seconds": self.lease_seconds} if mode == "subscribe" and self.lease_seconds else {}
        verdict = intent(callback, mode=mode, topic=topic, challenge="a text of the hub", **lease)
        if verdict == (200, "a text of the hub"):
            if mode == "subscribe":
                self.subscribers[topic, callback] = form["hub.secret"]
            else:
                self.subscribers.pop((topic, callback), None)
        self.verdicts.append(verdict)

    def push(self, topic: str, body: bytes, content_type: str = "application/rss+xml") -> list[int]:
        """Send a document to whoever subscribed to its topic; the statuses of their answers."""
        headers = {"Content-Type": content_type, "Link": f'<{topic}>; rel="self", <{self.url}>; rel="hub"'}
        return [
            call(callback, body, headers | signature(body, secret))[0]
            for (of, callback), secret in list(self.subscribers.items())
            if of == topic
        ]
