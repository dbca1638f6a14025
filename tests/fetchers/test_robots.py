"""What sites forbid, and what happens when they cannot be asked."""

import asyncio
import gzip
import random
import zlib
from datetime import timedelta

import pytest

from fetchers import Fetcher, Ledger, OwnLedger, RobotsRecord, robots
from fetchers.failures import NoPageError
from fetchers.robots import READ_BYTES, Robots
from news import Access, FetchError, Page
from tests.fetchers.clock import Clock
from tests.fetchers.loopback import AGENT, LOCAL, QUICK, STRANGE, Site, answer, redirect

pytestmark = pytest.mark.anyio

RULES = b"""\xef\xbb\xbf# ours
User-agent: *
Disallow: /

User-agent: wirewatch
Disallow: /private/
Allow: /private/press/
"""


async def reason(fetcher: Fetcher, url: str) -> str:
    """How a polite fetch ends: "" for a page, else the reason."""
    try:
        await fetcher.fetch(url, access=LOCAL, robots=True)
    except FetchError as error:
        return error.reason
    return ""


async def test_rules_are_obeyed_when_asked_for(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {path: answer() for path in ("/", "/private/x", "/private/press/x")}
    site.routes["/robots.txt"] = answer(RULES)
    assert await reason(fetcher, site.url()) == ""
    assert await reason(fetcher, site.url("/private/x")) == "robots"
    assert await reason(fetcher, site.url("/private/press/x")) == ""
    assert "/private/x" not in site.paths()


async def test_a_feed_that_the_desk_names_is_fetched_without_asking(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {"/robots.txt": answer(b"User-agent: *\nDisallow: /"), "/": answer()}
    assert isinstance(await fetcher.fetch(site.url(), access=LOCAL), Page)
    assert site.paths() == ["/"]


async def test_a_desk_may_switch_robots_off(site: Site) -> None:
    site.routes |= {"/robots.txt": answer(b"User-agent: *\nDisallow: /"), "/": answer()}
    async with Fetcher(AGENT, QUICK, obey_robots=False) as fetcher:
        assert await reason(fetcher, site.url()) == ""


async def test_a_redirect_into_forbidden_ground_is_not_followed(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {"/robots.txt": answer(RULES), "/short": redirect("/private/x"), "/private/x": answer()}
    assert await reason(fetcher, site.url("/short")) == "robots"
    assert "/private/x" not in site.paths()


async def test_a_site_is_asked_once_for_many_pages(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {"/robots.txt": answer(RULES), "/": answer()}
    await asyncio.gather(*(reason(fetcher, site.url()) for _ in range(5)))
    assert site.paths().count("/robots.txt") == 1


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_a_site_without_rules_allows_everything(site: Site, fetcher: Fetcher, status: int) -> None:
    site.routes |= {"/robots.txt": answer(status=status), "/": answer()}
    assert await reason(fetcher, site.url()) == ""


async def test_rules_that_lead_in_circles_are_no_rules(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {"/robots.txt": redirect("/robots.txt"), "/": answer()}
    assert await reason(fetcher, site.url()) == ""


async def test_rules_behind_a_redirect_count(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {"/robots.txt": redirect("/rules"), "/rules": answer(b"User-agent: *\nDisallow: /"), "/": answer()}
    assert await reason(fetcher, site.url()) == "robots"


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_site_that_cannot_be_asked_is_left_for_later(site: Site, fetcher: Fetcher, status: int) -> None:
    site.routes |= {"/robots.txt": answer(status=status), "/": answer()}
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(site.url(), access=LOCAL, robots=True)
    error = caught.value
    assert (error.reason, error.retry, error.detail) == ("robots unavailable", True, f"http {status}")
    assert error.retry_after is not None
    assert timedelta(minutes=9) < error.retry_after <= timedelta(minutes=10)
    assert await reason(fetcher, site.url()) == "robots unavailable"
    assert site.paths() == ["/robots.txt"]  # neither the page, nor the rules again


async def test_a_private_site_is_private_and_not_merely_without_rules(site: Site, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(site.url(host="localhost"), robots=True)
    assert (caught.value.reason, caught.value.retry) == ("private address", False)


async def test_a_crawl_delay_slows_the_host_down(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {"/robots.txt": answer(b"User-agent: *\nCrawl-delay: 9"), "/": answer()}
    await reason(fetcher, site.url())
    assert fetcher._manners._hosts[f"127.0.0.1:{site.port}"].crawl_delay == timedelta(seconds=9)


@pytest.mark.parametrize(
    "said",
    [answer(b"nonsense", Content_Encoding="br"), answer(b"nonsense", Content_Encoding="gzip"),
     redirect("http://10.0.0.1/robots.txt"), redirect("http://user:pw@news.example/"), redirect("http://[")],
)  # fmt: skip
async def test_rules_that_cannot_be_read_are_not_asked_for_with_every_page(
    site: Site, fetcher: Fetcher, said: bytes
) -> None:
    site.routes |= {"/robots.txt": said, "/": answer()}
    assert [await reason(fetcher, site.url()) for _ in range(20)] == ["robots unavailable"] * 20
    assert site.paths() == ["/robots.txt"]


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate"])
async def test_of_rules_beyond_all_bounds_the_beginning_is_read(site: Site, fetcher: Fetcher, encoding: str) -> None:
    noise = random.Random(1).randbytes(7_000_000).hex().encode()  # so that it stays large when it is packed
    body = b"User-agent: *\nDisallow: /private\n# " + noise
    packed = {"": bytes, "gzip": gzip.compress, "deflate": zlib.compress}[encoding](body)
    assert len(packed) > READ_BYTES
    site.routes |= {"/robots.txt": answer(packed, Content_Encoding=encoding), "/": answer()}
    assert [await reason(fetcher, site.url(path)) for path in ("/", "/private")] == ["", "robots"]


class Library:
    """A site's robots.txt over time, without a network."""

    def __init__(self, *said: bytes | NoPageError) -> None:
        self.said, self.clock = list(said), Clock()
        self.asked: list[tuple[str, Access]] = []

    async def read(self, url: str, access: Access) -> bytes:
        self.asked.append((url, access))
        said = self.said.pop(0)
        if isinstance(said, NoPageError):
            raise said
        return said

    def robots(self, ledger: Ledger | None = None) -> Robots:
        return Robots("wirewatch", self.read, ledger, clock=self.clock)


SITE = "https://example.org"


async def allowed(rules: Robots, path: str) -> bool:
    read = await rules.rules(SITE, STRANGE)
    return read.can_fetch(f"{SITE}{path}", "wirewatch")


async def test_rules_are_read_again_after_a_day() -> None:
    library = Library(b"User-agent: *\nDisallow: /a", b"User-agent: *\nDisallow: /b")
    rules = library.robots()
    assert not await allowed(rules, "/a")
    library.clock.pass_by(24 * 3600 - 1)
    assert not await allowed(rules, "/a")
    library.clock.pass_by(1)
    assert await allowed(rules, "/a")
    assert not await allowed(rules, "/b")
    assert library.asked == [(f"{SITE}/robots.txt", STRANGE)] * 2


@pytest.mark.parametrize(
    ("failure", "minutes"),
    [(NoPageError("http 500"), 10), (NoPageError("http 503", retry_after=timedelta(minutes=45)), 45)],
)
async def test_a_broken_site_is_asked_again_after_a_while(failure: NoPageError, minutes: int) -> None:
    library = Library(failure, b"")
    rules = library.robots()
    for _ in range(2):
        with pytest.raises(NoPageError, match="robots unavailable"):
            await allowed(rules, "/")
        library.clock.pass_by(minutes * 60 - 1)
    library.clock.pass_by(2)
    assert await allowed(rules, "/")


async def test_a_host_that_is_left_alone_is_not_called_broken() -> None:
    library = Library(NoPageError("asked to wait"), b"")
    rules = library.robots()
    with pytest.raises(NoPageError, match="asked to wait"):
        await allowed(rules, "/")
    assert await allowed(rules, "/")


@pytest.mark.parametrize("said", [b"User-agent: *\nDisallow: /b\0", NoPageError("http 404"), NoPageError("http 500")])
async def test_what_one_process_read_another_need_not_ask(said: bytes | NoPageError) -> None:
    library = Library(said)
    shared = OwnLedger(library.clock)
    answers = []
    for _ in range(2):
        rules = library.robots(shared)
        try:
            answers.append((await allowed(rules, "/a"), await allowed(rules, "/b")))
        except NoPageError as failure:
            answers.append((failure.reason, failure.detail))
    assert answers[0] == answers[1]
    assert len(library.asked) == 1


async def test_only_the_beginning_of_endless_rules_is_read() -> None:
    start = b"User-agent: *\nDisallow: /a\n"
    library = Library(start + b"# padding\n" * 60_000 + b"Disallow: /b\n")
    rules = library.robots()
    assert not await allowed(rules, "/a")
    assert await allowed(rules, "/b")


async def test_thousands_of_agents_cost_no_more_than_one() -> None:
    agents = b"".join(b"User-agent: bot%d\n" % number for number in range(12_000))
    library = Library(agents + b"Disallow: /x\n" * 15_000 + b"User-Agent : * # rest\nDisallow: /a\n")
    rules = await library.robots().rules(SITE, STRANGE)
    assert len(rules._user_agents) == 2
    assert rules.can_fetch(f"{SITE}/x", "wirewatch")
    assert not rules.can_fetch(f"{SITE}/a", "wirewatch")


@pytest.mark.parametrize("line", ["User-agent: wirewatch", "useragent: WIREWATCH*", " user agent wirewatch # us"])
async def test_our_own_group_is_found_among_others(line: str) -> None:
    text = f"User-agent: alpha\nUser-agent: beta\nDisallow: /a\n\n{line}\nUser-agent: gamma\nDisallow: /w\n"
    library = Library(f"{text}\nUser-agent: *\nDisallow: /\n".encode())
    rules = library.robots()
    assert await allowed(rules, "/a")
    assert not await allowed(rules, "/w")


async def test_sites_asked_about_long_ago_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "SITES_REMEMBERED", 10)
    library = Library(*[b""] * 101)
    rules = library.robots(Forgetful())
    for number in range(100):
        await rules.rules(f"https://site{number}.example", STRANGE)
        await rules.rules("https://site0.example", STRANGE)
    assert len(rules._sites) == 10
    assert len(library.asked) == 100


class Forgetful(OwnLedger):
    async def keep_robots(self, site: str, record: RobotsRecord) -> None:
        pass


async def test_no_more_rules_are_kept_than_anybody_needs() -> None:
    lines = [f"Disallow: /{number}/" for number in range(30_000)]
    library = Library("\n".join(["User-agent: *", *lines]).encode())
    read = library.robots()
    assert not await allowed(read, f"/{robots.RULES - 1}/")
    assert await allowed(read, f"/{robots.RULES}/")


async def test_rules_for_others_take_none_of_the_room_for_ours() -> None:
    others = "".join(f"User-agent: bot{number}\nDisallow: /{number}/\n\n" for number in range(robots.RULES + 1))
    library = Library(f"{others}User-agent: *\nSitemap: /map.xml\nUser-agent: last\nDisallow: /us/".encode())
    shared = OwnLedger(library.clock)
    read = library.robots(shared)
    assert not await allowed(read, "/us/")
    assert await allowed(read, "/1/")
    kept = await shared.robots(SITE)
    assert kept is not None
    assert len(kept.body or "") < 200


async def test_our_name_in_thousands_of_spellings_is_one_name() -> None:
    spellings = "".join(f"User-agent: {'*' * number}wire{'*' * (number % 7)}watch\n" for number in range(900))
    library = Library(f"{spellings}Disallow: /us/\n".encode())
    rules = await library.robots().rules(SITE, STRANGE)
    assert len(rules._user_agents) == 1
    assert not rules.can_fetch(f"{SITE}/us/", "wirewatch")


async def test_long_rules_of_many_sites_are_forgotten_earlier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "CHARACTERS", 1_000)
    library = Library(*[b"User-agent: *\nDisallow: /" + b"a" * 300] * 10)
    rules = library.robots(Forgetful())
    for number in range(10):
        await rules.rules(f"https://site{number}.example", STRANGE)
    assert list(rules._sites) == [f"https://site{number}.example" for number in (7, 8, 9)]


async def test_rules_that_a_wrong_clock_kept_are_read_again() -> None:
    library = Library(b"User-agent: *\nDisallow: /a", b"")
    rules = library.robots()
    library.clock.set_by(timedelta(days=365))
    assert not await allowed(rules, "/a")
    library.clock.set_by(-timedelta(days=365))
    assert await allowed(rules, "/a")


async def test_what_one_source_may_not_ask_another_may() -> None:
    library = Library(NoPageError("private address"), b"User-agent: *\nDisallow: /a")
    rules = library.robots()
    with pytest.raises(NoPageError, match="private address"):
        await allowed(rules, "/a")
    assert not await allowed(rules, "/a")
