"""What a message will say of an article, frozen when it is queued."""

from collections.abc import Mapping

from news import Alert, Article, Report


def report_of(
    article: Article,
    source: str,
    alert: Alert,
    titles: Mapping[str, str],
    *,
    feed_text: bool = False,
    story_id: int | None = None,
    near: tuple[int, str] | None = None,
) -> Report:
    """`titles` are those of the topics, by name. `feed_text`: the feed carries texts, not only summaries.

    `near` is the id and headline of a story that this one may belong to. The topics of a follow-up may have left the
    desk meanwhile: those are called by their names.
    """
    names = alert.topics or tuple(match.topic for match in alert.matches)
    return Report(
        headline=article.title,
        link=article.url,
        outlet=article.outlet or source,
        source=source,
        published_at=article.published_at,
        language=article.language,
        evidence=article.evidence.value,
        topics=tuple((name, titles.get(name, name)) for name in names),
        matches=alert.matches,
        published_precision=article.published_precision.value,
        kind=article.kind.value,
        page_refused=article.page_refused,
        feed_text=feed_text,
        near=near[1] if near else "",
        near_id=near[0] if near else None,
        story_id=story_id,
        follow_up=alert.follow_up,
        told_before=tuple(titles.get(name, name) for name in alert.told_before),
    )
