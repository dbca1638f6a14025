"""A source whose pages give no articles, or only their beginning, though its feed is well: it fails quietly. Pure."""

from collections.abc import Sequence

from news import LastPages

ENOUGH = 5  # pages; of fewer, "most" says nothing
MOST = 0.8  # of the latest ten; one or two odd pages are usual
FEWER = 0.5  # of them, and it has recovered: between the two nothing is said, so that it is not said again and again
REFUSED = "pages refused"  # in place of the health of a source that is otherwise well


def are_mostly_refused(last: LastPages | None, *, already: bool = False) -> bool:
    """`already`: it was so before, and stays so while too few pages tell, as when they are being read again."""
    if last is None or last.count < ENOUGH:
        return already
    return refused_count(last) >= (FEWER if already else MOST) * last.count


def are_mostly_in_part(last: LastPages) -> bool:
    """Most pages are paywall stubs or galleries: no illness, yet good to know."""
    return last.count >= ENOUGH and _count(last.in_part) >= MOST * last.count


def refused_count(last: LastPages) -> int:
    return _count(last.refused)


def said(last: LastPages) -> str:
    """ "9 of the last 10 pages: consent wall"; with several reasons how often each. Nothing when none was refused."""
    return _said(last.refused, last.count)


def said_in_part(last: LastPages) -> str:
    """ "9 of the last 10 pages: paywall stub"; with several reasons how often each."""
    return _said(last.in_part, last.count)


def _count(reasons: Sequence[tuple[str, int]]) -> int:
    return sum(count for _, count in reasons)


def _said(reasons: Sequence[tuple[str, int]], pages: int) -> str:
    each = [f"{reason} ({count})" if len(reasons) > 1 else reason for reason, count in reasons]
    return f"{_count(reasons)} of the last {pages} pages: {', '.join(each)}" if each else ""
