"""A reader of the demo newsroom that is not wirewatch: urllib, lxml and eyes for its four kinds of feed."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from lxml import etree

from flows.demo.outlets import OUTLETS, Outlet
from flows.demo.truth import Place

DEADLINE_SECONDS = 30
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def get(url: str, headers: Mapping[str, str] | None = None) -> Answer:
    try:
        with urlopen(Request(url, headers=dict(headers or {})), timeout=DEADLINE_SECONDS) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


def unpacked(answer: Answer) -> bytes:
    assert answer.headers["Content-Encoding"] == "gzip"
    return gzip.decompress(answer.body)


def listed(outlet: Outlet, base_url: str) -> list[str]:
    """The article addresses that the outlet's own feed lists, in its order."""
    return list(_LISTED[outlet.form](base_url, get(base_url + outlet.feed_path).body))


def places(outlets: Mapping[str, str]) -> dict[Place, str]:
    """Every listed article's address by its place."""
    return {
        Place(outlet.name, url.removeprefix(outlets[outlet.name])): url
        for outlet in OUTLETS
        for url in listed(outlet, outlets[outlet.name])
    }


def documents(outlets: Mapping[str, str]) -> Iterator[str]:
    """Addresses of everything that answers 200: fronts, feeds, sitemaps, pages, robots.txt and the picture."""
    for outlet in OUTLETS:
        base_url = outlets[outlet.name]
        fixed = ["/", "/robots.txt", "/picture.svg", "/sitemap.xml", "/sitemap-news.xml", outlet.feed_path]
        for path in dict.fromkeys([*fixed, *(f"/{section}/" for section in outlet.sections)]):
            yield base_url + path
    yield from (url for url in places(outlets).values() if get(url).status == 200)


def _rss(_: str, body: bytes) -> Iterator[str]:
    return (str(link.text) for link in etree.fromstring(body).iterfind("channel/item/link"))


def _atom(_: str, body: bytes) -> Iterator[str]:
    entries = etree.fromstring(body).iterfind(f"{ATOM}entry")
    return (str(link.get("href")) for entry in entries for link in entry.iterfind(f"{ATOM}link[@rel='alternate']"))


def _json(_: str, body: bytes) -> Iterator[str]:
    return (item["url"] for item in json.loads(body)["items"])


def _sitemap(base_url: str, body: bytes) -> Iterator[str]:
    for index in etree.fromstring(body).iterfind(f"{SITEMAP}sitemap/{SITEMAP}loc"):
        assert str(index.text).startswith(base_url)
        urls = etree.fromstring(get(str(index.text)).body).iterfind(f"{SITEMAP}url/{SITEMAP}loc")
        yield from (str(url.text) for url in urls)


_LISTED = {"rss": _rss, "atom": _atom, "json": _json, "sitemap": _sitemap}
