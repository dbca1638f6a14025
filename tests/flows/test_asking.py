"""What a source's secrets may be sent to."""

import pytest

from flows.asking import access_to
from news import Access, Source

FULL = Access(
    headers={"X-Key": "k"},
    cookies={"session": "s"},
    login=("desk", "pw"),
    user_agent="Mozilla/5.0",
    proxy="http://proxy.example:3128",
    allow_private=True,
)
ELSEWHERE = Access(user_agent="Mozilla/5.0", proxy="http://proxy.example:3128")
IN_THE_CLEAR = Access(user_agent="Mozilla/5.0", proxy="http://proxy.example:3128", allow_private=True)


@pytest.mark.parametrize(
    ("source", "url", "access"),
    [
        ("https://news.example/feed", "https://news.example/story", FULL),
        ("https://news.example/feed", "https://www.news.example/story", FULL),
        ("http://news.example/feed", "http://news.example/story", FULL),
        ("http://news.example/feed", "https://news.example/story", FULL),
        ("https://news.example/feed", "http://news.example/story", IN_THE_CLEAR),
        ("HTTPS://news.example/feed", " http://news.example/story", IN_THE_CLEAR),
        ("https://news.example/feed", "https://other.example/story", ELSEWHERE),
        ("https://news.example/feed", "https://news.example.evil.example/", ELSEWHERE),
        ("https://news.example/feed", "http://[", ELSEWHERE),
    ],
)
def test_secrets_go_to_the_sources_own_site_and_never_in_the_clear(source: str, url: str, access: Access) -> None:
    assert access_to(Source("news", source, access=FULL), url) == access
