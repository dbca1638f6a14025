"""What a source's secrets, and its leave to be private, are good for."""

from dataclasses import replace

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
OPEN = replace(FULL, allow_private=False)
ELSEWHERE = Access(user_agent="Mozilla/5.0", proxy="http://proxy.example:3128")
IN_THE_CLEAR = replace(ELSEWHERE, allow_private=True)


@pytest.mark.parametrize(
    ("source", "url", "access"),
    [
        ("https://news.example/feed", "https://news.example/story", FULL),
        ("https://news.example/feed", "https://News.example.:443/story", FULL),
        ("http://news.example/feed", "http://news.example/story", FULL),
        ("http://news.example/feed", "https://news.example/story", FULL),
        ("https://news.example/feed", "https://news.example:8443/story", OPEN),
        ("http://news.example:8080/feed", "http://news.example:8080/story", FULL),
        ("http://news.example:8080/feed", "http://news.example/story", OPEN),
        ("https://news.example/feed", "https://www.news.example/story", OPEN),
        ("https://www.news.example/feed", "https://news.example/story", OPEN),
        ("https://news.example/feed", "https://archive.news.example/story", OPEN),
        ("https://feeds.news.example/feed", "https://news.example/story", OPEN),
        ("https://news.example/feed", "http://news.example/story", IN_THE_CLEAR),
        ("HTTPS://news.example/feed", " http://news.example/story", IN_THE_CLEAR),
        ("https://news.example/feed", "http://www.news.example/story", ELSEWHERE),
        ("https://news.example/feed", "https://other.example/story", ELSEWHERE),
        ("https://news.example/feed", "https://news.example.evil.example/", ELSEWHERE),
        ("https://news.example/feed", "https://evilnews.example/", ELSEWHERE),
        ("https://news.example/feed", "http://[", ELSEWHERE),
        ("https://news.example/feed", "https://news.example:port/", OPEN),
        ("https://www.gov.example/feed", "https://evil.gov.example/", ELSEWHERE),
        ("https://www.example/feed", "https://evil.example/", ELSEWHERE),
        ("https://example/feed", "https://evil.example/", ELSEWHERE),
        ("https://news.example/feed", "https://example/", ELSEWHERE),
        ("http://10.0.0.5/feed", "http://10.0.0.5/story", FULL),
        ("http://10.0.0.5/feed", "http://10.0.0.5:6379/", OPEN),
        ("http://0.0.5/feed", "http://10.0.0.5/", ELSEWHERE),
        ("http://0.0x5/feed", "http://10.0.0x5/", ELSEWHERE),
        ("http://[fd00::5]:81/feed", "http://[fd00::5]:81/story", FULL),
        ("http://[fd00::5]/feed", "http://[fd00::6]/", ELSEWHERE),
        ("", "", ELSEWHERE),
    ],
)
def test_secrets_go_to_the_sources_own_site_and_never_in_the_clear(source: str, url: str, access: Access) -> None:
    assert access_to(Source("news", source, access=FULL), url) == access


def test_no_source_gets_leave_that_it_has_not() -> None:
    assert access_to(Source("news", "http://news.example/", access=OPEN), "http://news.example/1") == OPEN
