"""Where redirects lead, and where we do not go."""

import socket

import pytest

from fetchers import Fetcher, guard
from news import Access, Page
from tests.fetchers.loopback import STRANGE, Asked, Site, answer, page, redirect, refused

pytestmark = pytest.mark.anyio


async def test_redirects_are_followed_to_the_end(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {"/a": redirect("/b"), "/b": redirect("c?x=1#part"), "/c?x=1": answer(b"here")}
    got = await page(fetcher, site.url("/a"))
    assert (got.url, got.final_url, got.body) == (site.url("/a"), site.url("/c?x=1"), b"here")


async def test_five_redirects_are_enough_and_six_are_too_many(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {f"/{n}": redirect(f"/{n - 1}") for n in range(1, 7)} | {"/0": answer(b"home")}
    assert (await page(fetcher, site.url("/5"))).body == b"home"
    error = await refused(fetcher, site.url("/6"))
    assert (error.reason, error.retry) == ("too many redirects", False)


async def test_a_redirect_loop_is_named(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {"/a": redirect("/b"), "/b": redirect("/a")}
    error = await refused(fetcher, site.url("/a"))
    assert (error.reason, error.retry, site.paths()) == ("redirect loop", False, ["/a", "/b"])


async def test_a_site_that_only_wants_its_cookie_back_is_no_loop(site: Site, fetcher: Fetcher) -> None:
    def gate(asked: Asked) -> bytes:
        return answer(b"in") if asked.headers.get("cookie") == "seen=1" else redirect("/", Set_Cookie="seen=1")

    site.routes["/"] = gate
    assert (await page(fetcher, site.url())).body == b"in"


@pytest.mark.parametrize("cookie", ["a=\xfc", "\xa3=1; path=/", "a=1; expires=never; max-age=x; domain=.nowhere"])
async def test_a_strange_cookie_is_no_obstacle(site: Site, fetcher: Fetcher, cookie: str) -> None:
    site.routes |= {"/a": redirect("/b", Set_Cookie=cookie), "/b": answer(b"ok")}
    assert (await page(fetcher, site.url("/a"))).body == b"ok"


async def test_headers_of_the_desk_stay_with_its_origin(site: Site, fetcher: Fetcher) -> None:
    async with Site() as other:
        site.routes |= {"/a": redirect("/b"), "/b": redirect(other.url("/c"))}
        other.routes |= {"/c": redirect(site.url("/d"))}
        site.routes["/d"] = answer()
        await page(fetcher, site.url("/a"), Access(headers={"Authorization": "Bearer secret"}, allow_private=True))
        seen = [asked.headers.get("authorization") for asked in (*site.asked, *other.asked)]
    assert seen == ["Bearer secret", "Bearer secret", "Bearer secret", None]


async def test_an_allowed_host_cannot_send_us_to_a_private_one(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = redirect("http://169.254.169.254/latest/meta-data/")
    error = await refused(fetcher, site.url())
    assert (error.reason, error.retry) == ("private address", False)
    assert "169.254.169.254" in error.detail


async def test_a_public_host_cannot_send_us_to_a_private_one(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    loopback = next(block for block in guard.NOT_PUBLIC_V4 if str(block) == "127.0.0.0/8")
    monkeypatch.setattr(guard, "NOT_PUBLIC_V4", [block for block in guard.NOT_PUBLIC_V4 if block != loopback])
    site.routes |= {"/": redirect("http://10.0.0.1/admin"), "/ok": answer(b"public")}
    got = await fetcher.fetch(site.url("/ok"))
    assert isinstance(got, Page)
    assert (await refused(fetcher, site.url(), STRANGE)).reason == "private address"


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "http://a:b@127.0.0.1/", "http://[::1", "//x:99999/", "http://" + "a" * 70 + "/"],
)
async def test_a_redirect_to_nonsense_is_a_bad_address(site: Site, fetcher: Fetcher, location: str) -> None:
    site.routes["/"] = redirect(location)
    error = await refused(fetcher, site.url())
    assert (error.reason, error.retry) == ("bad address", False)


async def test_a_redirect_to_nowhere_keeps_its_status(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer(status=302)
    assert (await refused(fetcher, site.url())).reason == "http 302"


async def test_loopback_is_refused_unless_allowed(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer()
    error = await refused(fetcher, site.url(), STRANGE)
    assert (error.reason, error.retry, site.asked) == ("private address", False, [])


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "[::ffff:7f00:1]"])
async def test_a_private_number_in_disguise_is_named(site: Site, fetcher: Fetcher, host: str) -> None:
    error = await refused(fetcher, site.url(host=host), STRANGE)
    assert (error.reason, site.asked) == ("private address", [])


async def test_permission_for_one_fetch_opens_no_connection_for_another(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer()
    await page(fetcher, site.url(host="localhost"))
    error = await refused(fetcher, site.url(host="localhost"), STRANGE)
    assert (error.reason, len(site.asked)) == ("private address", 1)


@pytest.mark.parametrize("number", ["127.0.0.1", "10.1.2.3", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fd00::1"])
async def test_a_name_that_answers_private_is_refused(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    family = socket.AF_INET6 if ":" in number else socket.AF_INET
    rest = (0, 0) if ":" in number else ()

    def rebound(host: str, port: int, *_: object, **__: object) -> list[object]:
        return [(family, socket.SOCK_STREAM, 6, "", (number, port, *rest))]

    monkeypatch.setattr(socket, "getaddrinfo", rebound)
    error = await refused(fetcher, site.url(host="news.example"), STRANGE)
    assert (error.reason, site.asked) == ("private address", [])


async def test_a_redirect_to_punycode_that_means_nothing_is_a_bad_address(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = redirect("http://xn--zz.example/")
    assert (await refused(fetcher, site.url())).reason == "bad address"
