"""India Post: a ticker of ten other stories, each with its first sentences, precedes the article and follows it."""

from parsers.page.site_rule import SiteRule, Version

RULE = SiteRule(
    hosts=("indiapost.com",),
    versions=(Version(body=(".shortcode-content",), title=(".article-title",)),),
)
