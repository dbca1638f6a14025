"""What to do about a refusal, by its name."""

import re

from news import FeedError, FetchError, ParsingError

_BY_REASON = {
    "timeout": "try again; if a browser waits as long, the site is slow now",
    "dns": "there is no such name: compare it with a browser's; then look at this machine's name service",
    "refused": "nothing listens there: compare address and port with a browser",
    "tls": "its certificate is not trusted: if it is an authority of your own, name it in `ca_file:`",
    "connection": "the server broke it off: try again, then compare with a browser",
    "too large": "choose a feed or section that is smaller",
    "too many redirects": "open it in a browser and take the address where it ends",
    "redirect loop": "the site may want a cookie first: give one with `cookies:`, or take the address where it ends",
    "private address": "write `allow_private: true` (here --allow-private) if meant; it counts for its own host",
    "bad address": "write a plain http(s) address; a password goes into `login:`",
    "robots": "the site does not want programs there: look for its feed with `wirewatch sources discover`",
    "robots unavailable": "its robots.txt cannot be read now: try again later",
    "not decodable": "its answer is broken: try again, then tell the publisher",
    "host down": "its server gave no answer to five requests in a row: try again in a minute",
    "asked to wait": "its server asked for that: try again when the time is over",
    "http 401": "give a password: `login:` (here --login) or a header",
    "http 403": "the site refuses us: ask the publisher, or try `user_agent:` (here --user-agent)",
    "http 404": "the address is wrong or has moved: look with `wirewatch sources discover`",
    "http 410": "it is gone for good: look with `wirewatch sources discover`",
    "http 429": "it is asked too often: try again later, and poll it more slowly",
    "http 451": "it is closed to readers from here",
    "html instead of feed": "a page: look for its feed with `wirewatch sources discover`, or write `kind: listing`",
    "not a feed": "look for its feed with `wirewatch sources discover`",
    "not a sitemap": "look for one with `wirewatch sources discover`",
    "not a source": "this is neither feed nor page: look with `wirewatch sources discover`",
    "no links": "no headline links were found: name them with `selector:` (here --selector)",
    "broken gzip": "its answer is broken: try again, then tell the publisher",
    "bad selector": "write a CSS selector such as `h2 a`",
    "empty": "its answer has nothing inside: compare with a browser",
    "asks for a human": "the site wants a browser: ask the publisher for a feed, or for an exception",
    "took too long": "the document is made to be slow, or broken: tell the publisher",
    "took too much memory": "the document is made to be large, or broken: tell the publisher",
    "crashed": "the document is broken in a way that we should know: report it, with the address",
}

# Who is in `discover` already needs another way.
_IN_DISCOVERY = {
    "http 404": "the address is wrong or has moved: begin at the site's home page",
    "http 410": "it is gone for good: begin at the site's home page",
    "robots": "the site does not want programs there: look for “RSS” on it in a browser",
}
_UNREACHED = ("dns", "refused", "tls", "connection")  # why a robots.txt is not there, when nothing else is either
_PROXY = "look whether the proxy runs, and whether `proxy:` (here --proxy) names it"


def cure_of(failure: FetchError | FeedError | ParsingError, *, proxied: bool = False) -> str:
    """One line, for a person. `proxied`: it was asked through a proxy."""
    word = _beneath(failure)
    if proxied and (failure.detail.startswith("the proxy: ") or word == "dns" or word != failure.reason):
        return _PROXY
    if cure := _BY_REASON.get(word):
        return cure
    if re.fullmatch(r"http 5\d\d", failure.reason):
        return "the server is ill: try again later"
    return "compare with a browser"


def cure_in_discovery(failure: FetchError | FeedError | ParsingError, *, proxied: bool = False) -> str:
    """The same for who is looking for the feeds of a site already."""
    return _IN_DISCOVERY.get(failure.reason) or cure_of(failure, proxied=proxied)


def _beneath(failure: FetchError | FeedError | ParsingError) -> str:
    """A robots.txt is asked for first: where that is out of reach, all of the site is."""
    is_first = failure.reason == "robots unavailable" and failure.detail in _UNREACHED
    return failure.detail if is_first else failure.reason
