"""What a message will say of an article, frozen when it is queued."""

from collections.abc import Mapping

from news import Article, Match, Report


def report_of(
    article: Article, source: str, matches: tuple[Match, ...], titles: Mapping[str, str], *, feed_text: bool = False
) -> Report:
    """`titles` are those of the topics, by name. `feed_text`: the feed carries texts, not only summaries."""
    return Report(
        headline=article.title,
        link=article.url,
        outlet=article.outlet or source,
        source=source,
        published_at=article.published_at,
        language=article.language,
        evidence=article.evidence.value,
        topics=tuple((match.topic, titles[match.topic]) for match in matches),
        matches=matches,
        published_precision=article.published_precision.value,
        kind=article.kind.value,
        page_refused=article.page_refused,
        feed_text=feed_text,
    )
