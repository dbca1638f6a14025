"""Each refusal that has a name has a cure of its own."""

import re
from pathlib import Path

import pytest

from fetchers.failures import LASTING, PASSING
from flows.parse_worker import CRASHED, TOO_LONG, TOO_MUCH_MEMORY
from flows.sources.cures import cure_in_discovery, cure_of
from news import FeedError, FetchError

PARSERS = Path(__file__).parents[3] / "parsers"
CODE = "".join(file.read_text() for file in PARSERS.glob("*.py") if file.name != "opml.py")  # which reads no source
NAMED = set(re.findall(r'FeedError\(\s*"([\w ]+)"', CODE))
OTHERWISE = cure_of(FeedError("unheard of", "https://a.example/"))


@pytest.mark.parametrize("reason", sorted(PASSING | LASTING | NAMED | {CRASHED, TOO_LONG, TOO_MUCH_MEMORY}))
def test_each_name_of_a_refusal_has_a_cure_of_its_own(reason):
    assert cure_of(FeedError(reason, "https://a.example/")) != OTHERWISE


def test_the_names_of_parsers_were_found():
    assert {"not a feed", "no links"} <= NAMED


@pytest.mark.parametrize("status", [500, 502, 503])
def test_an_ill_server_is_waited_for(status):
    assert "try again later" in cure_of(FetchError(f"http {status}", "https://a.example/", retry=True))


def test_where_the_name_of_a_site_is_wrong_its_robots_are_not_blamed():
    unread = FetchError("robots unavailable", "https://a.example/", "dns", retry=True)
    assert cure_of(unread).startswith("there is no such name")
    ill = FetchError("robots unavailable", "https://a.example/", "http 503", retry=True)
    assert cure_of(ill).startswith("its robots.txt cannot be read now")


@pytest.mark.parametrize(
    ("reason", "detail"),
    [("connection", "the proxy: refused"), ("dns", "not known"), ("robots unavailable", "connection")],
)
def test_a_proxy_that_is_not_there_is_pointed_to(reason, detail):
    failure = FetchError(reason, "https://a.example/", detail, retry=True)
    assert cure_of(failure, proxied=True).startswith("look whether the proxy runs")
    assert "proxy" not in cure_of(FetchError("http 404", "https://a.example/", retry=False), proxied=True)


@pytest.mark.parametrize("reason", sorted(PASSING | LASTING | {"http 404", "http 410"}))
def test_whoever_discovers_is_not_sent_to_discover(reason):
    failure = FetchError(reason, "https://a.example/", retry=False)
    assert "sources discover" not in cure_in_discovery(failure)
