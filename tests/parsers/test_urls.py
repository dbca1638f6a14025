import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import page_key

PAGE = "https://www.harbour-post.example/local/2026/harbour-bridge-closes-after-crack"


@pytest.mark.parametrize(
    "guise",
    [
        "http://harbour-post.example/local/2026/harbour-bridge-closes-after-crack/",
        "HTTPS://WWW.HARBOUR-POST.EXAMPLE:443/local/2026/harbour-bridge-closes-after-crack",
        PAGE + "?utm_source=x&fbclid=1", PAGE + "#comments", PAGE + "?ref=home", PAGE + "?unheard_of=front",
        PAGE + "/amp", PAGE + "/index.html", PAGE + "?amp=1",
        "https://m.harbour-post.example/local/2026/harbour-bridge-closes-after-crack",
        "https://amp.harbour-post.example//local/./2026/harbour-bridge-closes-after-crack",
        "https://www.harbour-post.example/local/2026/harbour%2Dbridge-closes-after-crack",
        f"https://www.google.com/url?sa=t&url={PAGE}", f"https://l.facebook.com/l.php?u={PAGE}&h=1",
        f"https://web.archive.org/web/20260305120000/{PAGE}",
        "https://www.google.com/amp/s/www.harbour-post.example/local/2026/harbour-bridge-closes-after-crack",
    ],
)  # fmt: skip
def test_guises_of_one_page_share_a_key(guise: str) -> None:
    assert page_key(guise) == page_key(PAGE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/?p=12", "https://a.example/?p=13"), ("https://a.example/?p=12", "https://a.example/"),
        ("https://a.example/news?id=7", "https://a.example/news?id=8"),
        ("https://a.example/x?page=1", "https://a.example/x?page=2"),
        ("https://a.example/read?s=11234", "https://a.example/read?s=11235"),
        ("https://a.example/x-2", "https://a.example/x"),
        ("https://blogs.a.example/x", "https://video.a.example/x"),
        ("https://a.example/app/#!/story/1", "https://a.example/app/#!/story/2"),
        ("https://a.example/a%2Fb", "https://a.example/a/b"),
        ("https://a.example/News", "https://a.example/news"), ("https://a.example:8080/", "https://a.example/"),
        ("https://a.example/amp-makers-strike", "https://a.example/makers-strike"),
        ("https://a.example/?s=storm", "https://a.example/?s=rain"),
        ("https://a.example/?action=a", "https://a.example/?action=b"),
        (PAGE + "?lang=de", PAGE + "?lang=fr"), ("https://m.example/x", "https://example/x"),
        ("https://bit.ly/2XyZabc", "https://bit.ly/2xYzABC"),
    ],
)  # fmt: skip
def test_two_pages_never_share_a_key(one: str, other: str) -> None:
    assert page_key(one) != page_key(other)


def test_the_order_of_parameters_does_not_count() -> None:
    assert page_key("https://a.example/x?b=2&a=1") == page_key("https://a.example/x?a=1&b=2")


def test_a_name_in_letters_and_in_punycode_is_one() -> None:
    assert page_key("https://müller.example/x") == page_key("https://xn--mller-kva.example/x")


@given(st.text(max_size=40))
def test_any_text_has_a_key_and_keys_of_addresses_are_stable(text: str) -> None:
    key = page_key("https://a.example/" + text)
    assert page_key("https://" + key) == key or not key.startswith("a.example")
