"""The parts of a query, as frozen values."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

TEXT_FIELDS = ("title", "body")  # searched when no field is named; only these are highlighted
LEAD = "lead"  # how the body begins: what is found there stands in the body
NAMED_FIELDS = ("author", "source", "section", "url")
FIELDS = (*TEXT_FIELDS, LEAD, *NAMED_FIELDS, "lang")


class Form(Enum):
    """How close a word must come."""

    ANY = ""  # any inflection
    FOLDED = "="  # this form, whatever its case and accents
    WRITTEN = "=="  # letter by letter


@dataclass(frozen=True, slots=True)
class Word:
    """One word. `text` is NFC."""

    text: str
    form: Form = Form.ANY


@dataclass(frozen=True, slots=True)
class Wildcard:
    """One word by its folded pattern: `*` any characters, `?` one."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Compound:
    """`cease-fire`: the words side by side, or joined in one."""

    words: tuple["Word | Wildcard", ...]
    joined: "Word | Wildcard"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Side by side, in this order."""

    parts: tuple["Word | Wildcard | Compound", ...]


@dataclass(frozen=True, slots=True)
class Window:
    """All of them in any order, with at most `extra` other words among them."""

    parts: tuple["Word | Wildcard | Compound | Phrase", ...]
    extra: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One of a list's entries; lists within the list are already written out."""

    name: str
    parts: tuple["Leaf", ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Both, with at most `between` words between; `ordered`: left before right."""

    left: "Node"
    right: "Node"
    between: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` different places."""

    count: int
    part: "Node"


@dataclass(frozen=True, slots=True)
class Field:
    """`part`, looked for in one field only."""

    name: str
    part: "Node"


@dataclass(frozen=True, slots=True)
class Language:
    """The article's language, as a primary subtag."""

    subtag: str


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`position` is that of the NOT or `-`."""

    part: "Node"
    position: int


Leaf: TypeAlias = Word | Wildcard | Compound | Phrase | Window
Node: TypeAlias = Leaf | Listed | Near | AtLeast | Field | Language | And | Or | Not
