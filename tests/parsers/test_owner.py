import socket

import pytest

from parsers.owner import owner_of


@pytest.mark.parametrize(
    ("url", "owner"),
    [
        ("https://www.courier.example/news/1", "courier.example"), ("https://news.courier.co.uk", "courier.co.uk"),
        ("http://COURIER.CO.UK:8080/x", "courier.co.uk"), ("https://m.feeds.courier.com.au/rss", "courier.com.au"),
        ("https://desk.city.tokyo.jp/x", "city.tokyo.jp"), ("https://a.b.unheard-of.newtld/x", "unheard-of.newtld"),
        ("https://www.müller.de/x", "xn--mller-kva.de"), ("https://новости.пример.рф/x", "xn--e1afmkfd.xn--p1ai"),
    ],
)  # fmt: skip
def test_a_site_is_owned_by_who_registered_its_domain(url: str, owner: str) -> None:
    assert owner_of(url) == owner


@pytest.mark.parametrize(
    ("url", "owner"),
    [
        ("https://harbour.blogspot.com/2026/03/x.html", "harbour.blogspot.com"),
        ("https://harbour.github.io/x", "harbour.github.io"),
        ("https://harbour.substack.com/p/x", "harbour.substack.com"),
        ("https://www.harbour.wordpress.com/x", "harbour.wordpress.com"), ("https://substack.com/x", "substack.com"),
        ("https://github.io/x", "github.io"),
    ],
)  # fmt: skip
def test_those_who_write_on_a_platform_are_not_one_outlet(url: str, owner: str) -> None:
    assert owner_of(url) == owner


@pytest.mark.parametrize(
    ("url", "owner"),
    [
        ("http://127.0.0.1:8001/x", "127.0.0.1:8001"), ("http://[::1]:8001/x", "[::1]:8001"),
        ("http://[::1]/x", "[::1]"),
        ("http://localhost:8001/x", "localhost:8001"), ("http://intranet/x", "intranet"),
        ("https://10.0.0.7", "10.0.0.7"),
    ],
)  # fmt: skip
def test_a_place_without_a_registry_is_itself(url: str, owner: str) -> None:
    assert owner_of(url) == owner


def test_a_page_behind_a_redirector_is_its_own_owners() -> None:
    assert owner_of("https://www.google.com/amp/s/www.courier.co.uk/x") == "courier.co.uk"


@pytest.mark.parametrize("text", ["", "courier", "mailto:desk@courier.example", "http://[::1"])
def test_what_is_no_web_address_has_no_owner(text: str) -> None:
    assert owner_of(text) == ""


def test_the_network_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it asked the network")

    owner_of.cache_clear()
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert owner_of("https://news.courier.co.uk/fresh") == "courier.co.uk"
