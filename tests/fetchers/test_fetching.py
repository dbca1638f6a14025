"""Fetching from a real server: what a page carries, and the name of every other end."""

import asyncio
import gzip
import socket
import ssl
import threading
import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from fetchers import Fetcher, Limits, guard, user_agent
from news import FetchError, NotModified, Page
from tests.fetchers.loopback import AGENT, QUICK, Asked, Site, answer, redirect

pytestmark = pytest.mark.anyio


async def refused(fetcher: Fetcher, url: str, **options: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(url, allow_private=bool(options.pop("allow_private", True)), **options)  # type: ignore[arg-type]
    return caught.value


async def page(fetcher: Fetcher, url: str, **options: object) -> Page:
    got = await fetcher.fetch(url, allow_private=True, **options)  # type: ignore[arg-type]
    assert isinstance(got, Page)
    return got


# --- what comes back -------------------------------------------------------------------------------------


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
    got = await fetcher.fetch(site.url(), etag='"a"', last_modified="yesterday", allow_private=True)
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


# --- redirects -------------------------------------------------------------------------------------------


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
        await page(fetcher, site.url("/a"), headers={"Authorization": "Bearer secret"})
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
    assert (await refused(fetcher, site.url(), allow_private=False)).reason == "private address"


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


# --- private addresses -----------------------------------------------------------------------------------


async def test_loopback_is_refused_unless_allowed(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer()
    error = await refused(fetcher, site.url(), allow_private=False)
    assert (error.reason, error.retry, site.asked) == ("private address", False, [])


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "[::ffff:7f00:1]"])
async def test_a_private_number_in_disguise_is_named(site: Site, fetcher: Fetcher, host: str) -> None:
    error = await refused(fetcher, site.url(host=host), allow_private=False)
    assert (error.reason, site.asked) == ("private address", [])


async def test_permission_for_one_fetch_opens_no_connection_for_another(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer()
    await page(fetcher, site.url(host="localhost"))
    error = await refused(fetcher, site.url(host="localhost"), allow_private=False)
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
    error = await refused(fetcher, site.url(host="news.example"), allow_private=False)
    assert (error.reason, site.asked) == ("private address", [])


# --- servers that fail -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "retry"),
    [(status, False) for status in (400, 401, 403, 404, 410, 451)]
    + [(status, True) for status in (408, 425, 429, 500, 502, 503, 599)],
)
async def test_a_status_tells_whether_to_come_back(site: Site, fetcher: Fetcher, status: int, retry: bool) -> None:
    site.routes["/"] = answer(b"no", status=status)
    error = await refused(fetcher, site.url())
    assert (error.reason, error.retry, error.retry_after) == (f"http {status}", retry, None)


async def test_a_host_that_asks_to_wait_is_left_alone(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {"/": answer(status=429, Retry_After="120"), "/other": answer()}
    assert (await refused(fetcher, site.url())).retry_after == timedelta(seconds=120)
    error = await refused(fetcher, site.url("/other"))
    assert (error.reason, error.retry, site.paths()) == ("asked to wait", True, ["/"])
    assert error.retry_after is not None
    assert timedelta(seconds=110) < error.retry_after <= timedelta(seconds=120)


async def test_a_retry_after_of_one_page_does_not_silence_the_host(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {"/": answer(status=404, Retry_After="120"), "/other": answer()}
    assert (await refused(fetcher, site.url())).retry_after == timedelta(seconds=120)
    assert (await page(fetcher, site.url("/other"))).status == 200


async def test_a_drip_ends_at_the_deadline(site: Site) -> None:
    async def drip(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"1\r\nx\r\n")
            await writer.drain()
            await asyncio.sleep(0.02)

    site.routes["/"] = drip
    limits = Limits(read_seconds=1, total_seconds=0.3, pause_seconds=0)
    async with Fetcher(AGENT, limits) as fetcher:
        error = await refused(fetcher, site.url())
    assert (error.reason, error.retry) == ("timeout", True)


async def hang(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()  # until the client gives up


async def test_silence_ends_at_the_read_timeout(site: Site) -> None:
    site.routes["/"] = hang
    async with Fetcher(AGENT, Limits(read_seconds=0.2, total_seconds=60, pause_seconds=0)) as fetcher:
        async with asyncio.timeout(10):
            error = await refused(fetcher, site.url())
    assert (error.reason, error.retry) == ("timeout", True)


async def test_a_name_server_that_does_not_answer_ends_at_the_connect_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    late = threading.Event()

    def wait(*_: object, **__: object) -> list[object]:
        late.wait(10)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", wait)
    async with Fetcher(AGENT, Limits(connect_seconds=0.2, total_seconds=60, pause_seconds=0)) as fetcher:
        error = await refused(fetcher, "http://news.example/")
        late.set()
    assert (error.reason, error.retry) == ("timeout", True)


async def test_the_deadline_spans_redirects(site: Site) -> None:
    async def slow(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.1)
        writer.write(redirect(f"/{int(asked.path[1:]) + 1}"))
        await writer.drain()

    site.routes |= {f"/{n}": slow for n in range(6)}
    async with Fetcher(AGENT, Limits(total_seconds=0.25, pause_seconds=0)) as fetcher:
        error = await refused(fetcher, site.url("/0"))
    assert (error.reason, len(site.asked) < 5) == ("timeout", True)


async def test_waiting_for_a_turn_is_not_the_servers_fault(site: Site) -> None:
    async def slow(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        await writer.drain()

    site.routes["/"] = slow
    async with Fetcher(AGENT, Limits(total_seconds=0.5, per_host=1)) as fetcher:
        got = await asyncio.gather(*(page(fetcher, site.url()) for _ in range(2)))
    assert [one.status for one in got] == [200, 200]


async def test_a_private_host_that_the_desk_allows_is_asked_without_pause(site: Site) -> None:
    site.routes["/"] = answer()
    async with Fetcher(AGENT, Limits(pause_seconds=3600)) as fetcher, asyncio.timeout(60):
        got = [await page(fetcher, site.url()) for _ in range(2)]
    assert [one.status for one in got] == [200, 200]


async def test_a_connection_lost_within_the_body_may_heal(site: Site, fetcher: Fetcher) -> None:
    async def reset(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
        await writer.drain()

    site.routes["/"] = reset
    error = await refused(fetcher, site.url())
    assert (error.reason, error.retry) == ("connection", True)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"220 mail.example ESMTP\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: nine\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhi\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(9_000))[:-12],
    ],
)
async def test_an_answer_that_makes_no_sense_is_a_lost_connection(site: Site, fetcher: Fetcher, said: bytes) -> None:
    async def babble(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    site.routes["/"] = babble
    error = await refused(fetcher, site.url())
    assert (error.reason, error.retry) == ("connection", True)


async def test_more_than_was_promised_is_not_read(site: Site, fetcher: Fetcher) -> None:
    async def too_much(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbodyHTTP/1.1 200 OK\r\n\r\nsmuggled")
        await writer.drain()
        await reader.read()

    site.routes["/"] = too_much
    assert (await page(fetcher, site.url())).body == b"body"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
async def test_a_body_that_is_not_as_declared_is_not_decodable(site: Site, fetcher: Fetcher, encoding: str) -> None:
    site.routes["/"] = answer(b"<html>plain</html>", Content_Encoding=encoding)
    error = await refused(fetcher, site.url())
    assert (error.reason, error.retry) == ("not decodable", False)


async def test_a_closed_port_is_refused(site: Site, fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    error = await refused(fetcher, f"http://127.0.0.1:{port}/")
    assert (error.reason, error.retry) == ("refused", True)


async def test_a_name_without_an_address_is_dns(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    error = await refused(fetcher, "http://nowhere.invalid/")
    assert (error.reason, error.retry) == ("dns", True)


async def test_plain_talk_on_a_tls_port_is_tls(fetcher: Fetcher) -> None:
    def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(status=400))
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        error = await refused(fetcher, f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
    assert (error.reason, error.retry) == ("tls", True)


async def test_a_certificate_that_nobody_vouches_for_is_tls(fetcher: Fetcher, tmp_path: Path) -> None:
    async with Site(self_signed(tmp_path)) as site:
        site.routes["/"] = answer()
        error = await refused(fetcher, site.url(host="localhost"))
        assert (error.reason, site.asked) == ("tls", [])


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    form = serialization.PrivateFormat.PKCS8
    file = folder / "site.pem"
    file.write_bytes(key.private_bytes(pem, form, serialization.NoEncryption()) + certificate.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.mark.parametrize(
    "url", ["", "news", "/feed", "ftp://example.org/", "http:///x", "http://a b/", "http://[::zz]/", "http://x\n/"]
)
async def test_what_is_no_address_is_a_bad_address(fetcher: Fetcher, url: str) -> None:
    error = await refused(fetcher, url)
    assert (error.reason, error.url, error.retry) == ("bad address", url, False)


async def test_a_password_in_an_address_is_refused_and_not_repeated(fetcher: Fetcher) -> None:
    error = await refused(fetcher, "https://desk:hunter2@example.org/feed")
    assert error.reason == "bad address"
    assert "hunter2" not in f"{error} {error.url} {error.detail}"


# --- size ------------------------------------------------------------------------------------------------


async def test_a_body_that_says_it_is_too_large_is_not_read(site: Site, fetcher: Fetcher) -> None:
    async def boast(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")
        await reader.read()  # a client that waits for the body runs into its own timeout

    site.routes["/"] = boast
    error = await refused(fetcher, site.url())
    assert (error.reason, error.retry) == ("too large", False)


async def test_an_endless_body_ends_at_the_cap(site: Site) -> None:
    sent = 0

    async def flood(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(bytes(50_000))
            await writer.drain()
            sent += 50_000

    site.routes["/"] = flood
    async with Fetcher(AGENT, Limits(raw_bytes=1_000_000, pause_seconds=0)) as fetcher:
        error = await refused(fetcher, site.url())
    assert error.reason == "too large"
    assert sent < 20_000_000  # the rest of it are the kernel's buffers


async def test_a_bomb_costs_no_more_than_the_cap(site: Site, fetcher: Fetcher) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(200)), packer.flush()])
    assert len(bomb) < 300_000
    site.routes["/"] = answer(bomb, Content_Encoding="gzip")
    tracemalloc.start()
    try:
        error = await refused(fetcher, site.url())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (error.reason, error.retry) == ("too large", False)
    assert peak < 3 * QUICK.body_bytes  # the body, once more while it grows, and change


# --- many at once ----------------------------------------------------------------------------------------


async def test_a_host_is_asked_for_two_pages_at_a_time(site: Site, fetcher: Fetcher) -> None:
    async def slow(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.02)
        writer.write(answer(b"ok"))
        await writer.drain()

    site.routes["/"] = slow
    await asyncio.gather(*(page(fetcher, site.url()) for _ in range(8)))
    assert (len(site.asked), site.most_busy) == (8, 2)


async def test_a_cancelled_fetch_stays_cancelled_and_frees_its_place(site: Site) -> None:
    site.routes |= {"/hang": hang, "/": answer(b"ok")}
    async with Fetcher(AGENT, Limits(in_flight=1, per_host=1, pause_seconds=0)) as fetcher:
        for _ in range(3):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await page(fetcher, site.url("/hang"))
        assert (await page(fetcher, site.url())).body == b"ok"


async def test_a_connection_serves_the_next_page_of_its_host(site: Site, fetcher: Fetcher) -> None:
    peers = set()

    async def keep(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            peers.add(writer.get_extra_info("peername"))
            writer.write(answer(b"ok"))
            await writer.drain()
            await reader.readuntil(b"\r\n\r\n")

    site.routes["/"] = keep
    for _ in range(3):
        await page(fetcher, site.url())
    assert len(peers) == 1


def test_we_are_introduced_with_a_place_to_complain() -> None:
    assert user_agent("https://example.org/bot", "0.1") == "wirewatch/0.1 (+https://example.org/bot)"


@pytest.mark.parametrize("contact", ["https://example.org/\r\nX: y", "redação", "a)b"])
def test_a_contact_that_breaks_the_header_is_refused(contact: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII"):
        user_agent(contact, "0.1")
