"""Which article it is: its addresses, its source, and what became of it since. Pure."""

from collections.abc import Iterator

from flows.explain.case import Asked, Case
from flows.explain.section import Line, Section, lines_of
from flows.stories.wording import change_lines, moment, quoted, why
from flows.topics.shown import printable
from news import Evidence, Precision, Revision


def article(case: Case) -> Section:
    stored, asked = case.stored, case.asked
    found = stored.article
    facts = {
        "id": stored.id,
        "title": found.title,
        "url": found.url,
        "canonical_url": found.canonical_url,
        "asked_for": asked.target,
        "page_key": asked.key,
        "learned_key": asked.learned,
        "aliases": case.aliases,
        "outlet": case.place.outlet,
        "owner": case.place.owner,
        "source": stored.source,
        "language": found.language,
        "published_at": found.published_at,
        "published_precision": found.published_precision,
        "modified_at": found.modified_at,
        "seen_at": stored.seen_at,
        "kind": found.kind,
        "evidence": found.evidence,
        "page_refused": found.page_refused,
        "listed": case.listings,
    }
    title = f"Article {stored.id}: {printable(found.title) or 'without a title'}"
    return Section("article", title, tuple(_lines(case)), facts)


def _lines(case: Case) -> Iterator[Line]:
    found = case.stored.article
    if found.url:
        yield Line(found.url, whole=True)
    owner = f" ({case.place.owner})" if case.place.owner else ""
    yield Line(f"{case.place.outlet}{owner}, by the source {case.stored.source}")
    published = f"published {_published(case)}" if found.published_at else "published at no known time"
    yield Line(f"{published}; seen {moment(case.stored.seen_at)}")
    if found.evidence is not Evidence.PAGE:
        refused = f", since its page gave none: {found.page_refused}" if found.page_refused else ""
        yield Line(f"Its text is from the {found.evidence.value}{refused}")
    yield from _asked(case)
    if len(case.aliases) > 1:
        yield Line("Known by these keys, each for all guises of an address:")
        for alias in case.aliases:
            learned = f"  (without what {alias.learned} adds to its addresses)" if alias.learned else ""
            yield Line(f"{alias.key}{learned}", 2, whole=True)
    if others := [one for one in case.listings if one.source != case.stored.source]:
        yield Line(f"Also listed by {', '.join(dict.fromkeys(one.source for one in others))}")


def _published(case: Case) -> str:
    at = case.stored.article.published_at
    assert at is not None
    return f"{at:%Y-%m-%d}" if case.stored.article.published_precision is Precision.DAY else moment(at)


def _asked(case: Case) -> Iterator[Line]:
    """How an address that is not the article's own was recognised."""
    asked, found = case.asked, case.stored.article
    if asked.key is None or asked.target == found.url:
        return
    yield Line(f"The address asked for is {_guise(case, asked)}:")
    yield Line(asked.learned or asked.key, 2, whole=True)


def _guise(case: Case, asked: Asked) -> str:
    if asked.target == case.stored.article.canonical_url:
        return "the one that its page calls its own, with the page key"
    if asked.learned:
        return "a guise of it, by what was learned of its host; without that its page key is"
    if asked.key in {alias.key for alias in case.aliases}:
        return "a guise of it; both come down to the page key"
    return "that of an entry which led to it, with the page key"


def revisions(case: Case) -> Section:
    """What it said before, how that changed, and when its page is looked at again."""
    lines = [line for one in case.revisions for line in _revision(one, case)]
    none = [] if lines else [Line("None: it is as it was first read")]
    facts = {"found": [_facts(one) for one in case.revisions], "next_look_at": case.next_look_at}
    return Section("revisions", "Revisions", (*none, *lines, _next_look(case)), facts)


def _facts(one: Revision) -> dict[str, object]:
    """All but the text as it was, which can be long."""
    return {
        "seen_at": one.seen_at,
        "title_before": one.title,
        "verdict": one.verdict,
        "figures": one.verdict.figures,
        "marker": one.marker,
        "gained": one.gained,
        "lost": one.lost,
    }


def _next_look(case: Case) -> Line:
    at = case.next_look_at
    return Line(f"Its page is looked at again on {moment(at)}" if at else "Its page is not looked at again")


def _revision(one: Revision, case: Case) -> Iterator[Line]:
    lead = "; its beginning changed" if one.verdict.lead_changed else ""
    yield Line(f"Found changed on {moment(one.seen_at)}: {why(one.verdict)}{lead}")
    if one.title != case.stored.article.title:
        yield Line(f"The headline was {quoted(one.title)}", 2)
    yield from lines_of(tuple(change_lines(one.verdict.changes)), 2)
    if one.marker:
        yield Line(f"It owns up to it: {quoted(one.marker)}", 2)
    for topics, what in ((one.gained, "fires since then"), (one.lost, "fires no more")):
        if topics:
            yield Line(f"{', '.join(topics)} {what}", 2)
