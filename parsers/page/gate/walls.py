"""Pages that stand where an article was asked for: bot walls, consent walls, errors."""

import re
from dataclasses import dataclass

from lxml import etree

from news import RefusalReason
from parsers.any_case import search_any_case
from parsers.page.evidence import Body
from parsers.page.gate.consent import asks_in, is_of_consent
from parsers.page.gate.errors import is_error, wants_scripts
from parsers.page.gate.layout import names_day
from parsers.page.gate.saying import says, says_only
from parsers.page.head import first
from parsers.page.size import size
from parsers.page.tree import Tree, words
from parsers.walls import CAPTCHA_HOST, CONSENT_HOST, WALL, WORDY

_SCANNED = 300_000  # characters; walls are small
_TALKATIVE = 8_000  # characters; a consent page that lists its partners says more, and they come last
_SHORT = 700  # characters; an error says less, even with a search form and some links of its own
_ASKS, _SURE_ASKS = 2, 4  # different phrases; the second where the head promises an article
_BEGINNING = 400  # characters in which a page that asks for consent comes to its point
_CONSENT_SHARE = 0.5  # of the body's words
_BESIDE = 50  # characters after a headline: a by-line, a day
_LINE_SIZE = 100  # characters; a wall's title is a short line

# All in small letters, for `search_any_case`.
# What a wall says to its reader. An article on such walls quotes it, or tells of it in longer sentences.
_HUMAN = re.compile(
    r"(?:please )?(?:can you )?(?:verify|confirm|prove|make sure|making sure|check)(?:ing)? (?:that |if )?"
    r"you(?:['’]re| are| aren['’]t)? (?:not a |an? )?(?:human|robot|bot)"
    r"|are you (?:a )?(?:human|robot)|you are not a (?:robot|bot)|i['’]m not a robot"
    r"|unusual (?:traffic|activity) from your"
    r"|checking (?:your browser(?: before accessing(?: the site| \S+)?)?|if the site connection is secure)"
    r"|verifying your browser|complete the captcha"
    r"|pardon our interruption|access (?:to this page has been|is temporarily|was) (?:denied|restricted|blocked)"
    r"|you have been blocked|(?:enable|activate) javascript and cookies(?: to continue)?"
    r"|please (?:wait|stand by) while we"
    r"|bist du ein mensch|sind sie ein (?:mensch|roboter)|kein roboter"
    r"|vous (?:êtes|n['’]êtes pas) (?:humain|un (?:humain|robot))|(?:c['’]est bien vous,? et )?pas un robot"
    r"|no (?:soy|eres) un robot|eres humano|não (?:sou|é) um robô"
    r"|non (?:sono|sei) un robot|geen robot|ikke en robot|inte en robot|nie jeste[sś] robotem|robot olmad[ıi]ğ\w+"
    r"|не робот|لست (?:روبوت|برنامج)|אינ[ךני]+ רובוט"
    r"|ロボットではありません|로봇이 아닙니다|不是机器人",
)
_CHECKS = re.compile(  # as a title; in a text, others may be talked of
    rf"{_HUMAN.pattern}"
    r"|just a moment|one more step|attention required|access denied|ddos-guard"
    r"|(?:bot|human|robot) (?:verification|check)|security (?:check(?:point)?|verification)"
    r"|sicherheits(?:überprüfung|prüfung|abfrage)"
    r"|v[ée]rification de s[ée]curit[ée]|verificaci[oó]n de seguridad|verificação de segurança"
    r"|проверка (?:безопасности|браузера)|вы (?=не робот)"
    r"|セキュリティ(?:チェック|確認)|보안 (?:확인|문자)|人机验证|安全验证|安全檢查|机器人验证|captcha",
)
_SMALL_WORDS = re.compile(
    r"(?<!\w)(?:please|sorry|let['’]?s|let us|complete|the|a|to|continue|before|we|you|are|and|not|bot|human"
    r"|cloudflare|vercel|bitte|que|merci|de|confirmer|подтвердите|что|вы|я|докажите|私は|请|請)(?!\w)",
)


@dataclass(frozen=True, slots=True)
class Wall:
    reason: RefusalReason
    sign: str  # what it was told by


@dataclass(frozen=True, slots=True)
class Face:
    """What a page of few words shows."""

    url: str = ""
    title: str = ""  # of the head
    heading: str = ""  # the first h1
    text: str = ""  # all of it, when there is little
    scripts: str = ""  # the mark of a bot wall's own scripts
    classes: tuple[str, ...] = ()
    is_vouched: bool = False  # its head promises an article, or a day stands beside its headline


def face_of(tree: Tree, text: str) -> Face:
    """`text` is all that the page shows. The text of a talkative page is left out: walls have little."""
    title = " ".join((tree.root.findtext(".//title") or "").split())
    first_heading, body = tree.root.find(".//h1"), tree.root.find("body")
    heading = words(first_heading) if first_heading is not None else ""
    classes = (body.get("class") or "").lower().split() if body is not None else ()
    mark = search_any_case(WALL, _source(tree)) if len(text) < WORDY else ""
    return Face(
        tree.url,
        title,
        heading,
        text if len(text) < _TALKATIVE else "",
        mark,
        tuple(classes),
        _promises_article(tree) or _is_dated(heading, text.removeprefix(title)),
    )


def wall_of(face: Face, body: Body) -> Wall | None:
    """The wall that the page is, or None."""
    return _bot_wall(face, body) or _error(face, body) or _consent_wall(face, body)


def _promises_article(tree: Tree) -> bool:
    is_typed = first(tree.meta, "og:type").lower() == "article"
    return bool(tree.node) or is_typed or bool(first(tree.meta, "article:published_time", "datepublished"))


def _is_dated(heading: str, text: str) -> bool:
    """A day follows the headline. That of today may stand above it on any page, and others farther below."""
    _, found, below = text.partition(heading) if heading else ("", "", "")
    return bool(found) and names_day(below[:_BESIDE])


def _source(tree: Tree) -> str:
    return etree.tostring(tree.root, encoding="unicode", method="html")[:_SCANNED]


def _bot_wall(face: Face, body: Body) -> Wall | None:
    if face.is_vouched or size(body.text) >= WORDY:
        return None
    if told := _challenge(face, body):
        return Wall(RefusalReason.BOT_WALL, f"it says: {told}")
    if face.scripts:
        return Wall(RefusalReason.BOT_WALL, f"its source says: {face.scripts}")
    if CAPTCHA_HOST.match(face.url) and size(face.text) < WORDY:
        return Wall(RefusalReason.BOT_WALL, "the address of a wall")
    return None


def _challenge(face: Face, body: Body) -> str:
    """The words in which a page of few asks its reader to prove something."""
    if size(body.text) >= _SHORT:
        return ""
    titles = (line for line in (face.title, face.heading) if len(line) < _LINE_SIZE)
    if title := next((line for line in titles if says_only(line, _CHECKS, _SMALL_WORDS)), ""):
        return title
    return says(f"{body.text}\n{face.text}", _HUMAN) if size(face.text) < _SHORT else ""


def _error(face: Face, body: Body) -> Wall | None:
    if size(body.text) >= _SHORT:
        return None
    if "error404" in face.classes:
        return Wall(RefusalReason.ERROR_PAGE, "a page of the class error404")
    for name, line in (("title", face.title), ("heading", face.heading)):
        if not face.is_vouched and is_error(line):
            return Wall(RefusalReason.ERROR_PAGE, f"its {name} says: {line}")
    told = wants_scripts(body.text or face.text[:_SHORT])
    if told and size(body.text) < _SHORT / 2:
        return Wall(RefusalReason.ERROR_PAGE, f"it says: {told}")
    return None


def _consent_wall(face: Face, body: Body) -> Wall | None:
    if CONSENT_HOST.match(face.url):
        return Wall(RefusalReason.CONSENT_WALL, "the address of a consent page")
    said = (body.text or face.text[:WORDY]).lower()
    if size(said) >= _TALKATIVE or not is_of_consent(said[:_BEGINNING]):
        return None
    lines = said.split("\n\n")
    share = sum(len(line) for line in lines if is_of_consent(line)) / len("".join(lines))
    whole = f"{said} {face.text[:WORDY].lower()}" if share >= _CONSENT_SHARE else ""
    asks = asks_in(whole)
    if len(asks) >= (_SURE_ASKS if face.is_vouched else _ASKS):
        return Wall(RefusalReason.CONSENT_WALL, "it says: " + ", ".join(sorted(asks)[:3]))
    return None
