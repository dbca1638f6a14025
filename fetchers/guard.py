"""Which addresses a stranger may send us to: public ones only.

Checked twice. `checked` reads every address before it is asked for, redirects included. `public_socket`
looks at the very number that a connection is opened to, so neither a name that answers private, nor one
that answers differently the second time, nor a spelling that two parsers read differently gets through.
"""

import re
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx
from aiohttp import AddrInfoType

from fetchers.failures import NoPageError, PrivateAddressError

# IANA's special-purpose registry, written out because `ipaddress` changes its mind between Python releases.
# https://www.iana.org/assignments/iana-ipv4-special-registry/
NOT_PUBLIC_V4 = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # Azure's host agent: a public number that answers only inside
    )
)  # fmt: skip
GLOBAL_V6 = ip_network("2000::/3")  # all that is handed out as global unicast
# Inside it: protocol assignments with Teredo, documentation twice, 6to4 (it wraps any IPv4 address; retired).
NOT_PUBLIC_V6 = tuple(ip_network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
NAT64 = ip_network("64:ff9b::/96")  # the last 32 bits are the IPv4 address that is meant (RFC 6052)

HOST = re.compile(r"[a-z0-9_.-]{1,253}")  # as sent: names in other scripts are punycode by then
# RFC 6761, 6762 and 8375, ICANN's reservation of 2024, RFC 6762's appendix G, and what Unix and Kubernetes use.
LOCAL_ENDINGS = (
    ".localhost", ".local", ".home.arpa", ".internal", ".intranet", ".private", ".corp", ".home", ".lan",
    ".localdomain", ".svc",
)  # fmt: skip
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")  # a host that ends in one is an IPv4 address (WHATWG URL)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address belongs to the open internet. An IPv4 address wrapped in IPv6 is unwrapped."""
    if isinstance(address, IPv4Address):
        return not any(address in block for block in NOT_PUBLIC_V4)
    inner = IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else address.ipv4_mapped
    if inner is not None:
        return is_public(inner)
    return address in GLOBAL_V6 and not any(address in block for block in NOT_PUBLIC_V6)


def checked(address: str | httpx.URL) -> httpx.URL:
    """Read an address that may be asked for, without its fragment.

    Raises NoPageError("bad address"): not http or https, no host, credentials inside, or a host or port
    that two parsers could read differently.
    """
    try:
        url = httpx.URL(address)
        if "#" in str(url):
            url = url.copy_with(fragment=None)  # not for all: it reads the address once more
        host = url.host  # only this reads punycode
    except (httpx.InvalidURL, ValueError) as error:
        raise NoPageError("bad address", str(error)) from error
    if url.scheme not in ("http", "https"):
        raise NoPageError("bad address", f"{url.scheme or 'no scheme'} is not http")
    if url.userinfo:
        raise NoPageError("bad address", "credentials belong in the `login:` of the source")
    if url.port is not None and not 0 < url.port < 65_536:
        raise NoPageError("bad address", f"port {url.port}")
    if ":" not in host and not HOST.fullmatch(url.raw_host.decode("ascii")):
        raise NoPageError("bad address", "no host" if not host else "strange characters in the host")
    return url


def refuse_private(url: httpx.URL) -> None:
    """Raise NoPageError("private address") when the host is a number, however spelled, that is not public.

    A number that is public but not spelled as four decimals is a "bad address". Names are for `public_socket`.
    """
    number = _number(url.host.rstrip("."))
    if number is None:
        return
    if not is_public(number):
        raise NoPageError("private address", str(number))
    if isinstance(number, IPv4Address) and str(number) != url.host:
        raise NoPageError("bad address", f"{url.host} is not how {number} is written")


def refuse_local_name(url: httpx.URL) -> None:
    """Raise NoPageError("private address") when the host is a name that only a local network knows.

    For what goes through a proxy: it looks names up where we do not see the answer.
    """
    name = url.host.rstrip(".")
    if ":" not in name and ("." not in name or f".{name}".endswith(LOCAL_ENDINGS)):
        raise NoPageError("private address", f"{url.host} is a local name")


def public_socket(info: AddrInfoType) -> socket.socket:
    """Open a socket for the address that aiohttp is about to connect to.

    Raises PrivateAddressError: that address is not public.
    """
    family, kind, protocol, _, address = info
    if not is_public(ip_address(address[0])):
        raise PrivateAddressError(f"{address[0]} is not public")
    return socket.socket(family, kind, protocol)


def _number(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host spells, as sockets read it: also octal, hexadecimal or with parts left out."""
    try:
        if ":" in host:
            return IPv6Address(host)
        if not NUMBER.fullmatch(host.rpartition(".")[2]):
            return None
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError) as error:
        raise NoPageError("bad address", f"{host} is no address") from error
