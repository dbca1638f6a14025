"""Addresses of strangers, as a message may show them. Pure."""

import re
from urllib.parse import quote, urlsplit

MAX_LINK = 600  # news addresses are rarely over 200; a longer one is left out


def plain_link(url: str) -> str:
    """An address that Markdown cannot misread, "" when it is not http(s) or hides its host behind a user name."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError is one
        return ""
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"([\w.\-]+|\[[\da-fA-F:.]+\])(:\d+)?", host):
        return ""
    rest = parts.path + (parts.query and f"?{parts.query}") + (parts.fragment and f"#{parts.fragment}")
    rest = re.sub(r"%(?![\da-fA-F]{2})", "%25", rest)
    rest = quote(rest, safe="/?=&;:,.+$%#~@", errors="replace")  # not ' ( ) * ! which some form gives a meaning
    link = f"{parts.scheme}://{host}" + re.sub(r"(&#?\w+);", r"\1%3B", rest)  # Markdown reads entities even here
    return link if len(link) <= MAX_LINK else ""
