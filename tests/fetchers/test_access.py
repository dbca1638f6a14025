"""What a desk says about how its sources are asked, and who gets to see it."""

import base64
import ssl
from pathlib import Path

import pytest

from fetchers import Fetcher
from news import Access, WirewatchError
from tests.fetchers.certificates import self_signed
from tests.fetchers.loopback import AGENT, QUICK, Site, answer, page, redirect, refused
from tests.fetchers.proxy import Proxy

pytestmark = pytest.mark.anyio

KEYS = Access(
    headers={"X-Key": "hunter2"},
    cookies={"session": "hunter3", "lang": "en"},
    login=("desk", "hunter4:ö"),
    user_agent="Mozilla/5.0 (desk)",
    allow_private=True,
)
LOGIN = "Basic " + base64.b64encode("desk:hunter4:ö".encode()).decode()
SECRET_HEADERS = ("x-key", "cookie", "authorization")


async def test_a_site_is_asked_with_all_that_the_desk_has_for_it(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer()
    await page(fetcher, site.url(), KEYS)
    said = site.asked[0].headers
    assert [said[name] for name in (*SECRET_HEADERS, "user-agent")] == [
        "hunter2",
        "session=hunter3; lang=en",
        LOGIN,
        "Mozilla/5.0 (desk)",
    ]


async def test_secrets_stay_with_their_origin_and_the_user_agent_does_not(site: Site, fetcher: Fetcher) -> None:
    async with Site() as other:
        site.routes["/"] = redirect(other.url("/"))
        other.routes["/"] = answer()
        await page(fetcher, site.url(), KEYS)
        said = other.asked[0].headers
    assert not set(SECRET_HEADERS) & set(said)
    assert said["user-agent"] == "Mozilla/5.0 (desk)"


async def test_a_cookie_that_the_site_renews_replaces_the_desks(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {"/a": redirect("/b", Set_Cookie="session=new"), "/b": answer()}
    await page(fetcher, site.url("/a", host="localhost"), KEYS)  # jars keep none for a bare number
    assert site.asked[1].headers["cookie"] == "session=new; lang=en"


async def test_robots_txt_is_asked_for_without_secrets(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer()
    await page(fetcher, site.url(), KEYS, robots=True)
    assert site.paths() == ["/robots.txt", "/"]
    assert not set(SECRET_HEADERS) & set(site.asked[0].headers)


@pytest.mark.parametrize(
    "access",
    [
        Access(headers={"X": "hunter2\r\nY: z"}, allow_private=True),
        Access(headers={"hunter2 ö": "x"}, allow_private=True),
        Access(cookies={"a": "hunter2ö"}, allow_private=True),
        Access(user_agent="hunter2\n", allow_private=True),
        Access(proxy="https://desk:hunter2@127.0.0.1:1", allow_private=True),
        Access(proxy="http://desk:hunter2@[", allow_private=True),
        Access(proxy="hunter2", allow_private=True),
    ],
)
async def test_words_that_cannot_be_sent_are_named_and_not_repeated(
    site: Site, fetcher: Fetcher, access: Access
) -> None:
    error = await refused(fetcher, site.url(), access)
    assert (error.reason, error.retry, site.asked) == ("bad address", False, [])
    assert "this source" in error.detail
    assert "hunter2" not in f"{error} {error.__cause__!r}"


async def test_a_plain_page_comes_through_the_proxy(site: Site, fetcher: Fetcher) -> None:
    site.routes["http://news.example/a%2Fb?c=%2F"] = answer(b"by proxy")
    async with Proxy(site.port) as proxy:
        access = Access(proxy=proxy.url("desk:hunter2@"))
        got = await page(fetcher, "http://news.example/a%2Fb?c=%2F", access)
    assert got.body == b"by proxy"
    expected = "Basic " + base64.b64encode(b"desk:hunter2").decode()
    assert f"proxy-authorization: {expected}" in proxy.asked[0]


async def test_a_page_with_tls_comes_through_a_tunnel(tmp_path: Path) -> None:
    context, ca_file = self_signed(tmp_path, "news.example")
    async with Site(context) as site, Proxy(site.port) as proxy, Fetcher(AGENT, QUICK, ca_file=ca_file) as fetcher:
        site.routes["/"] = answer(b"by tunnel")
        got = [await page(fetcher, "https://news.example/", Access(proxy=proxy.url("desk:hunter2@"))) for _ in "ab"]
    assert [one.body for one in got] == [b"by tunnel"] * 2
    assert [head.splitlines()[0] for head in proxy.asked] == ["CONNECT news.example:443 HTTP/1.1"]  # it was kept
    assert "proxy-authorization: Basic " in proxy.asked[0]
    assert f"user-agent: {AGENT}" in proxy.asked[0]
    assert all("proxy-authorization" not in asked.headers for asked in site.asked)


async def test_a_tunnel_with_one_login_does_not_serve_another(tmp_path: Path) -> None:
    context, ca_file = self_signed(tmp_path, "news.example")
    async with Site(context) as site, Proxy(site.port) as proxy, Fetcher(AGENT, QUICK, ca_file=ca_file) as fetcher:
        site.routes["/"] = answer()
        for login in ("a:1@", "b:2@", ""):
            await page(fetcher, "https://news.example/", Access(proxy=proxy.url(login)))
    assert len(proxy.asked) == 3


async def test_a_redirect_goes_through_the_proxy_too(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {"http://a.example/": redirect("http://b.example/"), "http://b.example/": answer(b"there")}
    async with Proxy(site.port) as proxy:
        got = await page(fetcher, "http://a.example/", Access(proxy=proxy.url()), robots=True)
    assert got.body == b"there"
    assert [asked.path for asked in site.asked] == [
        "http://a.example/robots.txt",
        "http://a.example/",
        "http://b.example/robots.txt",
        "http://b.example/",
    ]


LOCAL_NAMES = [
    "localhost", "localhost.localdomain", "a.local", "nas.lan", "router.home.arpa", "wiki.corp", "db.news.svc",
    "wiki.intranet.", "metadata.google.internal",
]  # fmt: skip


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "169.254.169.254", "0x7f.1", "intern", *LOCAL_NAMES])
async def test_a_proxy_is_not_sent_to_private_places(site: Site, fetcher: Fetcher, host: str) -> None:
    async with Proxy(site.port) as proxy:
        error = await refused(fetcher, f"http://{host}/", Access(proxy=proxy.url()))
    assert (error.reason, proxy.asked) == ("private address", [])


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_proxy_that_is_away_is_named_without_its_password(fetcher: Fetcher, scheme: str) -> None:
    error = await refused(fetcher, f"{scheme}://news.example/", Access(proxy="http://desk:hunter2@127.0.0.1:9"))
    assert (error.reason, error.retry) == ("connection", True)
    assert "the proxy" in error.detail
    assert "hunter2" not in f"{error} {error.__cause__!r}"


async def test_a_proxy_that_refuses_is_named_without_its_password(site: Site, fetcher: Fetcher) -> None:
    async with Proxy(site.port, answer(status=407)) as proxy:
        error = await refused(fetcher, "https://news.example/", Access(proxy=proxy.url("desk:hunter2@")))
    assert (error.reason, error.retry) == ("connection", True)
    assert "the proxy: 407" in error.detail
    assert "hunter2" not in f"{error} {error.__cause__!r}"


async def test_a_proxy_does_not_open_private_places_to_others(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer()
    async with Proxy(site.port) as proxy:
        await refused(fetcher, site.url(), Access(proxy=proxy.url()))
    assert (await refused(fetcher, site.url(), Access())).reason == "private address"


async def test_an_authority_of_the_house_is_trusted_besides_the_public_ones(tmp_path: Path) -> None:
    context, ca_file = self_signed(tmp_path, "localhost")
    async with Site(context) as site, Fetcher(AGENT, QUICK, ca_file=ca_file) as fetcher:
        site.routes["/"] = answer(b"ours")
        assert (await page(fetcher, site.url(host="localhost"))).body == b"ours"
        verified = fetcher._connections._verified
    assert (verified.verify_mode, verified.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert len(verified.get_ca_certs()) > 50


async def test_an_authority_of_the_environment_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, ca_file = self_signed(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(ca_file))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    async with Site(context) as site, Fetcher(AGENT, QUICK) as fetcher:
        assert (await refused(fetcher, site.url(host="localhost"))).reason == "tls"


@pytest.mark.parametrize("said", [None, b"", b"no certificate"])
async def test_a_file_without_certificates_is_told_at_the_start(tmp_path: Path, said: bytes | None) -> None:
    ca_file = tmp_path / "ca.pem"
    if said is not None:
        ca_file.write_bytes(said)
    with pytest.raises(WirewatchError, match=r"ca\.pem: no certificates"):
        await Fetcher(AGENT, ca_file=ca_file).__aenter__()
