"""A page to an article, or to the reason why it is none."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from news import Article, Page, Refusal, RefusalReason
from parsers.charset import decode
from parsers.language import settled_language
from parsers.page.author.agencies import agencies_in, distinct
from parsers.page.author.byline import Byline, byline_of
from parsers.page.body.full_body import full_body_of
from parsers.page.evidence import Body, Found, Reading
from parsers.page.facts import Facts, facts_of, site_of
from parsers.page.gate.gate import judge, signs_of
from parsers.page.headline import title_of
from parsers.page.ruled import read_by_rule
from parsers.page.site_rule import SiteRule
from parsers.page.time.times import times_of
from parsers.page.tree import TooDeepError, Tree, is_too_large, plant
from parsers.sites import rule_for

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta)\b", re.I)
_OTHER = re.compile(r"^\s*(?:image|audio|video|font)/|application/(?:pdf|zip|json|octet-stream|rss|atom)", re.I)


def read_article(
    page: Page,
    *,
    accept: Collection[RefusalReason] = (),
    repeated: Collection[int] = (),
    site_rules: bool = True,
) -> Article | Refusal:
    """Read one page. What is no article, or would cost too much to read, comes back as a Refusal by name.

    `accept` names refusals that the desk overruled for this source; `repeated` has the fingerprints of paragraphs that
    this site repeats on its pages (repetition.py): they are cut.
    """
    return explain_page(page, accept=accept, repeated=repeated, site_rules=site_rules).outcome


def explain_page(
    page: Page,
    *,
    accept: Collection[RefusalReason] = (),
    repeated: Collection[int] = (),
    site_rules: bool = True,
) -> Reading:
    """Read one page as `read_article` does, and tell where each field was found and what was cut.

    Without `site_rules` it is read as a page of a site that nobody knows. An address that cannot be one counts as none.
    """
    page = page if _is_possible(page.final_url) else replace(page, final_url="")
    text = decode(page.body, page.content_type).replace("\0", "")
    if not text.strip():
        return _refused(page, RefusalReason.EMPTY, "the server sent nothing")
    if _OTHER.match(page.content_type) or not _HTML.search(text, 0, 100_000):
        return _refused(page, RefusalReason.NOT_HTML, page.content_type)
    if is_too_large(text):
        return _refused(page, RefusalReason.TOO_LARGE)
    try:
        rule = rule_for(page.final_url) if site_rules else None
        return _read(plant(text, page.final_url), rule, page.fetched_at.date(), accept, repeated)
    except TooDeepError:
        return _refused(page, RefusalReason.TOO_DEEP)


def _is_possible(url: str) -> bool:
    """Whether it can be taken apart as an address: "http://[x" cannot."""
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def _refused(page: Page, reason: RefusalReason, detail: str = "") -> Reading:
    return Reading(Refusal(page.final_url, reason, detail), {})


def _read(
    tree: Tree, rule: SiteRule | None, day: date, accept: Collection[RefusalReason], repeated: Collection[int]
) -> Reading:
    facts = facts_of(tree)
    title = title_of(tree, site_of(tree, facts))
    byline, times, signs = byline_of(tree), times_of(tree), signs_of(tree)
    ruled = read_by_rule(rule, tree.root, day, title.value, repeated)
    title, byline, times = ruled.title or title, ruled.byline(byline), ruled.times(times)
    # It takes from the tree, and so comes last.
    body = ruled.body or full_body_of(tree, title.value, repeated)
    verdict = ruled.verdict(judge(signs, body, accept))
    fields: dict[str, Found[Any]] = {
        "title": title,
        "authors": byline.authors,
        "agencies": _agencies(byline, body),
        "published_at": times.published_at,
        "modified_at": times.modified_at,
        "outlet": facts.outlet,
        "canonical_url": facts.canonical_url,
        "amp_url": facts.amp_url,
        "language": _language(facts, title.value, body),
        "section": facts.section,
        "lead_image": facts.lead_image,
    }
    if isinstance(verdict.outcome, RefusalReason):
        return Reading(Refusal(tree.url, verdict.outcome, verdict.sign), fields, body, verdict.sign, ruled.note)
    article = Article(
        url=tree.url,
        text=body.text,
        kind=verdict.outcome,
        parts=tuple(paragraph.part for paragraph in body.paragraphs),
        captions=body.captions,
        published_precision=times.precision,
        utc_offset=times.utc_offset,
        said=body.said,
        **{name: field.value for name, field in fields.items()},
    )
    return Reading(article, fields, body, verdict.sign, ruled.note)


def _agencies(byline: Byline, body: Body) -> Found[tuple[str, ...]]:
    """Those of the by-line, and those that the text credits in a dateline or at its end."""
    stated, credited = byline.agencies, agencies_in(body.text)
    everyone = distinct((*stated.value, *credited))
    return stated if everyone == stated.value else Found(everyone, stated.where or "dateline or credit", stated.others)


def _language(facts: Facts, title: str, body: Body) -> Found[str | None]:
    """What the page says, where its text does not clearly say otherwise: a template is not translated with its text."""
    stated = facts.language
    if not body.paragraphs:
        return stated
    settled = settled_language(stated.value, title, body.text)
    if settled == stated.value:
        return stated
    return Found(
        settled, "the words", ((stated.where, stated.value), *stated.others) if stated.value else stated.others
    )
