"""The text that a page states in JSON-LD, compared with the text that it shows."""

import re
from dataclasses import replace

from parsers.page.evidence import Body, Cut, Paragraph
from parsers.page.json_ld import Node, body_stated

_WORTH = 200  # characters; less is a teaser
_LITTLE = 0.5  # of what is stated; a page that shows less hides it
_WORD = re.compile(r"\w+")
_RUN = 4  # words; as many in a row are no chance
_AGREED = 0.7  # of the words shown; with less, the statement is cut short or of another story
_SAID = 0.5  # of a paragraph; quotation marks and links change some runs of it
_FIRST_WORDS = 80  # characters, of a cut

Run = tuple[str, ...]


def compared(body: Body, node: Node) -> Body:
    """The stated text when the page shows less than half of it, else the shown one without what follows its end.

    A statement is believed no further than it agrees with the page: it may be cut short, or of another story.
    """
    stated = body_stated(node)
    if len(stated) < _WORTH:
        return body
    if len(body.text) < _LITTLE * len(stated):
        return Body(tuple(Paragraph(line) for line in stated.split("\n\n")), where="JSON-LD articleBody")
    return _ended(body, frozenset(_runs(stated)))


def _ended(body: Body, stated: frozenset[Run]) -> Body:
    """Without the paragraphs after the last one stated, when the two agree on the rest."""
    shown = body.paragraphs
    shares = [_share(paragraph.text, stated) for paragraph in shown]
    agreed = sum(len(p.text) * share for p, share in zip(shown, shares, strict=True))
    if agreed < _AGREED * sum(len(p.text) for p in shown):
        return body
    end = 1 + max(i for i, share in enumerate(shares) if share >= _SAID)
    if _runs(shown[end - 1].text)[-1] not in stated:  # the statement breaks off inside a paragraph
        return body
    cuts = tuple(Cut(p.text[:_FIRST_WORDS], "after the end of JSON-LD articleBody") for p in shown[end:])
    return replace(body, paragraphs=shown[:end], cuts=body.cuts + cuts)


def _runs(text: str) -> list[Run]:
    """All rows of four words; of a shorter text, its own."""
    words = _WORD.findall(text.casefold())
    return list(zip(*(words[i:] for i in range(_RUN)), strict=False)) or [tuple(words)]


def _share(text: str, stated: frozenset[Run]) -> float:
    runs = _runs(text)
    return sum(run in stated for run in runs) / len(runs)
