"""Single lines that are furniture wherever they stand, in the languages of many newsrooms."""

import re
from hashlib import blake2b

# A whole line of these is never news.
_LABEL = re.compile(
    r"(?:advertisement|advertising|sponsored(?: content)?|anzeige|werbung|publicité|publicidad|pubblicità"
    r"|publicidade|реклама|reklama|reklam"
    r"|広告|广告|廣告|광고|إعلان|loading\.*|share(?: this)?(?: article| story| post| page)?(?: on.{0,20})?|teilen"
    r"|compartir|compartilhar|partager|condividi"
    r"|print|email|e-mail|comments?|\d+ comments?|kommentare|follow(?: us)?|read more|read full (?:story"
    r"|article)|more|mehr|continue reading.*"
    r"|story continues(?: below)?(?: advertisement)?|article continues below.*|skip (?:advertisement|ad"
    r"|to content).*|scroll to continue.*|photos?|video|watch|listen|copy link|copied!?"
    r"|\d+ min(?:ute)?s? read|save|bookmark|tags?:?|topics:?|view comments|subscribe(?: now)?|sign (?:in"
    r"|up)|log ?in|close|menu|search|gift article"
    r"|- ?advertisement ?-|watch:?|see also:?|related:?|recommended:?|editors['’] picks?|key points"
    r"|listen to this article.*)",
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
    r"|.{0,80}\bin your inbox\b|.{0,60}straight to your inbox|follow (?:us|him|her|me|@"
    r"|.{2,40}\bon (?:twitter|facebook|instagram|x\b|linkedin))"
    r"|join (?:our|the conversation)|download (?:our|the) app|like us on|support our|become a (?:member"
    r"|subscriber)|already a subscriber|to continue reading|this article is (?:for|only)|enter your email"
    r"|thank you for (?:subscribing|signing)"
    r"|you (?:may|can) (?:unsubscribe|opt out)|by (?:signing up|submitting|subscribing|clicking"
    r"|continuing)|we use cookies|this (?:site|website) uses cookies|diese website (?:verwendet|nutzt)"
    r"|all rights reserved|copyright \d{4}|copyright ©|©"
    r"|alle rechte vorbehalten|tous droits réservés|todos los derechos|todos os direitos"
    r"|jetzt (?:abonnieren|anmelden|testen)|melden sie sich|abonnez-vous|inscrivez-vous|suscríbete"
    r"|assine\b|this site is protected by recaptcha|please enable javascript"
    r"|have (?:a|any) (?:tip|story)|do you have a (?:tip|story)|[—–-]?\s*contact (?:the (?:author|reporter"
    r"|writer)|us at|.{2,60}\bat \S+@)|.{0,60}purchase a product or register|(?:photo|image|foto|bild"
    r"|picture)(?: credit| by|s)?\s*[:/©]|getty images$|published by\b.{0,40}$"
    r"|(?:last )?updated:? .{0,40}$|(?:published|posted):? .{0,40}$)",
    re.I,
)
_BOX = re.compile(
    r"(?:related|recommended|you (?:may|might) (?:also )?(?:like|be interested)|more (?:from|on|stories"
    r"|news|like|in|about|top)|most (?:read|popular|viewed|shared)|read (?:more|next|also)"
    r"|what to read next|up next|trending|latest (?:news|stories|from|in)"
    r"|top stories|popular|also in|in this section|see also|don['’]t miss|sign up|subscribe|newsletter"
    r"|comments?|leave a (?:reply|comment)|join the|share|follow|about the author|tags|topics|promoted"
    r"|sponsored|from around the web|explore more|next article"
    r"|mehr zum thema|mehr aus|das könnte|auch interessant|meistgelesen|kommentare|lire aussi|à lire"
    r"|sur le même|les plus lus|lea también|más (?:leídas|noticias|en)|te puede|relacionad|leia (?:também"
    r"|mais)|veja também|mais lidas|leggi anche|lees ook|meer over"
    r"|läs (?:också|mer)|les også|читайте также|czytaj|関連|相关|相關|延伸|관련|ذات صلة|اقرأ أيضا)",
    re.I,
)
# Said by the page, not by the writer, at any length.
_NOTICE = re.compile(
    r"extern(?:e|en|er|al|o) (?:redaktionell\w* )?(?:inhalt|content)|redaktionell\w*,? (?:externen )?inhalt\b"
    r"|(?:contenu|contenuto|contenido) (?:externe|esterno|externo)\b.{0,60}(?:accept|accett|acept|cookie)"
    r"|permission to load|video (?:has )?failed to load|try refreshing your browser"
    r"|javascript (?:is )?(?:disabled|required)"
    r"|(?:earn|receive|get) (?:a |an |some )?(?:small )?(?:affiliate )?(?:commissions?|compensation)\b"
    r"|affiliate[- ]links?\b|partnerlinks?\b.{0,80}provision|liens? affiliés?|enlaces? de afiliad|link di affiliazione"
    r"|purchase a product or register",
    re.I,
)
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
_SHORT = 220  # characters; a longer line that begins so is a sentence of the article


def is_furniture(text: str) -> bool:
    """The line is a label, a link elsewhere or a call to subscribe."""
    if len(text) > _SHORT:
        return False
    if _CUT_OFF.search(text):
        return True
    return bool(_LABEL.fullmatch(text.strip(" :.|–—-\u200b")) or _LEADS_AWAY.match(text) or _CALLS.match(text))


def is_stamp(text: str) -> bool:
    """The line tells when the article was published, or how long it takes to read."""
    return len(text) < _STAMPED and not _ENDS.search(text) and bool(_STAMP.search(text))


def opens_a_box(heading: str) -> bool:
    """The heading is of a box with other stories, a form or comments."""
    return len(heading) < 60 and bool(_BOX.match(heading))


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
    return len(text) < _SAID_AT_LENGTH and bool(_NOTICE.search(text))
