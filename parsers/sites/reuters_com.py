"""Reuters: numbered paragraphs, and after them teasers, its products and a menu of the whole house."""

from datetime import date

from parsers.page.site_rule import SiteRule, Version

RULE = SiteRule(
    hosts=("reuters.com",),
    versions=(
        Version(
            body=(".StandardArticleBody_body",),
            drop=(".PrimaryAsset_container", ".Attribution_container", ".StandardArticleBody_trustBadgeContainer"),
            authors=(".BylineBar_byline",),
        ),
        Version(since=date(2020, 11, 1), body=("p[class*=ArticleBody-para-]",), authors=("a[class*=Byline-author-]",)),
        Version(
            since=date(2021, 5, 1),  # with the registration wall
            body=("[data-testid^=paragraph-], h2[class*=article-body__heading]",),
        ),
    ),
)
