"""What an article fired, why it was held, and what was told of its story, to whom. Pure."""

from collections.abc import Iterator

from flows.explain.case import Case
from flows.explain.section import Line, Section
from flows.screen import counted
from flows.stories.noted import silent, told_facts
from flows.stories.wording import moment, quoted, telling
from flows.topics.shown import printable
from news import Match
from storage.traces import Posting


def topics(case: Case) -> Section:
    """Why a topic fires is told by `wirewatch topics explain`."""
    lines = [line for match in case.matches for line in _match(match)]
    lines += [Line(f"Held under {one.topic} on {moment(one.at)}: {one.reason}") for one in case.holds]
    facts = {"matches": case.matches, "holds": case.holds}
    return Section("topics", "Topics", tuple(lines) or (Line("None fires on it"),), facts)


def _match(match: Match) -> Iterator[Line]:
    terms = ", ".join(term.text for term in match.terms)
    yield Line(f"{match.topic} fires on it{f': {terms}' if terms else ''}")
    if match.passages:
        yield Line(quoted(match.passages[0].text), 2)


def told(case: Case) -> Section:
    """What was told of the story, by this article or by another."""
    noted = silent(case.story, case.postings)
    lines = tuple(Line(telling(one, own=case.stored.id, silent=one in noted)) for one in case.story.told)
    return Section("told", "Told of its story", lines or (Line("Nothing"),), told_facts(case.story, noted))


def deliveries(case: Case) -> Section:
    """The messages about the story, and how far they came."""
    lines = tuple(Line(_posting(one, case)) for one in case.postings)
    return Section("deliveries", "Messages about its story", lines or (Line("None"),), case.postings)


def _posting(one: Posting, case: Case) -> str:
    by = "this article" if one.article_id == case.stored.id else f"article {one.article_id}"
    what = f"{', '.join(one.occasions)}: " if one.occasions else ""
    return f"{one.channel}: {what}{', '.join(one.topics)} by {by}; {_state(one)}"


def _state(one: Posting) -> str:
    if one.sent_at:
        return f"sent on {moment(one.sent_at)}"
    tried = f" after {counted(one.attempts, 'attempt')}" if one.attempts else ""
    detail = f": {printable(one.detail)}" if one.detail else ""
    if one.state == "dead":
        return f"given up{tried}{detail}"
    return f"waiting{tried}, queued on {moment(one.queued_at)}{detail}"
