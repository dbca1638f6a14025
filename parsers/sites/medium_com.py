"""Medium: sub-headings are <h1> like the headline, and nearly all names are made up by a tool at each build."""

from datetime import date

from parsers.page.site_rule import SiteRule, Version

RULE = SiteRule(
    hosts=("medium.com",),
    versions=(
        Version(body=(".postField--body", ".postArticle-content")),
        Version(
            since=date(2019, 5, 1),
            body=("article:not(.postArticle) section",),
            drop=("article section > div > div > div:first-child:has(h1)",),  # headline, author and buttons
        ),
        Version(
            since=date(2022, 1, 1),
            body=("article section:has(.pw-post-body-paragraph) :is(p, h1[id], h2[id], ul, ol, pre, blockquote)",),
        ),
    ),
)
