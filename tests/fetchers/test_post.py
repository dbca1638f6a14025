"""Forms that are sent, as a WebSub hub wants them."""

from datetime import timedelta
from pathlib import Path

import pytest

from fetchers import Fetcher
from news import Access, FetchError
from tests.fetchers.certificates import self_signed
from tests.fetchers.loopback import AGENT, LOCAL, QUICK, STRANGE, Site, answer, hang, redirect

pytestmark = pytest.mark.anyio
FORM = {"hub.mode": "subscribe", "hub.topic": "https://news.example/?a=ö&b"}


async def refused(fetcher: Fetcher, url: str, access: Access = LOCAL) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetcher.post(url, FORM, access=access)
    return caught.value


async def test_a_form_is_sent_and_the_status_told(site: Site, fetcher: Fetcher) -> None:
    site.routes["/hub"] = answer(b"queued", status=202)
    assert await fetcher.post(site.url("/hub"), FORM, access=LOCAL) == 202
    asked = site.asked[0]
    assert (asked.method, asked.headers["content-type"]) == ("POST", "application/x-www-form-urlencoded")
    assert asked.body == b"hub.mode=subscribe&hub.topic=https%3A%2F%2Fnews.example%2F%3Fa%3D%C3%B6%26b"


@pytest.mark.parametrize("status", [307, 308])
async def test_a_redirect_that_keeps_the_method_is_followed(site: Site, fetcher: Fetcher, status: int) -> None:
    site.routes |= {"/hub": redirect("/new", status), "/new": answer(status=204)}
    assert await fetcher.post(site.url("/hub"), FORM, access=LOCAL) == 204
    assert [(asked.method, asked.body) for asked in site.asked] == [("POST", site.asked[0].body)] * 2


@pytest.mark.parametrize("status", [301, 302, 303])
async def test_a_redirect_that_turns_a_form_into_a_question_is_an_error(
    site: Site, fetcher: Fetcher, status: int
) -> None:
    site.routes |= {"/hub": redirect("/new", status), "/new": answer()}
    assert (await refused(fetcher, site.url("/hub"))).reason == f"http {status}"
    assert site.paths() == ["/hub"]


async def test_a_form_is_guarded_at_every_step(site: Site, fetcher: Fetcher) -> None:
    site.routes["/hub"] = redirect("http://169.254.169.254/", 307)
    assert (await refused(fetcher, site.url("/hub"))).reason == "private address"
    assert (await refused(fetcher, site.url("/hub"), STRANGE)).reason == "private address"


async def test_a_form_is_not_sent_on_in_the_clear(site: Site, tmp_path: Path) -> None:
    context, ca_file = self_signed(tmp_path, "localhost")
    async with Site(context) as hub, Fetcher(AGENT, QUICK, ca_file=ca_file) as fetcher:
        hub.routes["/hub"] = redirect(site.url("/hub", host="localhost"), 307)
        error = await refused(fetcher, hub.url("/hub", host="localhost"))
    assert (error.reason, site.asked) == ("bad address", [])


async def test_a_hub_that_is_busy_is_left_alone(site: Site, fetcher: Fetcher) -> None:
    site.routes["/hub"] = answer(status=503, Retry_After="60")
    assert (await refused(fetcher, site.url("/hub"))).retry_after == timedelta(seconds=60)
    assert (await refused(fetcher, site.url("/hub"))).reason == "asked to wait"
    assert len(site.asked) == 1


async def test_a_hub_that_hangs_ends_in_a_timeout(site: Site, fetcher: Fetcher) -> None:
    site.routes["/hub"] = hang
    assert (await refused(fetcher, site.url("/hub"))).reason == "timeout"
