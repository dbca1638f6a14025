"""Anime News Network: half-open paragraphs, beside the news of the day; the section stands inside the headline."""

from parsers.page.site_rule import SiteRule, Version

RULE = SiteRule(
    hosts=("animenewsnetwork.com",),
    versions=(Version(body=(".KonaBody",), title=("meta[property='og:title']",)),),
)
