"""Redirectors, caches and archives that carry the address they lead to in their own: followed without a request."""

import base64
import binascii
import re
from collections.abc import Callable
from urllib.parse import SplitResult, unquote, unquote_plus, urlsplit

_HOPS = 20  # wrappers in wrappers, as a mail program's around a newsletter's around a search result: three are seen
_LONGEST = 10_000  # characters; what is longer is no link but an attempt to keep us busy
# Hosts whose query holds it: host, start of the path, parameters.
_REDIRECTORS = (
    (r"(?:www\.|news\.)?google\.[a-z.]{2,6}", ("/url", "/news/url", "/imgres"), ("url", "q", "imgrefurl")),
    (r"translate\.google\.[a-z.]{2,6}", ("/translate", "/website"), ("u",)),
    (r"(?:www\.|l\.|lm\.|m\.)?(?:facebook|instagram|messenger)\.com", ("/l.php", "/flx/warn"), ("u",)),
    (r"l\.(?:facebook|instagram)\.com|lm\.facebook\.com|l\.threads\.(?:net|com)|l\.wl\.co", ("/",), ("u",)),
    (r".*\.safelinks\.protection\.(?:outlook|office365)\.\w+", ("/",), ("url",)),
    (r"statics\.teams\.cdn\.(?:office\.net|live\.net)", ("/evergreen-assets/safelinks",), ("url",)),
    (r"linkprotect\.cudasvc\.com", ("/url",), ("a",)),
    (r".*\.(?:trendmicro|fireeye|mimecast)\.com|clicktime\.symantec\.com|link\.edgepilot\.com", ("/",), ("url", "u")),
    (r"urldefense(?:\.proofpoint)?\.com", ("/v1/url",), ("u",)),
    (r"(?:www\.)?youtube\.com", ("/redirect",), ("q",)),
    (r"(?:www\.|mobile\.)?(?:twitter|x)\.com", ("/i/redirect", "/safety/unsafe_link_warning"), ("url", "unsafe_link")),
    (r"out\.reddit\.com", ("/",), ("url",)),
    (r"(?:[\w-]+\.)?vk\.(?:com|ru)", ("/away",), ("to",)),
    (r"(?:www\.|connect\.|m\.)?ok\.ru", ("/dk",), ("st.link",)),
    (r"(?:www\.)?linkedin\.com", ("/safety/go", "/redir/"), ("url",)),
    (r"slack-redir\.net|exit\.sc|link\.zhihu\.com|link\.csdn\.net", ("/",), ("url", "target")),
    (r"disq\.us", ("/url",), ("url",)),
    (r"(?:www\.)?douban\.com", ("/link2/",), ("url",)),
    (r"weibo\.cn", ("/sinaurl",), ("u", "url")),
    (r"c\.pc\.qq\.com", ("/",), ("pfurl", "url")),
    (r"getpocket\.com|apple\.news|flipboard\.com|t\.umblr\.com", ("/redirect",), ("url", "z")),
    (r"ref\.getpocket\.com", ("/recs/click",), ("url",)),
    (r"(?:www\.)?quora\.com", ("/_/redirect",), ("url",)),
    (r"t\.me", ("/iv",), ("url",)),
    (r"(?:www\.)?medium\.com", ("/r/",), ("url",)),
    (r"(?:www\.)?pinterest\.[a-z.]{2,6}", ("/offsite",), ("url",)),
    (r"(?:[\w-]+\.)?duckduckgo\.com", ("/l/",), ("uddg",)),
    (r"steamcommunity\.com", ("/linkfilter",), ("url", "u")),
    (r"(?:www\.)?bing\.com", ("/news/apiclick.aspx",), ("url",)),
    (r"cr\d?\.naver\.com|.*\.search\.naver\.com|search\.daum\.net", ("/",), ("u", "url")),
    (r"(?:www\.|m\.)?baidu\.com", ("/link", "/from", "/tc"), ("url", "src")),
    (r"(?:www\.)?yandex\.[a-z.]{2,6}", ("/clck/", "/turbo", "/redir"), ("url", "text")),
    (r"go\.skimresources\.com|redirect\.viglink\.com|go\.redirectingat\.com", ("/",), ("url", "u")),
    (r"(?:www\.)?webcitation\.org", ("/query",), ("url",)),
)  # fmt: skip
# Any host: what stands at the end of a path that only sends on, and the parameter that says where.
_SENDS_ON = re.compile(
    r"/(?:redirect|redir|away|out|outbound|exit|leave|leaving|goto|jump|click|clickthru|track/click|linkout)"
    r"(?:\.(?:php|aspx?|html?|cgi|jsp))?/?$", re.I,
)  # fmt: skip
_WHERE = ("url", "u", "to", "target", "dest", "destination", "link", "goto")
# A whole address within a path: these hosts show or fetch it.
_READERS = re.compile(
    r"(?:web|wayback|www)\.archive\.org|archive\.(?:today|ph|is|li|md|vn|fo)|secure-web\.cisco\.com|12ft\.io|txtify\.it"
    r"|outline\.com|r\.jina\.ai|via\.hypothes\.is|freedium\.cfd|.*\.awstrack\.me|protect\.checkpoint\.com"
    r"|url\.avanan\.click|us\.rd\.yahoo\.com|clck\.yandex\.(?:ru|com)|(?:www\.)?removepaywall\.com"
)
_IN_PATH = re.compile(r"(https?)(?::|%3a)(?:/|%2f){1,2}(.+)", re.I)
_BARE_IN_ARCHIVE = re.compile(r"^/web/(?:\d{4,14}[a-z_]*|\*)/([\w-]+(?:\.[\w-]+)+(?:/.*)?)$", re.I)
_AMP_VIEWER = re.compile(r"^(?:www\.)?(?:google|bing)\.[a-z.]{2,6}/amp/(s/)?(.+)$", re.I)
_AMP_CACHE = re.compile(
    r"^[\w.-]*(?:\.ampproject\.(?:org|net)|(?:www\.)?bing-amp\.com|amp\.cloudflare\.com|mipcache\.bdstatic\.com)"
    r"/(?:[a-z]{1,2}/)?(s/)?(.+)$",
    re.I,
)
_TURBO = re.compile(r"^[\w-]+\.turbopages\.org/(?:turbo/)?([\w.-]+\.[a-z]{2,})/s(/.*)$", re.I)
_CACHED = re.compile(r"^cache:(?:[\w-]{6,}:)?(\S+)")
_GOOGLE_NEWS = re.compile(r"^news\.google\.com/(?:rss/|__i/rss/rd/)?articles/([\w-]{20,})", re.I)
_YAHOO = re.compile(r"/RU=([^/]+)/")
_PROOFPOINT = re.compile(r"/v3/__(.+?)__;([\w-]*)")
_BASE64_ADDRESS = re.compile(r"/(aHR0c(?:HM6|Dov)[\w-]+=*)(?:/|$)")  # "https:" and "http:/"
_RECORD = re.compile(r"/redirect/\d/(eyJ[\w-]+)")
_ADDRESS = re.compile(rb"https?://[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7c\x7e]+")
# What an address that carries another one has in it; almost none has, and those are not looked at further.
_MARKS = (
    "http", "ahr0", "/amp/", "ampproject", "bing-amp", "amp.cloud", "mipcache", "translate.goog", "news.google",
    "turbopages", "archive.org/web/", "webcache", "/ru=", "/ck/a", "=www.", "/redirect/",
)  # fmt: skip


def unwrap(url: str) -> str:
    """The address that is carried, however deep; the address itself where it carries none."""
    for _ in range(_HOPS):
        inner = _carried(url) if _may_carry(url) else None
        if not inner or len(inner) >= len(url):  # it carries what it is wrapped in
            break
        url = inner
    return url


def _may_carry(url: str) -> bool:
    """Plain searches: one pattern for all of them takes ten times as long."""
    if len(url) > _LONGEST:
        return False
    rest = url[8:].lower()
    for mark in _MARKS:  # noqa: SIM110  # any() takes twice as long, and this is asked of each address
        if mark in rest:
            return True
    return False


def _carried(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    return next((found for look in _WAYS if (found := look(host, parts))), None)


def _in_query(host: str, parts: SplitResult) -> str | None:
    for pattern, starts, names in _REDIRECTORS:
        if parts.path.startswith(starts) and re.fullmatch(pattern, host):
            return _named(parts.query, names)
    return _named(parts.query, _WHERE) if _SENDS_ON.search(parts.path) else None


def _named(query: str, names: tuple[str, ...]) -> str | None:
    """The first of these parameters that holds a whole address, escaped once or twice."""
    given = dict(part.partition("=")[::2] for part in query.split("&"))
    for name in names:
        value = unquote_plus(given.get(name, ""))
        value = unquote(value) if value[:8].lower().startswith(("http%3a", "https%3a")) else value
        if value.lower().startswith(("http://", "https://")):
            return value
        if value.startswith("www."):
            return "http://" + value
    return None


def _whole_query(host: str, parts: SplitResult) -> str | None:
    """href.li and its like: all that follows the question mark."""
    if host in ("href.li", "anonym.to", "nullrefer.com", "dereferer.me", "www.dereferer.me"):
        return parts.query if parts.query.startswith(("http://", "https://")) else None
    return None


def _in_path(host: str, parts: SplitResult) -> str | None:
    if not _READERS.fullmatch(host):
        return None
    if found := _IN_PATH.search(parts.path):
        scheme, rest = found[1].lower(), found[2].split("___")[0]  # Check Point ends it so
        if "%2f" in found[0].lower():  # escaped, it is one segment
            return f"{scheme}://{unquote(rest.split('/')[0])}"
        return f"{scheme}://{rest}" + (parts.query and "?" + parts.query)
    found = _BARE_IN_ARCHIVE.match(parts.path)
    return f"http://{found[1]}" + (parts.query and "?" + parts.query) if found else None


def _in_amp(host: str, parts: SplitResult) -> str | None:
    rest = host + parts.path
    if found := _AMP_VIEWER.match(rest) or _AMP_CACHE.match(rest):
        return f"http{'s' if found[1] else ''}://{found[2]}" + (parts.query and "?" + parts.query)
    found = _TURBO.match(rest)
    return f"https://{found[1]}{found[2]}" if found else None


def _in_translation(host: str, parts: SplitResult) -> str | None:
    """www-news-example.translate.goog is www.news.example; a hyphen of its own is doubled."""
    name, mark, _ = host.partition(".translate.goog")
    if not mark or not name:
        return None
    host = "-".join(part.replace("-", ".") for part in name.split("--"))
    return f"https://{host}{parts.path}" + (parts.query and "?" + parts.query)


def _in_cache(host: str, parts: SplitResult) -> str | None:
    """What a search engine kept, or where its result leads."""
    given = dict(part.partition("=")[::2] for part in parts.query.split("&"))
    if host == "webcache.googleusercontent.com" and (found := _CACHED.match(unquote_plus(given.get("q", "")))):
        return found[1] if "://" in found[1] else "http://" + found[1]
    if host.endswith("search.yahoo.com") and (found := _YAHOO.search(parts.path)):
        return unquote(found[1])
    if host.endswith("bing.com") and parts.path == "/ck/a" and given.get("u", "").startswith("a1"):
        return _from_base64(given["u"][2:])
    return None


def _in_base64(host: str, parts: SplitResult) -> str | None:
    """Sailthru's clicks, Substack's redirects, and older links of Google News; newer ones tell nothing offline."""
    if found := _GOOGLE_NEWS.match(host + parts.path):
        return _from_base64(found[1])
    if host.startswith(("link.", "links.", "click.", "t.", "e.")) and (found := _BASE64_ADDRESS.search(parts.path)):
        return _from_base64(found[1])
    if host.endswith("substack.com") and (found := _RECORD.search(parts.path)):
        return _from_base64(found[1])
    return None


def _from_base64(token: str) -> str | None:
    """The first address in a record that was written in base64."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (ValueError, binascii.Error):
        return None
    address = _ADDRESS.search(raw)
    return address[0].decode("ascii") if address else None


def _in_proofpoint(host: str, parts: SplitResult) -> str | None:
    if host == "urldefense.proofpoint.com" and parts.path.startswith("/v2/url"):
        given = dict(part.partition("=")[::2] for part in parts.query.split("&"))
        return unquote(given.get("u", "").replace("-", "%").replace("_", "/")) or None
    if host in ("urldefense.com", "urldefense.us", "urldefense.proofpoint.com"):
        found = _PROOFPOINT.search(parts.path + (parts.query and "?" + parts.query))
        return _starred(found[1], found[2]) if found else None
    return None


def _starred(address: str, token: str) -> str | None:
    """Proofpoint's third form: * stands for the next byte of the token, **X for as many as X says."""
    try:
        taken = iter(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode("utf-8"))
    except (ValueError, binascii.Error):
        return None
    lengths = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

    def put(found: re.Match[str]) -> str:
        count = lengths.index(found[1]) + 2 if found[1] else 1
        return "".join(next(taken, "") for _ in range(count))

    address = re.sub(r"\*(?:\*([\w-]))?", put, address)
    return re.sub(r"^(https?):/+", r"\1://", address)


_WAYS: tuple[Callable[[str, SplitResult], str | None], ...] = (
    _in_query, _whole_query, _in_path, _in_amp, _in_translation, _in_cache, _in_base64, _in_proofpoint,
)  # fmt: skip
