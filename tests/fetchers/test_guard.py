"""Which addresses a stranger may send us to, in all their spellings."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

import httpx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fetchers.failures import NoPageError, PrivateAddressError
from fetchers.guard import NAT64, checked, is_public, public_socket, refuse_private

PRIVATE = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "168.63.129.16",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1",
    "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "100::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2002:7f00:1::1", "2002:808:808::1", "3fff::1",
    "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "4000::1",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.167.1.1", "223.255.255.255"]
PUBLIC += ["2606:4700:4700::1111", "2a00:1450:4001:82a::200e", "::ffff:1.1.1.1", "64:ff9b::808:808"]

SPELLINGS = [
    "http://127.0.0.1/", "http://127.0.0.1:8080/", "https://127.0.0.1", "http://127.0.0.1./", "http://127.1/",
    "http://127.0.1/", "http://2130706433/", "http://2130706433./", "http://0x7f000001/", "http://0X7F.1/",
    "http://0x7f.0x0.0x0.0x1/", "http://017700000001/", "http://0177.0.0.1/", "http://0177.0.1/", "http://127.0.0.01/",
    "http://0/", "http://0x/", "http://00000000000/", "http://127.0.0.1%2f@example.org/", "http://127%2e0.0.1/",
    "http://127.0.0.%31/", "http://１２７.０.０.１/", "http://①②⑦.0.0.1/", "http://127。0。0。1/",
    "http://[::1]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
    "http://[::ffff:a9fe:a9fe]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/", "http://[::]/", "http://169.254.169.254/latest/", "http://2852039166/",
    "http://0xa9fea9fe/", "http://10.0.0.1\\@example.org/", "http://example.org@127.0.0.1/",
    "http://user:pw@10.0.0.1/", "//127.0.0.1/", "HTTP://127.0.0.1/", "http:127.0.0.1/", "http:///127.0.0.1/",
]  # fmt: skip


@pytest.mark.parametrize("number", PRIVATE)
def test_an_address_that_is_not_public_is_told_as_such(number: str) -> None:
    assert not is_public(ip_address(number))


@pytest.mark.parametrize("number", PUBLIC)
def test_a_public_address_is_told_as_such(number: str) -> None:
    assert is_public(ip_address(number))


@given(st.ip_addresses())
def test_no_address_that_python_calls_special_is_public(address: IPv4Address | IPv6Address) -> None:
    assume(isinstance(address, IPv4Address) or (address.ipv4_mapped is None and address not in NAT64))
    if address.is_private or address.is_reserved or address.is_link_local or address.is_multicast:
        assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_changes_nothing(bare: IPv4Address) -> None:
    for wrapped in (f"::ffff:{bare}", f"64:ff9b::{bare}"):
        assert is_public(ip_address(wrapped)) == is_public(bare)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_a_private_address_passes(spelling: str) -> None:
    with pytest.raises(NoPageError) as caught:
        refuse_private(checked(spelling))
    assert caught.value.reason in ("private address", "bad address")


@pytest.mark.parametrize(
    "spelling", ["http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://[::ffff:a00:1]/"]
)
def test_a_private_address_in_disguise_is_named(spelling: str) -> None:
    with pytest.raises(NoPageError) as caught:
        refuse_private(checked(spelling))
    assert caught.value.reason == "private address"


@pytest.mark.parametrize("spelling", ["http://16843009/", "http://1.1.1/", "http://0x1.1.1.1/", "http://1.1.1.1.1/"])
def test_a_public_address_in_disguise_is_a_bad_address(spelling: str) -> None:
    with pytest.raises(NoPageError) as caught:
        refuse_private(checked(spelling))
    assert caught.value.reason == "bad address"


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("HTTPS://Example.ORG:443/A?b=c#d", "https://example.org/A?b=c"),
        ("http://1.1.1.1/", "http://1.1.1.1/"),
        ("http://[2606:4700:4700::1111]:8080/x", "http://[2606:4700:4700::1111]:8080/x"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("https://news_desk.example./", "https://news_desk.example./"),
        ("https://4chan.example/", "https://4chan.example/"),
    ],
)
def test_an_ordinary_address_passes(address: str, read: str) -> None:
    url = checked(address)
    refuse_private(url)
    assert str(url) == read


@given(st.text(max_size=60) | st.from_regex(r"https?://[^/]{0,30}(:[0-9-]{0,6})?/", fullmatch=True))
def test_any_text_is_an_address_or_a_bad_one(text: str) -> None:
    try:
        url = checked(text)
        refuse_private(url)
    except NoPageError as failure:
        assert failure.reason in ("bad address", "private address")  # noqa: PT017  (either end is right)
    else:
        assert url.scheme in ("http", "https")
        assert isinstance(url, httpx.URL)


@pytest.mark.parametrize("number", ["127.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fe80::1%lo"])
def test_no_socket_is_opened_to_a_private_address(number: str) -> None:
    family = socket.AF_INET6 if ":" in number else socket.AF_INET
    with pytest.raises(PrivateAddressError):
        public_socket((family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (number, 80)))


def test_a_socket_is_opened_to_a_public_address() -> None:
    with public_socket((socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("1.1.1.1", 80))) as opened:
        assert (opened.family, opened.type) == (socket.AF_INET, socket.SOCK_STREAM)


@pytest.mark.parametrize("address", ["http://xn--zz.example/", "http://xn--.example/"])
def test_punycode_that_means_nothing_is_a_bad_address(address: str) -> None:
    with pytest.raises(NoPageError, match="bad address"):
        checked(address)
