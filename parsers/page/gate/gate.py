"""What a page is: an article, something like it, or none at all, by name."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from news import Kind, RefusalReason
from parsers.page.evidence import Body
from parsers.page.gate.layout import Layout, layout_of
from parsers.page.gate.listpage import Mark, is_stated, list_sign, marks_of
from parsers.page.gate.live import live_sign, live_sign_in
from parsers.page.gate.media import Media, media_of, media_sign
from parsers.page.gate.paywall import Access, access_of, stub_sign
from parsers.page.gate.walls import Face, face_of, wall_of
from parsers.page.size import size
from parsers.page.tree import Tree, words

HEADLINES = 20  # linked; a flash has fewer beside it, or says more
MIN_SIZE = 40  # characters; a flash of one line is an article, a lone label is not


@dataclass(frozen=True, slots=True)
class Signs:
    """What the whole page tells, before anything is taken from it."""

    is_stated: bool = False  # it says that it is an article, and is none of the below
    marks: tuple[Mark, ...] = ()  # for and against a list
    layout: Layout = field(default_factory=Layout)
    face: Face = field(default_factory=Face)
    access: Access = field(default_factory=Access)
    media: Media = field(default_factory=Media)
    live: str = ""  # what states a live blog


@dataclass(frozen=True, slots=True)
class Verdict:
    outcome: Kind | RefusalReason
    sign: str = ""  # what it was told by


def signs_of(tree: Tree) -> Signs:
    """Read everything that `judge` needs. A page that states to be an article is not searched for marks of a list."""
    live, media = live_sign_in(tree), media_of(tree)
    if live or is_stated(tree):
        return Signs(is_stated=True, face=Face(is_vouched=True), access=access_of(tree), media=media, live=live)
    text = words(tree.root)
    return Signs(
        marks=marks_of(tree),
        layout=layout_of(tree, text),
        face=face_of(tree, text),
        access=access_of(tree, text),
        media=media,
    )


def judge(signs: Signs, body: Body, accept: Collection[RefusalReason]) -> Verdict:
    """What the page is. Reasons in `accept` are not held against it: the desk overruled them for its source."""
    refusals = (verdict for verdict in _refusals(signs, body) if verdict.outcome not in accept)
    if refusal := next(refusals, None):
        return refusal
    return _kind(signs, body) if body.text else Verdict(RefusalReason.EMPTY, "no words of its own")


def _refusals(signs: Signs, body: Body) -> Iterator[Verdict]:
    if wall := wall_of(signs.face, body):
        yield Verdict(wall.reason, wall.sign)
    length, is_shown = size(body.text), signs.media.stated  # a player's page has more beside it than to read
    if not signs.is_stated and not is_shown and (sign := list_sign(signs.marks, signs.layout, body)):
        yield Verdict(RefusalReason.LIST_PAGE, sign)
    if not length:
        yield Verdict(RefusalReason.EMPTY, "no words of its own")
    if length < MIN_SIZE and not is_shown:
        yield _too_short(signs, length)


def _too_short(signs: Signs, length: int) -> Verdict:
    """A label above headlines that lead elsewhere is the title of a list, whatever its address."""
    is_list = signs.layout.headlines >= HEADLINES
    sign = f"{signs.layout.headlines} linked headlines, " if is_list else ""
    return Verdict(
        RefusalReason.LIST_PAGE if is_list else RefusalReason.TOO_SHORT, f"{sign}{length} characters of text"
    )


def _kind(signs: Signs, body: Body) -> Verdict:
    """The first that it is of: a live blog for subscribers is a live blog."""
    if sign := live_sign(signs.live, body):
        return Verdict(Kind.LIVE_BLOG, sign)
    if sign := media_sign(signs.media, body):
        return Verdict(Kind.MEDIA, sign)
    if sign := stub_sign(signs.access, body):
        return Verdict(Kind.PAYWALL_STUB, sign)
    return Verdict(Kind.ARTICLE, "it says so" if signs.is_stated else "")
