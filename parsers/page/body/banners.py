"""Boxes that ask for consent above or below an article, under a name that says nothing."""

import re
from itertools import islice

from lxml.html import HtmlElement

from parsers.page.evidence import FIRST_WORDS, Cut
from parsers.page.gate.consent import asks_in, is_of_consent
from parsers.page.gate.teasers import opening_of
from parsers.page.size import size

_LABELS = re.compile(  # of a button, in small letters
    r"accept|agree|allow|got it|reject|decline|manage|cookie|akzept|zustimm|einverstanden|ablehn|aceptar|rechaz|aceitar"
    r"|accett|rifiut|akkoord|weiger|godta|godk|tillad|hyväksy|akcept|zgadzam|souhlas|přij|elfogad|kabul|принять|соглас"
    r"|прийняти|αποδοχή|קבל|מסכים|موافق|قبول|同意|許可|允许|接受|동의|수락|ยอมรับ|setuju|đồng ý",
)
_OF_ARTICLES = re.compile(r"article|story|entry|post")
_ASKS = 2  # different phrases
_LABEL = 60  # characters of a button; what is said beside one is longer
_LEVELS, _PIECES = 6, 50  # from a button to its box, and side by side in one
_MOST = 8_000  # characters of a box; one that lists its partners has many
_MOST_BUTTONS, _MOST_ASKING = 500, 12  # looked at, and of those that carry such a label; boxes have two or three


def drop_banners(root: HtmlElement) -> tuple[Cut, ...]:
    """Take the boxes that ask for consent out of a page with a headline of its own, and tell of them."""
    buttons = (button for button in islice(root.iter("button"), _MOST_BUTTONS) if _LABELS.search(_label(button)))
    asking = list(islice(buttons, _MOST_ASKING))
    if not asking or root.find(".//h1") is None:
        return ()
    boxes = {box: None for button in asking if (box := _box_of(button)) is not None}
    outer = [box for box in boxes if not any(around in boxes for around in box.iterancestors())]
    cuts = tuple(Cut(opening_of(box)[:FIRST_WORDS], "asks for consent") for box in outer)
    for box in outer:
        box.drop_tree()
    return cuts


def _label(button: HtmlElement) -> str:
    text = opening_of(button).lower()
    return text if len(text) < _LABEL else ""


def _box_of(button: HtmlElement) -> HtmlElement | None:
    """The largest element around a button that says nothing else."""
    box = button
    for around in islice(button.iterancestors(), _LEVELS):
        if len(around) > _PIECES or _is_article(around) or not all(child is box or _belongs(child) for child in around):
            break
        box = around
    text = opening_of(box)
    return box if _LABEL < len(text) < _MOST and is_of_consent(text) and len(asks_in(text)) >= _ASKS else None


def _is_article(around: HtmlElement) -> bool:
    """One on cookies may hold a button that asks to show what others posted."""
    name = f"{around.get('class')} {around.get('id')} {around.get('itemprop')}".lower()
    is_frame = around.tag in ("body", "main", "article", "html")
    return is_frame or bool(_OF_ARTICLES.search(name)) or around.find(".//h1") is not None


def _belongs(beside: HtmlElement) -> bool:
    text = opening_of(beside)
    return size(text) < _LABEL or (len(text) < _MOST and is_of_consent(text))
