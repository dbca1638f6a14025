"""Links as they are written in feeds to addresses that can be fetched."""

import re
from urllib.parse import urljoin, urlsplit

_BLANK = "".join(map(chr, range(33)))  # control characters and space, as browsers strip them
_BREAK = re.compile(r"[\t\r\n]+\s*")  # browsers drop them too; what indents the next line goes with them
# Nothing there to resolve or mend, as in most links.
_WHOLE = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?::\d{1,5})?/[^\s?#\\]+(?:\?[^\s?#\\]+)?")


def web_address(link: str | None, base: str) -> str | None:
    """Resolve a link; None unless it leads to a web page."""
    if not link or _WHOLE.fullmatch(link):
        return link or None
    link = _BREAK.sub("", link.strip(_BLANK).strip()).replace(" ", "%20")
    try:
        address = urljoin(base, link)
        parts = urlsplit(address)
        found = link and parts.scheme in ("http", "https") and parts.hostname
        return parts.scheme + address[len(parts.scheme) :] if found else None  # HTTP:// is http://
    except ValueError:  # brackets that are no IPv6 address
        return None
