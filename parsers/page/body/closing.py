"""Notes after the last sentence of an article: whom to write to, what else to order, where it was printed first."""

import re
from collections.abc import Sequence

from parsers.page.body.blocks import Block

_NOTE = re.compile(
    r"[\w.]@[\w-]+\.\w"  # an address to write to
    r"|\bdoi:|\bdoi\.org/"
    r"|^.{0,60}\b(?:(?:first|originally) (?:appeared|published)|zuerst (?:erschienen|veröffentlicht)"
    r"|initialement (?:paru|publié)|publicad[oa] originalmente)\b"
    r"|\bfollow \w+ on (?:twitter|facebook|instagram|(?-i:[A-Z]))",
    re.I,
)
_LETTER = re.compile(r"newsletters?\b", re.I)  # said so in most languages
_OURS = re.compile(  # to tell it from a report on newsletters
    r"\b(?:our|your|my|free|here|subscribe|sign up|join|unser\w*|kostenlos\w*|hier|abonn\w*|melden"
    r"|notre|nos|votre|gratuit\w*|inscri\w+|nuestr\w+|suscr\w+|noss\w+|assin\w+|nostr\w+|iscriv\w+|onze|meld|gratis|vår\w*|vores|tilmeld"
    r"|zapisz|нашу?\w*|подпи\w+)\b",
    re.I,
)
_SPEECH = tuple('"“”„«»‘「『')
_LAST = 4  # blocks; notes of more lines are boxes
_LONG = 300  # characters; a longer one is a paragraph


def notes_after(blocks: Sequence[Block]) -> set[int]:
    """id() of those of the last blocks that are notes."""
    return {id(block) for block in blocks[1:][-_LAST:] if not block.is_heading and _is_note(block)}


def _is_note(block: Block) -> bool:
    text = block.text
    if len(text) >= _LONG or text.startswith(_SPEECH):
        return False
    return bool(_NOTE.search(text) or (_LETTER.search(text) and (block.linked or _OURS.search(text))))
