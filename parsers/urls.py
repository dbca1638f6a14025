"""One key for all guises of an address, and never one key for two pages."""

import base64
import binascii
import contextlib
import posixpath
import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, unquote_to_bytes, urlsplit

# Parameters that tell where a reader came from. Collected from links that newsletters, social networks and front
# pages put on news addresses; half of those in real news links are in no tracker list of the ad blockers.
_TRACKERS = re.compile(
    r"(?:utm|mc|pk|mtm|matomo|piwik|hsa|hs|at|ga|gad|gaa|vero|oly|mkt|stm|itm|iesrc|trk|ito|echobox|wt"
    r"|amp|__twitter|__s|_hs|_bta|_ke|bxid|dlv|csg|tpcc)[_.\-].*"
    r"|(?:fb|g|dc|ms|tw|y|yc|wb|gb|ig|li|tt|ep)(?:clid|clsrc|raid)|dclid|msclkid|igshid?|gclsrc|_ga|_gl|ref_?src|ref_?url|refer?r?er"
    r"|ocid|cmpid|cmp|icid|ncid|ito|mbid|ftag|nlid|smid|smprod|smtyp|smvar|emc|campaign_?id|cmpgn|xtor|spm|asc_.*"
    r"|ftcamp|intcmp|int_?ref|ex_cid|tid_src|usqp|mkt_tok|spref|soc_(?:src|trk)|shared?_?id|sharedby|share_?token"
    r"|recirc|recruiter|rref|srnd|hpt?|_r|pgtype|sh|shr|xid|xcust|elqtrack.*|elq.*|oref|guccounter|guce_.*"
    r"|tsrc|yptr|ueid|bt_ee|bt_ts|tag_src|cvid|clickedelement|tracking_?id|trackid|tracking|triedredirect|noredirect"
    r"|outputtype|amp|amp_js_v|print|printable|printer|singlepage|fullsite|nomobile|ismobile|showcomments"
    r"|commentid|replytocom|noamp|no_?cache|cachebust.*|_|ts_?cache|google_editors_picks"
    r"|phpsessid|jsessionid|aspsessionid.*|cfid|cftoken|sessionid|zanpid|wprss|nsukey|isappinstalled",
    re.I,
)
_VIEWS = {"view": r"print|amp|full|all|mobile", "page": r"all|full|1", "template": r"print.*|amp",
          "mode": r"print|amp|full", "pg": r"all|full|1",
          "format": r"amp|print|html", "type": r"amp|print"}  # fmt: skip
_SOURCES = re.compile(r"ref|cid|src|source_?type", re.I)  # a tracker, unless the value is an id
_UNSURE = re.compile(
    r"source|s|sid|ss|tid|cn|from|tag|sr|c|r|cmp|feature", re.I
)  # the same, on a path that names its page
_SESSION = re.compile(r"[0-9a-f]{16,}", re.I)
_NUMBER = re.compile(r"\d{3,}(?:[-_]\d+)?")
# What may choose the page even when the path seems to name it.
_CHOOSES = re.compile(
    r".*id\d?|id.*|aid|nid|pid|tid|oid|uuid|guid|no|nr|n|p|pg|page|seite|v|k|key|q|query|s|search|article"
    r"|art|story|post|entry|item|news|doc|"
    r"lang|language|locale|hl|edition|date|day|year|month|d|t|title|slug|name|file|video|vid|episode|part|gallery|"
    r"slide|number|issue|cat|category|section|type|code|a|c|x|i",
    re.I,
)
_WORDS = re.compile(r"[^\W\d_]{2,}|\d+")
_NAMED = re.compile(r"\d{7,}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.I)
_NICHE = re.compile(r"^(?:www\d?|m|mobile|touch|amp|wap)\.(?=[^.]+\.)")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php\d?|aspx?|jsp|shtml|cfm)$", re.I)
_AMP_END = re.compile(r"(?<=.)/amp$|\.amp(?=\.html?$)|\.amp$|(?<=[^/])/amp(?=/?$)|/amp\.html$", re.I)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?]*", re.I)
_PORTS = {"http": 80, "https": 443}
_KEEP = "!$'()*+,:@~"  # said as itself in a path; anything else is escaped
# Redirectors that carry the address they lead to: host, start of the path, parameter.
_REDIRECTORS = (
    (r"(?:www\.)?google\.[a-z.]{2,6}", "/url", ("url", "q")),
    (r"(?:www\.|l\.|lm\.|m\.)?(?:facebook|instagram)\.com", "/l.php", ("u",)),
    (r"l\.(?:facebook|instagram)\.com|l\.threads\.(?:net|com)", "/", ("u",)),
    (r".*\.safelinks\.protection\.outlook\.com", "/", ("url",)),
    (r"(?:www\.)?youtube\.com", "/redirect", ("q",)),
    (r"out\.reddit\.com", "/", ("url",)),
    (r"(?:[\w-]+\.)?vk\.com", "/away.php", ("to",)),
    (r"(?:www\.)?linkedin\.com", "/safety/go", ("url",)),
    (r"(?:www\.)?linkedin\.com", "/redir/redirect", ("url",)),
    (r"slack-redir\.net|exit\.sc", "/", ("url",)),
    (r"getpocket\.com|apple\.news", "/redirect", ("url",)),
    (r"t\.umblr\.com", "/redirect", ("z",)),
    (r"duckduckgo\.com", "/l/", ("uddg",)),
    (r"steamcommunity\.com", "/linkfilter", ("url", "u")),
    (r"(?:www\.)?bing\.com", "/news/apiclick.aspx", ("url",)),
)  # fmt: skip
_AMP_VIEWER = re.compile(r"^(?:www\.)?google\.[a-z.]{2,6}/amp/(s/)?(.+)$", re.I)
_AMP_CACHE = re.compile(r"\.ampproject\.(?:org|net)/(?:[a-z]/)?(s/)?(.+)$", re.I)
_ARCHIVE = re.compile(r"^web\.archive\.org/web/\d{4,14}[a-z_]*/(.+)$", re.I)
_GOOGLE_NEWS = re.compile(r"^news\.google\.com/(?:rss/|__i/rss/rd/)?articles/([\w-]{20,})", re.I)
# A label of every host above: asked first, since almost no address is one of theirs.
_CARRIERS = frozenset((
    "google", "facebook", "instagram", "threads", "outlook", "youtube", "reddit", "vk", "linkedin", "slack-redir",
    "exit", "getpocket", "apple", "umblr", "duckduckgo", "steamcommunity", "bing", "ampproject", "archive",
))  # fmt: skip
_PLAIN_PATH = re.compile(r"(?:/(?!\.)[\w!$'()*+,:@~.-]+)*/?", re.A)  # as _spelled leaves it, but for the last slash
_HOPS = 3  # wrappers in wrappers, as a newsletter's link to a search result


def page_key(url: str) -> str:
    """Tell what page an address leads to: equal for two guises of one address.

    Scheme, www/mobile/AMP hosts, default ports, fragments, trackers, order of parameters, index pages and
    percent-encoding do not count. Redirectors that carry their target are followed, without a request.
    What is no web address is its own key.
    """
    address = _unwrap(url.strip().replace("&amp;", "&"))
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url.strip()
    if parts.scheme not in _PORTS or not host:
        return url.strip()
    host = _host(host) + (f":{port}" if port and port != _PORTS[parts.scheme] else "")
    path = _path(parts.path)
    query = _query(parts.query, path)
    fragment = parts.fragment if parts.fragment[:1] in ("!", "/") and len(parts.fragment) > 1 else ""
    return host + path + (query and "?" + query) + (fragment and "#" + fragment)


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses are of one site: the same host, or one below the other, www and m. aside."""
    try:
        a, b = (_host(urlsplit(url).hostname or "") for url in (one, other))
    except ValueError:
        return False
    return bool(a and b) and (a == b or a.endswith("." + b) or b.endswith("." + a))


def _host(host: str) -> str:
    with contextlib.suppress(UnicodeError):  # a name that cannot be: compared as written
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    return _NICHE.sub("", host.lower())


def _path(path: str) -> str:
    path = path.rstrip("/") if _PLAIN_PATH.fullmatch(path) else _spelled(path)
    lower = path.lower()
    if "index." in lower or "default." in lower:
        path = _INDEX.sub("", path) or "/"
    if "amp" not in lower:
        return path.rstrip("/")
    if path.lower().startswith("/amp/"):
        path = path[4:]
    path = _AMP_END.sub("", path)
    return path.rstrip("/")


def _spelled(path: str) -> str:
    """The one spelling of a path: escapes, doubled slashes, steps up and down."""
    path = re.sub(r"/{2,}", "/", _PATH_SESSION.sub("", path))
    path = "/".join(_escaped(part) for part in path.split("/"))
    return posixpath.normpath("/" + path.lstrip("/"))


def _escaped(part: str) -> str:
    """One spelling of a path segment. %2F stays: it is no separator."""
    try:
        return quote(unquote(part, errors="strict"), safe=_KEEP)
    except UnicodeDecodeError:
        return quote(unquote_to_bytes(part), safe=_KEEP)


def _query(query: str, path: str) -> str:
    if not query:
        return ""
    named = _names_the_page(path)
    pairs = [(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not _is_noise(k, v, named)]
    return "&".join(f"{quote(k)}={quote(v)}" for k, v in sorted(set(pairs)))


def _names_the_page(path: str) -> bool:
    """The last segment says which article it is: a slug of words, a long number or a UUID."""
    last = unquote(path.rsplit("/", 1)[-1])
    return bool(_NAMED.search(last)) or len(_WORDS.findall(last)) >= 4


def _is_noise(key: str, value: str, named: bool) -> bool:
    view = _VIEWS.get(key.lower())
    if view and re.fullmatch(view, value, re.I):
        return True
    is_source, is_unsure, is_tracker, chooses = _kind(key)
    if is_source or is_unsure:
        is_id = bool(_NUMBER.fullmatch(value))
        return bool(_SESSION.fullmatch(value)) or (not is_id and (named or is_source))
    return is_tracker or (named and not chooses)


@lru_cache(maxsize=4096)  # the web has few names for its parameters, and these are four long patterns
def _kind(key: str) -> tuple[bool, bool, bool, bool]:
    """Whether a parameter tells its source, perhaps tells it, tells it surely, and may choose the page."""
    source, unsure, tracker, chooses = (
        bool(pattern.fullmatch(key)) for pattern in (_SOURCES, _UNSURE, _TRACKERS, _CHOOSES)
    )
    return source, unsure, tracker, chooses


def _unwrap(url: str) -> str:
    for _ in range(_HOPS):
        inner = _carried(url)
        if not inner:
            break
        url = inner
    return url


def _carried(url: str) -> str | None:
    """The address that a redirector, cache or archive carries in its own."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host, rest = (parts.hostname or ""), (parts.hostname or "") + parts.path
    if _CARRIERS.isdisjoint(host.split(".")) and ".ampproject." not in rest.lower():
        return None
    for pattern, start, keys in _REDIRECTORS:
        if parts.path.startswith(start) and re.fullmatch(pattern, host):
            query = dict(parse_qsl(parts.query))
            return next((query[k] for k in keys if query.get(k, "").startswith(("http://", "https://"))), None)
    if found := _AMP_VIEWER.search(rest) or _AMP_CACHE.search(rest):
        return f"http{'s' if found[1] else ''}://{found[2]}" + (parts.query and "?" + parts.query)
    if found := _ARCHIVE.search(rest):
        target = re.sub(r"^(https?):/+", r"\1://", found[1])
        return (target if "://" in target else "http://" + target) + (parts.query and "?" + parts.query)
    found = _GOOGLE_NEWS.search(rest)
    return _from_google_news(found[1]) if found else None


def _from_google_news(token: str) -> str | None:
    """Older tokens are base64 of a record that holds the address; newer ones tell nothing offline."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (ValueError, binascii.Error):
        return None
    address = re.search(rb"https?://[\x21-\x7e]+", raw)
    return address[0].decode("ascii") if address else None
