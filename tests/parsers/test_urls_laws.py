"""What holds for every address, whatever it says."""

from collections.abc import Callable
from urllib.parse import quote

from hypothesis import example, given
from hypothesis import strategies as st

from parsers.urls import host_of, page_key

words = st.text("abcdefghijklmnop", min_size=2, max_size=9)
slugs = st.lists(words, min_size=1, max_size=6).map("-".join)
paths = st.lists(slugs | st.integers(0, 10**8).map(str), min_size=1, max_size=4).map("/".join)
choosers = st.dictionaries(
    st.sampled_from(["id", "p", "story", "newsId", "v", "lang"]), st.integers(2, 10**6).map(str), max_size=3
)
hosts = st.sampled_from(["a.example", "news.a.example", "a.co.uk", "xn--mller-kva.example"])


@st.composite
def addresses(draw: st.DrawFn) -> str:
    query = "&".join(f"{name}={value}" for name, value in draw(choosers).items())
    return f"https://{draw(hosts)}/{draw(paths)}" + (query and "?" + query)


def with_query(address: str, added: str, *, first: bool = False) -> str:
    path, _, query = address.partition("?")
    return f"{path}?" + "&".join(filter(None, (added, query) if first else (query, added)))


def dressed_path(address: str, end: str) -> str:
    path, mark, query = address.partition("?")
    return path + end + mark + query


def turned(address: str) -> str:
    path, mark, query = address.partition("?")
    return path + mark + "&".join(reversed(query.split("&")))


GUISES: dict[str, Callable[[str], str]] = {
    "scheme": lambda address: address.replace("https://", "http://"),
    "www": lambda address: address.replace("https://", "https://www.").replace("http://", "http://www."),
    "telephone": lambda address: address.replace("https://", "https://m.").replace("http://", "http://m."),
    "port": lambda address: address.replace(".example/", ".example:443/").replace(".uk/", ".uk:80/"),
    "slash": lambda address: dressed_path(address, "/"),
    "doubled slash": lambda address: dressed_path(address, "//"),
    "index": lambda address: dressed_path(address, "/index.html"),
    "step": lambda address: address.replace("/", "/./x/../", 3).replace("/./x/../", "/", 2),
    "tracker": lambda address: with_query(address, "utm_source=x"),
    "tracker before": lambda address: with_query(address, "fbclid=IwAR1", first=True),
    "escaped tracker": lambda address: with_query(address, "x_=&amp;mc_cid=1").replace("x_=&amp;", ""),
    "order": turned,
    "twice": lambda address: with_query(address, address.partition("?")[2]),
    "escapes": lambda address: address.replace("-", "%2d").replace("e/", "%65/"),
}
WRAPPERS = [
    "https://www.google.com/url?q={}&sa=D", "https://l.facebook.com/l.php?u={}&h=1",
    "https://eur01.safelinks.protection.outlook.com/?url={}&data=05", "https://t.me/iv?url={}",
    "https://www.b.example/redirect?url={}", "https://secure-web.cisco.com/1abc/{}",
]  # fmt: skip


@given(st.text(max_size=60))
@example("redirec%74?url=http://b.example/")
@example("print/amp/print/this-was-said-today/print/amp")
@example("#!\xa0\t")
@example("?%26=%3D&a=%E9&+=+")
@example("/./%2e%2E//;jsessionid=1")
def test_the_key_of_a_key_is_the_key(text: str) -> None:
    key = page_key("https://a.example/" + text)
    assert page_key("https://" + key) == key


@given(st.text(max_size=60))
def test_any_text_has_a_key_and_stays_what_it_is(text: str) -> None:
    key = page_key(text)
    assert page_key("https://" + key if host_of(text) else key) == key


@given(
    addresses(),
    st.lists(st.sampled_from(sorted(GUISES)), max_size=6),
    st.sampled_from(["", "#comments", "#:~:text=a", " \n"]),
    st.lists(st.sampled_from(WRAPPERS), max_size=3),
)
def test_guises_upon_guises_never_change_the_key(
    address: str, guises: list[str], ending: str, wrappers: list[str]
) -> None:
    dressed = address
    for guise in guises:
        dressed = GUISES[guise](dressed)
    dressed += ending
    for wrapper in wrappers:
        dressed = wrapper.format(quote(dressed.strip(), safe=""))
    assert page_key(dressed) == page_key(address)


@given(addresses(), words, st.data())
def test_another_segment_is_another_page(address: str, word: str, data: st.DataObject) -> None:
    path, mark, query = address.partition("?")
    segments = path.split("/")
    place = data.draw(st.integers(3, len(segments) - 1))
    other = "/".join([*segments[:place], segments[place] + "-" + word, *segments[place + 1 :]]) + mark + query
    assert page_key(other) != page_key(address)


@given(addresses(), st.sampled_from(["id", "p", "story", "newsId", "page", "part"]), st.integers(2, 10**6))
def test_another_number_is_another_page(address: str, name: str, number: int) -> None:
    path = address.partition("?")[0]
    assert page_key(f"{path}?{name}={number}") != page_key(f"{path}?{name}={number + 1}")


@given(addresses(), st.sets(st.sampled_from(["id", "p", "lang"])))
def test_noise_left_out_by_name_is_left_out_of_the_key(address: str, noise: set[str]) -> None:
    path, _, query = address.partition("?")
    kept = "&".join(part for part in query.split("&") if part.partition("=")[0] not in noise)
    assert page_key(address, frozenset(noise)) == page_key(f"{path}?{kept}")
