"""A source whose pages give no articles, though its feed is well: it fails quietly. Pure."""

from news import LastPages

ENOUGH = 5  # pages; of fewer, "most" says nothing
MOST = 0.8  # of the latest ten; one or two odd pages are usual
FEWER = 0.5  # of them, and it has recovered: between the two nothing is said, so that it is not said again and again
REFUSED = "pages refused"  # in place of the health of a source that is otherwise well


def are_mostly_refused(last: LastPages | None, *, already: bool = False) -> bool:
    """`already`: it was so before."""
    if last is None or last.count < ENOUGH:
        return False
    return refused_count(last) >= (FEWER if already else MOST) * last.count


def refused_count(last: LastPages) -> int:
    return sum(count for _, count in last.refused)


def said(last: LastPages) -> str:
    """ "9 of the last 10 pages: consent wall"; with several reasons how often each."""
    reasons = [f"{reason} ({count})" if len(last.refused) > 1 else reason for reason, count in last.refused]
    return f"{refused_count(last)} of the last {last.count} pages: {', '.join(reasons)}"
