"""What the words and the elements around a date say it is: of publication, of a change, of something else."""

import re
from enum import StrEnum
from itertools import islice

from lxml.html import HtmlElement

from parsers.page.body.boxes import names_of

BREAK = " | "  # between two blocks of a text
LABEL_CHARS = 40  # "Published by the editors of the newsroom on "

_PUBLISHED = re.compile(
    r"publi|posted|press release|issued|created|veröffentlich|erschienen|erstellt|online seit|datum|stand:? ?vom"
    r"|(?:meldung|mitteilung) vom|mis en ligne|paru|pubblicat|inserit|geplaatst|gepubliceerd|utgitt|skrevet|udgivet"
    r"|julkaist|avaldatud|dodan|opublik|zveřejn|vydáno|megjelen|közzét|objav|izdano|yayın|eklenme|giriş|đăng|terbit"
    r"|δημοσί|опублик|дата|публик|نشر|انتشار|פורסם|प्रकाशित|প্রকাশ|発行|公開|掲載|配信|发布|發布|發佈|发表|發表|時間|时间"
    r"|입력|등록|승인|게재|เผยแพร่|\bdate\b|\bon:|fecha|data:",
    re.I,
)
_UPDATED = re.compile(
    r"updat|modif|edited|revis|correct|aktuali[sz]|geändert|änderung|editiert|\bstand\b|mise? à jour|actualizad"
    r"|atualizad|aggiornat|bijgewerkt|gewijzigd|oppdatert|uppdatera|ændret|opdateret|päivitetty|muokattu|zaktual"
    r"|frissít|módosít|güncelle|diperbarui|cập nhật|ενημέρ|обновл|изменен|оновлен|ажурир|تحديث|تعديل|روزرسانی|עודכן"
    r"|עדכון|अपडेट|अद्यतन|আপডেট|更新|수정|อัปเดต|แก้ไข",
    re.I,
)
_OTHER = re.compile(
    r"until|expire|valid|deadline|\bborn\b|gültig|verfügbar|bis zum|\bbis$|jusqu|hasta|\bevent|termin|retriev|accessed"
    r"|archiv|abgerufen|copyright|©|joined|member since|registr|beitritt|geboren|\bseit:?$|next|\bfrom:?$",
    re.I,
)
_DATED = re.compile(
    r"(?:^|[-_ ])(?:date|datum|day|time|pub-?date|publish(?:ed)?(?:[-_]?(?:date|on|at|time))?|timestamp|times?|zeit"
    r"|posted(?:-?on)?|dateline|fecha|article-?info|byline|meta|entry-?date|created|erstellt|kicker|info)s?(?:[-_ ]|$)"
    r"|[dD]ate\b|Date[A-Z_-]|[tT]ime[sS]tamp|[pP]ub[dD]ate|[pP]ublish",
)
_FOREIGN = re.compile(  # what others wrote, or other articles: none of its dates is this article's
    r"(?<!date-)(?<!date-and-)(?:comment|kommentar)|related|recommend|popular|most-?read|trending|latest|archive"
    r"|\bevents?\b|newsletter|tweet|twitter|instagram|copyright|carousel|slider|calendar|ticker|weather|forum|reply"
    r"|replies|read-?more|read-?next|see-?also|(?:^|[-_ ])(?:nav|menu|ad|ads)(?:[-_ ]|$)",
    re.I,
)
_BESIDE = re.compile(r"teaser|sidebar|widget|footer|promo|mast-?head|top-?bar|caption|aside|breadcrumb", re.I)
_FOREIGN_TAGS = frozenset(("nav", "blockquote"))
_BESIDE_TAGS = frozenset(("aside", "footer", "figcaption"))
_PAGE = frozenset(("body", "main", "html"))
_SAID = re.compile(r"\d{4}|\d:\d\d")  # what stands before it is said of another date
_NAMED_FIRST = re.compile(r"publi|posted|created|erstellt", re.I)
_NAMED_LAST = re.compile(r"updated|modified|last-?_?(?:update|mod|change)", re.I)
_NAMED_EITHER = re.compile(r"(?:^|\s)updated(?:\s|$)")  # hAtom's word: themes give it to the only date they show
_REACH = 8  # elements around a date that may call themselves a box; more hold the whole page


class Role(StrEnum):
    PUBLISHED = "published"
    UPDATED = "updated"
    UNNAMED = ""


_Roles = tuple[tuple[Role | None, re.Pattern[str]], ...]
_ROLES: _Roles = ((Role.PUBLISHED, _PUBLISHED), (Role.UPDATED, _UPDATED), (None, _OTHER))


def role_of(text: str, start: int, element: HtmlElement) -> Role | None:
    """What the words before a date, or the names of its element, say it is. None: something else."""
    said = _SAID.split(text[max(0, start - LABEL_CHARS) : start])[-1]
    before, _, label = said.rpartition(BREAK)
    found = _found(label, _ROLES)
    if not found and not label.strip():  # the label is a block of its own
        found = _found(before.rpartition(BREAK)[2], _ROLES[:2])
    return max(found, key=lambda pair: pair[0])[1] if found else _named(_names(element))


def is_dated(element: HtmlElement) -> bool:
    """Whether it, or what it stands in, calls itself a date or a by-line."""
    return bool(_DATED.search(_names(element)))


def doubt_of(element: HtmlElement, own: frozenset[HtmlElement]) -> float:
    """How much trust its surroundings take from a date; 9: all of it.

    `own` are the headline and all that holds it: what holds both is no box beside the article.
    """
    doubt = 0.0
    for tag in islice((element, *element.iterancestors()), _REACH + 1):
        if tag in own or tag.tag in _PAGE:
            break
        names = names_of(tag.attrib)
        if tag.tag in _FOREIGN_TAGS or (names and _FOREIGN.search(names)):
            return 9.0
        if tag.tag in _BESIDE_TAGS or (names and _BESIDE.search(names)):
            doubt = 0.6 if own else 1.2
    return doubt


def _found(label: str, roles: _Roles) -> list[tuple[int, Role | None]]:
    return [(found.start(), role) for role, pattern in roles for found in pattern.finditer(label)]


def _named(names: str) -> Role:
    if _NAMED_EITHER.search(names):
        return Role.UNNAMED
    if _NAMED_FIRST.search(names):
        return Role.PUBLISHED
    return Role.UPDATED if _NAMED_LAST.search(names) else Role.UNNAMED


def _names(element: HtmlElement) -> str:
    above = element.getparent()
    return names_of(element.attrib) + ("" if above is None else f" {names_of(above.attrib)}")
