"""What Link headers point to."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fetchers.links import read_hub
from news import Hub

HERE = httpx.URL("https://news.example/feed?x=1")
HUB, OTHER = "https://hub.example/", "https://other.example/"


@pytest.mark.parametrize(
    ("said", "hub"),
    [
        ([], None),
        (['<https://hub.example/>; rel="hub"'], Hub(HUB, str(HERE))),
        (['<https://hub.example/>; rel=hub, <https://news.example/feed>; rel="self"'], Hub(HUB, f"{HERE}"[:-4])),
        (["<https://hub.example/>;REL=HUB", "</rss>; type=a; rel=self"], Hub(HUB, "https://news.example/rss")),
        (['<https://hub.example/>; title="a, <b>; c"; rel="alternate hub"'], Hub(HUB, str(HERE))),
        (["<http://hub.example/>; rel=hub, <https://other.example/>; rel=hub"], Hub(OTHER, str(HERE))),
        (["<http://hub.example/>; rel=hub, <http://other.example/>; rel=hub"], Hub("http://hub.example/", str(HERE))),
        (["<ftp://hub.example/>; rel=hub", "<http://[>; rel=hub"], None),
        (["<https://u:p@hub.example/>; rel=hub"], None),
        (["<https://hub.example/>; rel=hubris, <https://x.example/>; title=hub"], None),
        (["https://hub.example/; rel=hub"], None),
    ],
)
def test_the_hub_of_link_headers_is_read(said: list[str], hub: Hub | None) -> None:
    assert read_hub(said, HERE) == hub


@given(st.lists(st.text(max_size=50) | st.from_regex(r"<[^>]{0,9}>(;\s*rel=\"?(hub|self)\"?)?,?"), max_size=4))
def test_any_words_are_a_hub_or_none(said: list[str]) -> None:
    hub = read_hub(said, HERE)
    assert hub is None or hub.url.startswith(("http://", "https://"))


@pytest.mark.parametrize("said", ["<" * 100_000, "<>;" * 50_000, '<a>;"' * 50_000, "<a>" + "; rel" * 50_000])
def test_endless_links_are_read_within_bounds(said: str) -> None:
    assert read_hub([said], HERE) is None
