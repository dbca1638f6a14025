"""What comes back from a server that means well."""

import gzip
import zlib
from datetime import UTC, datetime

import pytest

from fetchers import Fetcher
from news import NotModified, Page
from tests.fetchers.loopback import AGENT, LOCAL, Site, answer, page, refused

pytestmark = pytest.mark.anyio


async def test_a_page_carries_what_the_server_said(site: Site, fetcher: Fetcher) -> None:
    site.routes["/feed"] = answer(
        b"<rss/>", Content_Type="text/xml; charset=koi8-r", ETag='"a1"', Last_Modified="Sun, 22 Nov 2026 10:00:00 GMT"
    )
    before = datetime.now(UTC)
    got = await page(fetcher, site.url("/feed"))
    assert before <= got.fetched_at <= datetime.now(UTC)
    assert got == Page(
        url=site.url("/feed"),
        final_url=site.url("/feed"),
        status=200,
        content_type="text/xml; charset=koi8-r",
        body=b"<rss/>",
        fetched_at=got.fetched_at,
        etag='"a1"',
        last_modified="Sun, 22 Nov 2026 10:00:00 GMT",
        took=got.took,
    )


async def test_we_say_who_we_are_and_what_we_can_read(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer()
    await page(fetcher, site.url())
    headers = site.asked[0].headers
    assert (headers["user-agent"], headers["accept-encoding"]) == (AGENT, "gzip, deflate")


@pytest.mark.parametrize(
    ("encoding", "raw"),
    [
        ("gzip", gzip.compress(b"news " * 500)),
        ("x-gzip", gzip.compress(b"news " * 250) + gzip.compress(b"news " * 250) + bytes(16)),
        ("deflate", zlib.compress(b"news " * 500)),
        ("deflate", zlib.compress(b"news " * 500, wbits=-15)),
        ("identity", b"news " * 500),
    ],
)
async def test_compressed_bodies_are_read(site: Site, fetcher: Fetcher, encoding: str, raw: bytes) -> None:
    site.routes["/"] = answer(raw, Content_Encoding=encoding)
    assert (await page(fetcher, site.url())).body == b"news " * 500


async def test_a_compressed_answer_without_a_body_is_empty(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer(Content_Encoding="gzip")
    assert (await page(fetcher, site.url())).body == b""


async def test_an_unchanged_page_is_not_modified(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = lambda asked: answer(status=304) if asked.headers.get("if-none-match") == '"a"' else answer()
    got = await fetcher.fetch(site.url(), etag='"a"', last_modified="yesterday", access=LOCAL)
    assert isinstance(got, NotModified)
    assert got.url == site.url()
    assert site.asked[0].headers["if-modified-since"] == "yesterday"


async def test_not_modified_without_a_question_is_an_error(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer(status=304)
    assert (await refused(fetcher, site.url())).reason == "http 304"


async def test_a_validator_that_no_header_can_carry_is_forgotten(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer(ETag='"caf\xe9"')
    assert (await page(fetcher, site.url(), etag='"é"')).etag is None
    assert "if-none-match" not in site.asked[0].headers


async def test_a_long_header_is_no_obstacle(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer(b"ok", Content_Security_Policy="default-src https://a.example " * 1_000)
    assert (await page(fetcher, site.url())).body == b"ok"


async def test_one_visit_leaves_no_cookie_for_the_next(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer(Set_Cookie="reader=1")
    for _ in range(2):
        await page(fetcher, site.url(host="localhost"))  # jars keep none for a bare number
    assert "cookie" not in site.asked[1].headers


async def test_an_address_in_another_script_is_asked_for_in_bytes(site: Site, fetcher: Fetcher) -> None:
    site.routes["/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8?q=a%20b"] = answer(b"ok")
    assert (await page(fetcher, site.url("/новости?q=a b"))).body == b"ok"


@pytest.mark.parametrize(
    "path", ["/a%2Fb%3Ac%40d%2C%7Ee%27", "/%e9", "/x?sig=a%2Fb%3D%3D&to=https%3A%2F%2Fx.example", "/[1]?q=[2]|3"]
)
async def test_an_address_is_asked_for_as_it_is_written(site: Site, fetcher: Fetcher, path: str) -> None:
    site.routes[path] = answer(b"ok")
    assert (await page(fetcher, site.url(path))).body == b"ok"


async def test_the_environment_names_no_proxy(site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    site.routes["/"] = answer(b"direct")
    assert (await page(fetcher, site.url())).body == b"direct"
