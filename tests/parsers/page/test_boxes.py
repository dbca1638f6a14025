import pytest

from parsers.page.body.boxes import box_strength, is_body_name, is_caption


@pytest.mark.parametrize(
    ("name", "attributes", "strength"),
    [
        ("div", {}, 0),
        ("div", {"class": "article-body"}, 0),
        ("nav", {}, 2),
        ("aside", {}, 1),
        ("div", {"role": "navigation"}, 1),
        ("div", {"style": "color: red; display: none"}, 1),
        ("div", {"class": "relatedPosts-inner"}, 2),
        ("div", {"class": "TextBlock newsletter-signup"}, 2),
        ("body", {"class": "comments-enabled"}, 0),
        ("div", {"class": "layout--right-rail"}, 0),
        ("h2", {"id": "share"}, 0),  # of a heading, an id is its words
        ("p", {"class": "d-none d-md-block"}, 0),
        ("p", {"class": "hidden"}, 1),
        ("div", {"class": "info -hidden"}, 1),
        ("div", {"class": "sidebar"}, 2),
        ("div", {"class": "social-embed"}, 0),
        ("span", {"class": "rollover-people"}, 1),
        ("tr", {"class": "player-7"}, 0),
        ("tr", {"class": "comments"}, 2),
        ("div", {"class": "x" * 1_000 + " newsletter"}, 2),
        ("article", {"class": "post tag-cookies category-advertising"}, 0),  # what it is about
        ("div", {"class": "tag-list"}, 0),
        ("div", {"class": "story related-content-present"}, 0),
        ("div", {"class": "text pub-date-2026"}, 0),
        ("div", {"class": "pub"}, 2),
        ("div", {"class": "grid-with-sidebar"}, 0),
        ("div", {"class": "sponsored article-body"}, 1),
        ("div", {"class": "sponsored article-body-item"}, 2),
    ],
)
def test_a_box_is_told_by_tag_role_and_name(name: str, attributes: dict[str, str], strength: int) -> None:
    assert box_strength(name, attributes) == strength


@pytest.mark.parametrize(
    ("attributes", "is_body"),
    [
        ({"itemprop": "articleBody"}, True),
        ({"class": "c-story-body"}, True),
        ({"class": "body-list"}, False),
        ({}, False),
    ],
)
def test_a_body_is_told_by_its_name(attributes: dict[str, str], is_body: bool) -> None:
    assert is_body_name(attributes) is is_body


def test_a_caption_is_told_by_tag_or_name() -> None:
    assert is_caption("figcaption", {})
    assert is_caption("p", {"class": "wp-caption-text"})
    assert not is_caption("p", {"class": "lead"})
