"""What changed, as a reader is shown it: passages of both texts, cut at sentences."""

from news import Changed
from parsers.likeness.alignment import Gap
from parsers.likeness.pair import Pair
from parsers.likeness.sentences import Sentences
from parsers.likeness.slots import Slot, is_figure

MAX_CHANGES = 12  # what a message shows and a person reads
MAX_CHARACTERS = 300  # about two sentences


def changes_of(pair: Pair, edits: list[Gap], slots: list[Slot]) -> tuple[Changed, ...]:
    """The passages around the edits, at most twelve: those with figures are kept first, then the first ones."""
    one, other = pair.a.sentences, pair.b.sentences
    blocks = _blocks(pair, edits)
    figures = [_figures(block, slots) for block, _ in blocks]
    kept = sorted(range(len(blocks)), key=lambda at: (not figures[at], at))[:MAX_CHANGES]
    return tuple(
        Changed(
            _passage(one, block.a, block.a_end, focus.a, focus.a_end),
            _passage(other, block.b, block.b_end, focus.b, focus.b_end),
            figures[at],
        )
        for at in sorted(kept)
        for block, focus in (blocks[at],)
    )


def _figures(block: Gap, slots: list[Slot]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (slot.a[0], slot.b[0])
        for slot in slots
        if is_figure(slot) and block.a <= slot.gap.a and slot.gap.a_end <= block.a_end
    )


def _blocks(pair: Pair, edits: list[Gap]) -> list[tuple[Gap, Gap]]:
    """Each edit with the rest of its sentences, which both texts share; those that touch are one. And its focus."""
    before = {run.a + run.length: run.length for run in pair.runs}
    after = {run.a: run.length for run in pair.runs}
    one, other = pair.a.sentences, pair.b.sentences
    blocks: list[tuple[Gap, Gap]] = []
    for edit in edits:
        left = min(max(one.before(edit.a), other.before(edit.b)), before.get(edit.a, 0))
        right = min(max(one.after(edit.a_end), other.after(edit.b_end)), after.get(edit.a_end, 0))
        block = Gap(edit.a - left, edit.a_end + right, edit.b - left, edit.b_end + right)
        if blocks and (block.a < blocks[-1][0].a_end or block.b < blocks[-1][0].b_end):
            last, focus = blocks.pop()
            block, edit = Gap(last.a, block.a_end, last.b, block.b_end), focus
        blocks.append((block, edit))
    return blocks


def _passage(sentences: Sentences, start: int, end: int, focus: int, focus_end: int) -> str:
    """The tokens as written, with their marks. Of a long passage, what stands around the tokens in focus."""
    if start >= end:
        return ""
    left, right = sentences.place(start), sentences.place(end)
    if right - left > MAX_CHARACTERS:
        first = sentences.place(focus)
        middle = (first + min(sentences.place(focus_end), first + MAX_CHARACTERS)) // 2
        left = max(left, min(middle - MAX_CHARACTERS // 2, right - MAX_CHARACTERS))
        right = min(right, left + MAX_CHARACTERS)
    return " ".join(sentences.text[left:right].split())
