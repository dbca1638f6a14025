"""The words under pictures."""

from collections import defaultdict
from collections.abc import Sequence

from bs4 import Tag

from parsers.page.body.blocks import Block
from parsers.page.body.boxes import is_caption


def caption_of(block: Block) -> Tag | None:
    """The outermost box of this block that is the caption of a picture."""
    return next((box for box in block.boxes if is_caption(box.name, box.attrs)), None)


def captions_among(blocks: Sequence[Block]) -> tuple[str, ...]:
    """In reading order, each once."""
    pieces: dict[int, list[str]] = defaultdict(list)
    for block in blocks:
        if (box := caption_of(block)) is not None:
            pieces[id(box)].append(block.text)
    return tuple(dict.fromkeys(" ".join(texts) for texts in pieces.values()))
