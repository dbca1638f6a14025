"""Literary Hub: its lists are lines of nothing but links, and they are the article."""

from parsers.page.site_rule import SiteRule, Version

RULE = SiteRule(
    hosts=("lithub.com",),
    versions=(Version(body=(".story-body",), authors=(".bio-container h4",)),),
)
