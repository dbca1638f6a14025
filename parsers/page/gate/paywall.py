"""Whether only the beginning of an article is there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from news import Part
from parsers.any_case import search_any_case
from parsers.page.evidence import Body
from parsers.page.gate.saying import says
from parsers.page.json_ld import Node, text_of
from parsers.page.size import size
from parsers.page.tree import Tree, words

_MISSING = 0.6  # of the stated length; counts of words differ by captions, by-lines and boxes
_BEGINNING = 3_000  # characters; beginnings given away are a few paragraphs
_FEW = 1_200  # characters; short of it, an invitation to subscribe stands for a text, not beneath one
_NEAR = 200  # characters below a text, in which it is said that there is more; then come teasers with badges
_TAIL = 25  # characters by which the end of a paragraph is found again
_SEARCHED = 200_000  # characters; a search costs a millisecond for each five thousand
_PARTS = 20  # elements of that name looked at
_PAID_PART = 80  # characters of the part for subscribers that are a text, not a button
_SIMPLE = re.compile(r"([\w-]*)\.([\w-]+)")  # the CSS selectors that publishers state: a class
_NO = frozenset(("false", "no", "0", "http://schema.org/false", "https://schema.org/false"))
_YES = frozenset(("true", "yes", "1", "http://schema.org/true", "https://schema.org/true"))
_CUT = re.compile(r"(?:\.\.\.|…|\[…\])[\s\])»”\"]*$")
_PROMPT = re.compile(  # in small letters
    r"subscri(?:be|ption)[^.]{0,40} to (?:continue|keep|finish|read|unlock|access the full|view)"
    r"|(?:continue|keep) reading (?:with|for|by|this (?:article|story))"
    r"|to (?:continue|keep|finish) reading|(?:sign|log) (?:in|up) to (?:continue|keep|read)"
    r"|(?:this|the full) (?:article|story|content) is (?:only )?(?:available |exclusive(?:ly)? "
    r"|reserved )?(?:for|to) (?:our )?(?:paid |premium )?(?:subscribers|members)"
    r"|unlock (?:this|the full) (?:article|story)"
    r"|(?:become|for) (?:a )?(?:subscribers?|members?) (?:only|to read)"
    r"|weiterlesen mit|jetzt (?:freischalten|weiterlesen)"
    r"|(?:um|und) (?:den )?(?:artikel |beitrag |text )?(?:ganz |weiter)?(?:zu )?(?:lesen"
    r"|weiterzulesen)[^.]{0,20}(?:abo|anmelden|registrieren)"
    r"|nur für abonnent\w*|exklusiv für abonnent\w*|mit (?:dem )?(?:digital|plus)?-?abo (?:weiter)?lesen"
    r"|réservé (?:aux|à nos) abonnés|il vous reste \d+ ?% (?:de cet article )?à lire|pour lire la suite"
    r"|abonnez-vous pour (?:lire|continuer)|la suite (?:de cet article )?est réservée"
    r"|(?:contenido|art[ií]culo|noticia) (?:exclusiv[oa]|solo) para (?:suscriptores|socios)"
    r"|para (?:seguir|continuar) leyendo|suscr[ií]bete para|hazte (?:socio|suscriptor) para (?:leer|seguir)"
    r"|(?:conteúdo|matéria|artigo) exclusiv[oa] para (?:assinantes|subscritores)"
    r"|assine para (?:continuar|ler)|para continuar (?:lendo|a ler)"
    r"|per continuare a leggere|abbonati per (?:leggere|continuare)|riservato agli abbonati"
    r"|om (?:dit artikel )?(?:verder te|te kunnen) lezen|lees verder met|alleen voor abonnees"
    r"|logga in för att läsa|prenumerera för att|kun for abonnenter"
    r"|for å lese (?:saken|hele)|få adgang til (?:hele )?artikl|vain tilaajille|lue koko juttu"
    r"|(?:tylko )?dla (?:subskrybentów|prenumeratorów)|aby (?:czytać|przeczytać) dal"
    r"|wykup (?:dostęp|subskrypcję)|pro předplatitele|előfizet[őo]k(?:nek|ként)|devamını okumak için"
    r"|abonelere özel"
    r"|чтобы (?:читать|прочитать|дочитать)"
    r"|(?:доступн\w|только) (?:по подписке|для подписчиков|подписчикам)|оформите подписку|передплатник"
    r"|اشترك (?:ل|كي)|للمشتركين فقط|לקריאת הכתבה המלאה|למנויים בלבד"
    r"|有料会員限定|残り\d*文字|続きを(?:読むには|お読み)|この記事は有料|구독자 전용"
    r"|유료 (?:회원|기사)|전문을 읽|订阅后(?:可|阅读)|付费阅读|訂閱(?:以|後)?(?:閱讀|解鎖)|剩余\d+%",
)
_OFFER = re.compile(  # in small letters; stands on free pages too, and counts where the text is cut or said to be paid
    r"already a (?:subscriber|member)|become a (?:subscriber|member)|subscribe (?:now|today)|subscribers? only"
    r"|jetzt (?:abonnieren|testen)|bereits abonnent|déjà abonné|abonnez-vous|¿ya (?:eres|es) suscriptor|suscr[ií]bete"
    r"|hazte (?:socio|suscriptor)|já é assinante|assine|sei già abbonato|abbonati|contenuto (?:riservato|esclusivo)"
    r"|al abonnee|word abonnee|(?:bli|köp) (?:abonnent|prenumerant)|for abonnenter|tilaajille|הירשמו"
    r"|会員限定|有料記事|続きを読む|付费内容|會員專(?:屬|享)",
)


@dataclass(frozen=True, slots=True)
class Access:
    """What the page says of who may read it."""

    is_free: bool | None = None  # None: it does not say
    words: int = 0  # stated number; 0: none
    size: int = 0  # of the stated text
    paid: int = -1  # characters in the part named as paid; -1: not named, or not to be found by its name
    shown: str = ""  # all words of the page, where they may invite to subscribe


def access_of(tree: Tree, text: str = "") -> Access:
    """`text` is what the page shows, where it is at hand; otherwise it is read when the page is said to be paid."""
    flags = {str(value).strip().lower() for value in _flags(tree)}
    is_free = False if flags & _NO else True if flags & _YES else None
    count = str(text_of(tree.node.get("wordCount")) or tree.node.get("wordCount") or "")
    return Access(
        is_free,
        int(count) if count.isdecimal() and len(count) < 6 else 0,
        size(text_of(tree.node.get("articleBody"))),
        _paid(tree) if is_free is False else -1,
        text or (words(tree.root) if is_free is False else ""),
    )


def stub_sign(access: Access, body: Body) -> str:
    """In plain words why only the beginning is there; empty: all is, as far as can be told."""
    if access.is_free or not body.paragraphs:
        return ""
    length, flagged = size(body.text), access.is_free is False
    if length >= _BEGINNING:
        return ""
    count, below = len(body.paragraphs), _below(access.shown, body)
    said = _says_itself(body, _PROMPT) or search_any_case(_PROMPT, access.shown[:_SEARCHED] if flagged else below)
    offered = said or _says_itself(body, _OFFER) or search_any_case(_OFFER, below)
    if not (flagged or offered):
        return ""
    what = "isAccessibleForFree false" if flagged else f"it says: {offered}"
    if missing := _missing(access, body, length):
        return f"{what}, and {missing}"
    if flagged and 0 <= access.paid < _PAID_PART and (length < _FEW or _is_cut(body)):
        return f"{what}, and nothing in the part for subscribers"
    if _is_cut(body):
        return f"{what}, and {count} paragraphs that end in the middle"
    if said and length < _FEW and (flagged or count <= 4):
        return f"{what}, and {count} paragraphs" + (f"; it says: {said}" if flagged else "")
    return ""


def _flags(tree: Tree) -> Iterator[object]:
    """What its own node says, and the parts of it; nodes without an article when there is no own one."""
    nodes = [tree.node] if tree.node else tree.nodes
    for node in nodes:
        yield from _flag(node)
        yield from (flag for part in _parts(node) for flag in _flag(part))
    if tree.meta.get("article:content_tier", ("",))[0].lower() == "locked":
        yield "false"


def _flag(node: Node) -> Iterator[object]:
    value = node.get("isAccessibleForFree")
    if value is not None:
        yield from (value if isinstance(value, list) else [value])


def _parts(node: Node) -> list[Node]:
    parts = node.get("hasPart")
    return [part for part in (parts if isinstance(parts, list) else [parts]) if isinstance(part, dict)]


def _paid(tree: Tree) -> int:
    """Characters in the elements that are named as paid."""
    names = [found for part in _parts(tree.node) for found in _SIMPLE.findall(str(part.get("cssSelector") or ""))]
    if not names:
        return -1
    tag, name = names[-1]
    found = (each for each in tree.root.iter(tag or "*") if name in str(each.get("class") or "").split())
    return max((size(words(each)) for each in islice(found, _PARTS)), default=-1)


def _below(shown: str, body: Body) -> str:
    """What the page shows right after the last paragraph of the text that is found on it."""
    tails = [p.text[-_TAIL:] for p in body.paragraphs[-3:] if len(p.text) >= _TAIL]
    return next((shown[at + _TAIL :][:_NEAR] for tail in reversed(tails) if (at := shown.rfind(tail)) >= 0), "")


def _says_itself(body: Body, pattern: re.Pattern[str]) -> str:
    """What the last paragraphs say, or the pieces cut from around the text."""
    return says("\n".join([*(p.text for p in body.paragraphs[-2:]), *(cut.text for cut in body.cuts)]), pattern)


def _missing(access: Access, body: Body, length: int) -> str:
    count = len(body.text.split())
    if access.words and count < _MISSING * access.words and length < 2 * len(body.text):  # words have spaces between
        return f"{count} of {access.words} words"
    if length < _MISSING * access.size:
        return f"{length} of {access.size} characters"
    return ""


def _is_cut(body: Body) -> bool:
    last = body.paragraphs[-1]
    return last.part is Part.TEXT and bool(_CUT.search(last.text))
