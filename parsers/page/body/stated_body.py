"""The text that a page states in JSON-LD, compared with the text that it shows."""

import re
from dataclasses import replace

from news import Part
from parsers.page.author.names import is_person
from parsers.page.evidence import FIRST_WORDS, Body, Cut, Paragraph
from parsers.page.json_ld import Node, body_stated, names_of, text_of
from parsers.page.own_node import alike
from parsers.page.size import size

_WORTH = 200  # characters; less is a teaser
_LITTLE = 0.5  # of what is stated; a page that shows less hides it
_FEW = 500  # characters shown; where the article is brought by a script that may be a footer or a teaser
_WORD = re.compile(r"\w+")
_RUN = 4  # words; as many in a row are no chance
_AGREED = 0.7  # of the words shown; with less, the statement is cut short or of another story
_SAID = 0.5  # of a paragraph; quotation marks and links change some runs of it
_SENTENCE = 70  # characters; thanks for signing up, credits and calls to follow are shorter
_ENDED = re.compile(r"[.!?…。！？؟।۔։][\s\"'’”»)\]」』]*$")

Run = tuple[str, ...]


def compared(body: Body, node: Node, title: str) -> Body:
    """The stated text when the page shows less than half of it, else the shown one without furniture after its end.

    A statement is believed no further than it agrees with the page: it may be cut short, or of another story.
    """
    stated = body_stated(node)
    if len(stated) < _WORTH:
        return body
    runs = frozenset(_runs(stated))
    shares = [_share(paragraph.text, runs) for paragraph in body.paragraphs]
    agreed = sum(len(p.text) * share for p, share in zip(body.paragraphs, shares, strict=True))
    is_agreed = agreed >= _AGREED * sum(len(p.text) for p in body.paragraphs)
    if len(body.text) >= _LITTLE * len(stated):
        return _ended(body, shares, runs, _authors(node)) if is_agreed else body
    is_own = size(body.text) < _FEW and alike(text_of(node.get("headline")), title)
    if is_agreed or is_own:
        return Body(tuple(Paragraph(line) for line in stated.split("\n\n")), where="JSON-LD articleBody")
    return body


def _authors(node: Node) -> list[str]:
    return [name for name in names_of(node.get("author")) if is_person(name)]


def _ended(body: Body, shares: list[float], stated: frozenset[Run], authors: list[str]) -> Body:
    """Without the furniture after the last paragraph stated. An article may have grown since: lists and prose stay."""
    shown = body.paragraphs
    end = 1 + max(i for i, share in enumerate(shares) if share >= _SAID)
    if _runs(shown[end - 1].text)[-1] not in stated:  # the statement breaks off inside a paragraph
        return body
    grown = _grown(shown[end:], authors)
    cuts = (Cut(p.text[:FIRST_WORDS], "after the end of JSON-LD articleBody") for p in shown[end:] if p not in grown)
    return replace(body, paragraphs=shown[:end] + grown, cuts=(*body.cuts, *cuts))


def _grown(after: tuple[Paragraph, ...], authors: list[str]) -> tuple[Paragraph, ...]:
    """Items of lists and prose that is not about the authors, with the headings and lead-ins above them."""
    kept: list[Paragraph] = []
    is_below = False
    for paragraph in reversed(after):
        leads = paragraph.part is Part.HEADING or paragraph.text.endswith((":", "："))
        is_below = _is_prose(paragraph, authors) or (is_below and leads)
        kept += [paragraph] if is_below else []
    return tuple(reversed(kept))


def _is_prose(paragraph: Paragraph, authors: list[str]) -> bool:
    text = paragraph.text
    if paragraph.part is Part.ITEM:
        return True
    return size(text) >= _SENTENCE and bool(_ENDED.search(text)) and not any(_is_about(name, text) for name in authors)


def _is_about(author: str, text: str) -> bool:
    return author in text or text.startswith(author.split()[0])


def _runs(text: str) -> list[Run]:
    """All rows of four words; of a shorter text, its own."""
    words = _WORD.findall(text.casefold())
    return list(zip(*(words[i:] for i in range(_RUN)), strict=False)) or [tuple(words)]


def _share(text: str, stated: frozenset[Run]) -> float:
    runs = _runs(text)
    return sum(run in stated for run in runs) / len(runs)
