"""An explanation for the terminal, and for machines."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from rich.console import RenderableType
from rich.text import Text

from alerts.query.grammar.entry_text import as_entry
from alerts.query.reasons.verdict import Verdict
from flows.screen import as_json
from flows.topics.explain import Explanation, Met, Near, Subject
from flows.topics.shown import indented, passages_shown, printable, whole_line
from news import Article, Term

_FOUND_TOLD = 5  # spellings of one term


def explanation_json(found: Explanation) -> str:
    """The fields of Explanation, of the article only what names it; times in ISO 8601, UTC."""
    said = asdict(found) | {"subject": _named(found.subject)}
    return json.dumps(said, default=as_json, indent=2, ensure_ascii=False) + "\n"


def _named(subject: Subject) -> dict[str, object]:
    article, stored = subject.article, subject.stored
    return {
        "id": stored.id if stored else None,
        "story_id": stored.story_id if stored else None,
        "copy_of": stored.copy_of if stored else None,
        "title": article.title,
        "url": article.url,
        "source": subject.source or None,
        "language": article.language,
        "was_matched": subject.met if subject.stored else None,
        "fate": asdict(subject.fate) if subject.fate else None,
    }


def explanation_lines(found: Explanation, *, plain: bool) -> Iterator[RenderableType]:
    """`plain` is for what is no terminal."""
    yield from _head(found, plain)
    if found.fires:
        yield from _why(found, plain)
    else:
        yield from _missing(found.missing, plain)
    yield from _section("Part by part", plain)
    yield from _tree(found.verdict, 1, plain)
    if found.subject.fate:
        yield from _section("What became of it", plain)
        yield from (indented(line, 2) for line in _fate(found))


def _head(found: Explanation, plain: bool) -> Iterator[RenderableType]:
    verb = "fires on" if found.fires else "does not fire on"
    style = "" if plain else "bold green" if found.fires else "bold red"
    yield Text(f"{found.topic} {verb}: {printable(found.subject.article.title) or 'an article without title'}", style)
    if found.subject.article.url:
        yield whole_line(found.subject.article.url, 2)
    yield indented(f"Query: {printable(found.query)}", 2)


def _why(found: Explanation, plain: bool) -> Iterator[RenderableType]:
    yield from _section("Why", plain)
    for term in found.terms:
        yield indented(_term(term, found.subject.article), 2)
    yield from passages_shown(found.passages, 2, plain=plain)


def _term(term: Term, article: Article) -> str:
    texts = {"title": article.title, "body": article.text}
    found = dict.fromkeys(printable(texts[span.field][span.start : span.end]) for span in term.spans)
    shown = ", ".join(f"“{words}”" for words in list(found)[:_FOUND_TOLD])
    times = f" ({len(term.spans)} times)" if len(term.spans) > 1 else ""
    of_list = f" of @{term.of_list}" if term.of_list else ""
    text = as_entry(term.text) if term.of_list else term.text
    return f"{text}{of_list}{f': {shown}' if shown else ''}{times}"


def _missing(missing: tuple[Near, ...], plain: bool) -> Iterator[RenderableType]:
    title = "What it lacks" if len(missing) == 1 else f"What it lacks ({len(missing)} things), the nearest first"
    yield from _section(title, plain)
    for one in missing:
        yield indented(f"{printable(one.part)}: {printable(one.why)}", 2)
        yield from passages_shown(one.passages, 4, plain=plain)


def _tree(verdict: Verdict, depth: int, plain: bool) -> Iterator[RenderableType]:
    sign, style = ("[x]", "green") if verdict.held else ("[ ]", "red")
    sign = sign if plain else "✓" if verdict.held else "✗"
    arrow = ("  <-- nearest" if plain else "  ← nearest") if verdict.nearly and depth > 1 else ""
    line = Text(f"{sign} ", "" if plain else style)
    why = verdict.why if not verdict.parts else {"AND": "all of", "OR": "one of"}.get(verdict.part, "")
    line.append(f"{printable(verdict.part)}{f': {printable(why)}' if why else ''}{arrow}", "" if plain else "default")
    yield indented(line, 2 * depth)
    for part in verdict.parts:
        yield from _tree(part, depth + 1, plain)


def _fate(found: Explanation) -> Iterator[str]:
    fate, stored = found.subject.fate, found.subject.stored
    assert fate is not None
    assert stored is not None
    if stored.copy_of:
        yield f"It carries the text of article {stored.copy_of}, and belongs to story {stored.story_id}."
    yield from _when_matched(found, matched=fate.matched)
    if fate.told_at:
        by = "by this article" if fate.told_by == stored.id else f"by article {fate.told_by}"
        yield f"Its story was told under this topic on {fate.told_at:%Y-%m-%d %H:%M} UTC, {by}."
    if fate.held and fate.held_at:
        yield f"It was held on {fate.held_at:%Y-%m-%d %H:%M} UTC: {fate.held}."


def _when_matched(found: Explanation, *, matched: bool) -> Iterator[str]:
    own, met = found.subject.own_query, found.subject.met
    if own is None and not matched:
        yield "The desk has no topic of this name: it was matched with none."
    elif met is Met.NEVER and not matched:
        yield "It was stored before the desk had this topic, and not matched with it yet: see wirewatch rematch."
    else:
        topic = "the topic" if own == found.query else "the desk's topic"
        yield f"When it was matched last, {topic} {'fired' if matched else 'did not fire'}."
        if met is Met.BEFORE:
            yield "The desk's query or its lists have changed since: see wirewatch rematch."
        elif own == found.query and matched is not found.fires:
            yield "The query or the article has changed since: see wirewatch rematch."


def _section(title: str, plain: bool) -> Iterator[RenderableType]:
    yield Text("")
    yield Text(title, style="" if plain else "bold")
