"""A small outlet whose newsroom is the test: what it publishes, and which page hangs, is decided as we go."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

FEED = "/feed.xml"

Story = tuple[str, str]  # headline, text

CONVOY: Story = (
    "Convoy waits at Rafah for a third morning",
    "Drivers slept under their lorries outside Rafah while officials on both sides argued about a stamp. By nine the "
    "queue had reached the old customs hall. A woman who sells tea there said that she had never seen so many drivers "
    "and so little to do. The stamp arrived at noon, and the first barrier was lifted before the kettle had boiled.",
)
WELL: Story = (
    "A well is dug in Rafah and the neighbours come",
    "Water rose in the new well at Rafah late on Tuesday, brown first and clear by the evening. The engineers had "
    "drilled for eleven days through clay that broke two bits. Children filled bottles until it was dark. The town "
    "hopes to dig another one near the school, where the pipes have been dry since the spring.",
)
SCHOOL: Story = (
    "Classes begin again in a tent near Rafah",
    "A teacher of mathematics has opened a class for sixty pupils in a tent on the road to Rafah. There are nine "
    "chairs, so they take turns. Chalk is short, and the board is a door. Parents who pass by stay for the last "
    "lesson of the day, which is poetry, and some of them have begun to write verses themselves.",
)
FERRY: Story = (
    "Night ferry gets a library on board",
    "Passengers between the two harbours can borrow novels from a cupboard beside the bar. The captain, who reads "
    "crime stories on his watch below, gave the first forty volumes. Whoever does not finish before landing may keep "
    "the book until the next crossing, and nobody has yet been asked to pay for a late return.",
)


class Site:
    """Serves a feed and its pages. `asked` are the paths of every request, in order of arrival."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._stories: dict[str, tuple[Story, datetime]] = {}
        self._hanging: dict[str, Event] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _reception(self))
        self._server.daemon_threads = True

    @property
    def feed(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}{FEED}"

    def publish(self, path: str, story: Story, *, hangs: bool = False) -> None:
        if hangs:
            self._hanging[path] = Event()
        self._stories[path] = story, datetime.now(UTC)

    def mend(self) -> None:
        """No page hangs any more."""
        for event in self._hanging.values():
            event.set()
        self._hanging = {}

    def answer(self, path: str) -> tuple[str, str] | None:
        """Content type and document, after as long as it hangs."""
        self.asked.append(path)
        if event := self._hanging.get(path):
            event.wait()
        if path == FEED:
            return "application/rss+xml", self._feed()
        return ("text/html; charset=utf-8", _page(*self._stories[path])) if path in self._stories else None

    def _feed(self) -> str:
        items = "".join(
            f"<item><guid isPermaLink='false'>{path}</guid><title>{escape(story[0])}</title>"
            f"<link>{self.feed.removesuffix(FEED)}{path}</link><pubDate>{format_datetime(at)}</pubDate></item>"
            for path, (story, at) in reversed(list(self._stories.items()))
        )
        return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Quay News</title>{items}</channel></rss>"

    def run(self) -> None:
        self._server.serve_forever(poll_interval=0.1)

    def close(self) -> None:
        self.mend()
        self._server.shutdown()
        self._server.server_close()


def _page(story: Story, at: datetime) -> str:
    headline, text = story
    paragraphs = "".join(f"<p>{escape(sentence)}.</p>" for sentence in text.removesuffix(".").split(". "))
    return (
        f"<!doctype html><html lang=en><title>{escape(headline)}</title>"
        f'<meta property="article:published_time" content="{at.isoformat()}">'
        f"<article><h1>{escape(headline)}</h1>{paragraphs}</article></html>"
    )


def _reception(site: Site) -> type[BaseHTTPRequestHandler]:
    class Reception(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = site.answer(self.path)
            with suppress(OSError):  # whoever asked was killed meanwhile
                self._send(*found) if found else self.send_error(404)

        def _send(self, content_type: str, document: str) -> None:
            body = document.encode()
            self.send_response(200)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Reception


@contextmanager
def open_site() -> Iterator[Site]:
    site = Site()
    thread = Thread(target=site.run, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.close()
        thread.join()
