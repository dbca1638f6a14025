"""The Hill: until it moved to WordPress, each name in the text carried a card with three headlines about its bearer."""

from datetime import date

from parsers.page.site_rule import SiteRule, Version

RULE = SiteRule(
    hosts=("thehill.com",),
    versions=(
        Version(body=(".field-name-body",), drop=(".rollover-people-block",)),
        Version(since=date(2022, 1, 1), body=(".article__text",)),
    ),
)
