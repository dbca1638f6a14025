"""What the text of a report was taken from, in words; nothing when it is the whole page. Pure."""

from news import Evidence, Kind, RefusalReason, Report

_UNREAD = "the page could not be read"
_PAGES = {
    Kind.PAYWALL_STUB.value: "the page shows only the beginning (paywall)",
    Kind.MEDIA.value: "the page is a video or gallery",
    RefusalReason.NOT_HTML.value: "the page is not HTML",
    RefusalReason.EMPTY.value: "the page has no text",
    RefusalReason.TOO_SHORT.value: "the page is too short",
    RefusalReason.TOO_LARGE.value: "the page is too large",
    RefusalReason.LIST_PAGE.value: "the page is a list",
    RefusalReason.CONSENT_WALL.value: "the page is a consent wall",
    RefusalReason.BOT_WALL.value: "the page is a bot wall",
    RefusalReason.ERROR_PAGE.value: "the page is an error page",
    "robots": "robots.txt keeps us from the page",
    "no link": "it names no page",
}
_OF_PAGES = {
    Kind.PAYWALL_STUB.value: "Only the beginning could be read (paywall).",
    Kind.MEDIA.value: "Video or gallery: few words to match.",
}


def basis(report: Report) -> str:
    """One sentence for readers, "" when there is nothing to say. It may hold a server's words: say it safely."""
    if report.evidence == Evidence.FEED:
        return f"From the feed's {'text' if report.feed_text else 'summary'}: {_why(report.page_refused)}."
    if report.evidence == Evidence.TITLE:
        return f"Matched in the title only: {_why(report.page_refused)}."
    return _OF_PAGES.get(report.kind, "")


def _why(refused: str | None) -> str:
    if refused is None:
        return _UNREAD
    return _PAGES.get(refused) or f"{_UNREAD} ({refused})"
