"""What was read from a page, with the place that said it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from news import Article, Part, Refusal

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Found(Generic[T_co]):
    """One field of an article. `others` are the places that say something else, with their words."""

    value: T_co
    where: str = ""  # "JSON-LD headline", "h1", "meta article:author"; "" when nothing said it
    others: tuple[tuple[str, str], ...] = ()


FIRST_WORDS = 80  # characters of a cut


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of the page that stands near the article and is none of it."""

    text: str  # its first words
    why: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    part: Part = Part.TEXT


@dataclass(frozen=True, slots=True)
class Body:
    """The words of an article, in reading order."""

    paragraphs: tuple[Paragraph, ...] = ()
    captions: tuple[str, ...] = ()
    cuts: tuple[Cut, ...] = ()
    where: str = ""  # the element that holds it, or "JSON-LD articleBody"
    menus: tuple[Cut, ...] = ()  # what holds no prose, anywhere on the page: navigation, rows of links, buttons
    said: tuple[int, ...] = ()  # fingerprints of its paragraphs, also of those cut since this site repeats them

    @property
    def text(self) -> str:
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page came to, and how. `fields` go by the names that Article has for them."""

    outcome: Article | Refusal
    fields: Mapping[str, Found[object]]
    body: Body = Body()
    sign: str = ""  # what the outcome was told by
    rule: str = ""  # what became of the rule of the page's site; "" when it has none
