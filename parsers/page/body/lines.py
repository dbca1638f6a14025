"""Single lines that are furniture wherever they stand, in the languages of many newsrooms."""

import re
from hashlib import blake2b

from parsers.page.size import size

# A whole line of these is never news.
_LABEL = re.compile(
    r"(?:advertisement|advertising|sponsored(?: content)?|anzeige|werbung|publicité|publicidad|pubblicità"
    r"|publicidade|реклама|reklama|reklam"
    r"|広告|广告|廣告|광고|إعلان|loading\.*|share(?: this)?(?: article| story| post| page)?(?: on.{0,20})?|teilen"
    r"|compartir|compartilhar|partager|condividi"
    r"|print|email|e-mail|comments?|\d+ comments?|kommentare|follow(?: us)?|read more|read full (?:story"
    r"|article)|more|mehr|continue reading.{0,30}"
    r"|story continues(?: below)?(?: advertisement)?|article continues below.*|skip (?:advertisement|ad"
    r"|to content)|scroll to continue.*|photos?|video|watch|listen|copy link|copied!?"
    r"|\d+ min(?:ute)?s? read|save|bookmark|tags?:?|topics:?|view comments|subscribe(?: now)?|sign (?:in"
    r"|up)|log ?in|close|menu|search|gift article"
    r"|- ?advertisement ?-|watch:?|see also:?|related:?|recommended:?|editors['’] picks?|key points"
    r"|listen to this article.{0,30})",
    re.I,
)
# A short line that begins so sends the reader elsewhere.
_LEADS_AWAY = re.compile(
    r"(?:read (?:more|next|also|full|the full)\b|(?:also|must) read\b|see also\b|related(?: (?:story"
    r"|stories|article|articles|coverage|content|news))?\s*:|more (?:on|from|about|coverage)\b.{0,60}:"
    r"|recommended(?: reading)?:|don['’]t miss\b"
    r"|lesen sie (?:auch|hier|mehr)|mehr zum thema|lesen sie dazu|auch interessant|das könnte sie"
    r"|lire aussi|à lire|lire la suite|voir aussi|leer también|lea también|le puede interesar"
    r"|te puede interesar|leia também"
    r"|leia mais|veja também|saiba mais|leggi anche|lees ook|läs (?:också|mer|även)|les også|læs også"
    r"|lue myös|czytaj (?:też|także|więcej)|zobacz (?:też|także)|читайте (?:также|ещё|еще)|читать далее"
    r"|baca juga|ayrıca okuyun|đọc thêm|xem thêm|関連記事"
    r"|あわせて読みたい|相关阅读|相关新闻|延伸閱讀|関連:|관련기사|اقرأ أيضا"
    r"|اقرأ أيضًا|קראו גם|click here\b|watch (?:now|the video|more|also|below|:)"
    r"|listen to\b.{0,40}podcast)",
    re.I,
)
_CALLS = re.compile(
    r"(?:sign up (?:for|to|here|now)|subscribe (?:to|now|here|today)|get (?:the|our) .{0,60}newsletter"
    r"|.{0,80}\bin your inbox\b|.{0,60}straight to your inbox"
    r"|follow (?:us|him|her|me|@|.{2,40}\bon (?:twitter|facebook|instagram|x\b|linkedin))"
    r"|join (?:our|the conversation)|download (?:our|the) app|like us on|support our"
    r"|become a (?:member|subscriber)|already a subscriber|to continue reading|this article is (?:for|only)"
    r"|you (?:may|can) (?:unsubscribe|opt out)|by (?:signing up|submitting|subscribing|clicking|continuing)"
    r"|copyright (?:\d{4}|©)|jetzt (?:abonnieren|anmelden|testen)|melden sie sich|assine\b"
    r"|(?:do you )?have (?:a|any) (?:tip|story)"
    r"|[—–-]?\s*contact (?:the (?:author|reporter|writer)|us at|.{2,60}\bat \S+@)"
    r"|(?:photo|image|foto|bild|picture)(?: credit| by|s)?\s*[:/©]|getty images$|published by\b.{0,40}$"
    r"|(?:last )?updated:? .{0,40}$|(?:published|posted):? .{0,40}$)",
    re.I,
)
# What a newsroom says of itself, in a line of any make.
_OURS = re.compile(
    r"^(?:sign up (?:for|to) (?:our|the .{0,40}newsletter)|subscribe to (?:our|the .{0,40}newsletter)"
    r"|get our .{0,40}newsletter|follow us on|support our (?:journalism|work|reporting|newsroom)"
    r"|follow [\w.@]+(?: [\w.]+)? on (?:twitter|facebook|instagram|linkedin|whatsapp)"
    r"|like us on facebook"
    r"|(?:we|this (?:site|website|page)) uses? cookies|diese website (?:verwendet|nutzt)|enter your email"
    r"|thank you for (?:subscribing|signing)|by (?:signing up|submitting|subscribing|clicking|continuing),? you"
    r"|you (?:may|can) (?:unsubscribe|opt out) (?:at )?any|this site is protected by recaptcha"
    r"|please enable javascript|jetzt (?:abonnieren|anmelden)|melden sie sich (?:hier|jetzt|für)|abonnez-vous"
    r"|inscrivez-vous|suscríbete|already a subscriber\?"
    r"|(?:photo|image|foto|bild)(?: credit| by|s)?\s*[:/©]|©\s?\w)"
    r"|\b(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados"
    r"|todos os direitos reservados)|\b(?:delivered|sent|straight|directly) (?:\w+ )?(?:in|to|into) your inbox",
    re.I,
)
# The heading of a box; sure alone, or with one of the words behind, else only when no sentence follows.
_BOX = (
    r"(?:(?:related|recommended|you (?:may|might) (?:also )?(?:like|be interested)|more (?:from|on|stories|news|like"
    r"|in|about|top)|most (?:read|popular|viewed|shared)|read (?:more|next|also)|what to read next|up next|trending"
    r"|latest (?:news|stories|from|in)|top stories|popular|also in|in this section|see also|don['’]t miss|sign up"
    r"|subscribe|newsletters?|comments?|leave a (?:reply|comment)|join the|share|follow|about the author|tags|topics"
    r"|promoted|sponsored|from around the web|explore more|next article"
    r"|mehr zum thema|mehr aus|das könnte|auch interessant|meistgelesen|kommentare|lire aussi|à lire"
    r"|sur le même|les plus lus|lea también|más (?:leídas|noticias|en)|te puede|relacionad[ao]s|leia (?:também"
    r"|mais)|veja também|mais lidas|leggi anche|lees ook|meer over"
    r"|läs (?:också|mer)|les også|читайте также|czytaj)\b|関連|相关|相關|延伸|관련|ذات صلة|اقرأ أيضا)"
)
_OPENS = re.compile(_BOX, re.I)
_SURELY_OPENS = re.compile(
    _BOX + r"\W*(?:stories|story|articles?|posts?|news|content|coverage|reading|topics?|videos?|links|now|today|us|this"
    r"|for you|also like|interessieren|auch interessieren|thema|sujet|interesar|\d+)?\W*",
    re.I,
)
# Said by the page, not by the writer, at any length.
_NOTICE = re.compile(
    r"redaktionell\w*,? (?:externen )?inhalt\b"
    r"|(?:contenu|contenuto|contenido) (?:externe|esterno|externo)\b.{0,60}(?:accept|accett|acept|cookie)"
    r"|your permission to (?:load|show|display)|video (?:has )?failed to load|try refreshing your browser"
    r"|javascript (?:is disabled|is required (?:to|for|in))"
    r"|affiliate[- ]links?\b.{0,80}\b(?:we|our|us|wir|uns|provision|commissions?|purchase)\b"
    r"|partnerlinks?\b.{0,80}provision"
    r"|\b(?:contains?|includes?|enthält|sind|use|uses|via|through|our|some|these) (?:\w+ )?affiliate[- ]links?"
    r"|liens? affiliés?|enlaces? de afiliad|link di affiliazione",
    re.I,
)
_EARNS = re.compile(
    r"\b(?:earns?|receives?|gets?) (?:a |an |some )?(?:small )?(?:affiliate )?(?:commissions?|compensation)\b", re.I
)
_BY_LINKS = re.compile(r"\b(?:links?|linked|affiliate|you (?:buy|purchase|shop)|purchases?)\b", re.I)
_EXTERNAL = re.compile(r"extern(?:e|en|er|al|o) (?:redaktionell\w* )?(?:inhalt|content)", re.I)
_TO_YOU = re.compile(r"\b(?:Sie|Ihnen|Ihren?|mir|ich|wir|uns\w*|dir|Stelle|you|your|we)\b")  # "sie" are others
# What stands under a headline: the hour, and how long it takes to read.
_STAMP = re.compile(
    r"\b(?:19|20)\d\d\b.{0,40}\b\d{1,2}[:.h]\d\d\b|\b\d{1,2}[:.h]\d\d\b.{0,40}\b(?:19|20)\d\d\b"
    r"|\b\d{1,2} ?min(?:ut\w*)?\b|\d ?分で読",
    re.I,
)
_ENDS = re.compile(r"(?<!\bmin)[.!?。！？।۔][\"'”»)]*$", re.I)
_CUT_OFF = re.compile(
    r"(?:\.\.\.|…|\[…\])\s*(?:read|continue|learn|weiter|mehr|lire|leer|leia|читать)\b.{0,20}$",
    re.I,
)
_WORD = re.compile(r"\w+")
_SAID_AT_LENGTH = 600  # characters; the longest of 489 pages: 430
_STAMPED = 90  # characters; more is a sentence
_SENTENCE = 40  # characters; shorter calls end with a full stop, too
_FOLLOWED = 0.4  # of a line; a link in a sentence of the writer takes less
_HEADING = 60  # characters; longer ones are sentences
_SHORT = 220  # characters; a longer line that begins so is a sentence of the article


def is_furniture(text: str, linked: int = 0) -> bool:
    """The line is a label, a link elsewhere or a call to subscribe; `linked` of its characters are links.

    A sentence that only begins like one is the writer's: "Read more books and live longer, a study suggests."
    """
    if len(text) > _SHORT:
        return False
    if _CUT_OFF.search(text) or _LABEL.fullmatch(text.strip(" :.|–—-\u200b")) or _OURS.search(text):
        return True
    if _is_told(text, linked):
        return False
    return bool(_LEADS_AWAY.match(text) or _CALLS.match(text))


def _is_told(text: str, linked: int) -> bool:
    """A whole sentence, and no link to follow."""
    return size(text) >= _SENTENCE and linked < _FOLLOWED * len(text) and bool(_ENDS.search(text))


def is_stamp(text: str) -> bool:
    """The line tells when the article was published, or how long it takes to read."""
    return len(text) < _STAMPED and not _ENDS.search(text) and bool(_STAMP.search(text))


def opens_a_box(heading: str, before_a_sentence: bool) -> bool:
    """The heading is of a box with other stories, a form or comments."""
    if len(heading) >= _HEADING:
        return False
    return bool(_SURELY_OPENS.fullmatch(heading) or (not before_a_sentence and _OPENS.match(heading)))


def same_words(one: str, other: str) -> bool:
    """Two lines that say the same, but for case, punctuation and a suffix of the site."""
    a, b = _WORD.findall(one.casefold()), _WORD.findall(other.casefold())
    if not a or not b:
        return False
    if a == b:
        return True
    shared = len(set(a) & set(b))
    return len(a) > 2 and shared >= 0.8 * max(len(set(a)), len(set(b)))


def plain_words(text: str) -> str:
    """Its words alone, without case and punctuation."""
    return " ".join(_WORD.findall(text.casefold()))


def fingerprint(text: str) -> int:
    """A number for a paragraph, the same in every process: 63 bits of its words and figures.

    Figures count: in reports of quakes, tolls and rates they are all that differs.
    """
    said = plain_words(text)
    return int.from_bytes(blake2b(said.encode(), digest_size=8).digest(), "big") >> 1


def is_notice(text: str) -> bool:
    """The page speaks of itself: what it earns by its links, what it may not load."""
    if len(text) >= _SAID_AT_LENGTH:
        return False
    if _NOTICE.search(text) or (_EARNS.search(text) and _BY_LINKS.search(text)):
        return True
    return bool(_EXTERNAL.search(text)) and (size(text) < _SENTENCE or bool(_TO_YOU.search(text)))
