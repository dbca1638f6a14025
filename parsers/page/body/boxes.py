"""What stands on a page beside the article: told by tag, role and the words of class and id."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

# Never text of an article, whatever it holds.
SILENT = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "applet", "canvas",
    "audio", "video", "map", "select", "option", "datalist", "textarea", "input", "progress", "meter",
    "link", "meta", "title",
))  # fmt: skip
_TAGS = {
    "nav": True,
    "aside": False,
    "footer": False,
    "form": False,
    "figcaption": True,
    "dialog": True,
    "button": True,  # not silent: one left open holds the whole page
    "menu": False,
    "address": False,
}
_ROLES = frozenset((
    "navigation", "complementary", "banner", "contentinfo", "dialog", "alertdialog", "search", "menu", "menubar",
    "toolbar",
))  # fmt: skip
# Words of class and id, in the languages that templates are written in. Split at case and punctuation.
_STRONG = frozenset((
    "comments", "comment", "disqus", "commentlist", "kommentare", "commentaires", "respond", "newsletter",
    "newsletters", "cookie", "cookies", "consent", "gdpr", "cmp", "onetrust", "didomi", "related", "relatedposts",
    "relatedarticles", "recommended", "recommendation", "recommendations", "recommends", "recirc", "recirculation",
    "outbrain", "taboola", "breadcrumb", "breadcrumbs", "caption", "captions", "figcaption", "sponsored", "advert",
    "adverts", "advertisement", "advertising", "advertorial", "ad", "ads", "adbox", "adslot", "adunit", "advertise",
    "adsense", "dfp", "gpt", "werbung", "anzeige", "publicidad", "pub", "reklam", "reklama", "similar", "verwandt",
    "readnext", "readalso", "morelike", "copyright", "pagination", "pager", "trending", "mostread", "mostpopular",
    "onward", "sidebar", "jp-relatedposts", "addtoany", "sharedaddy", "sharethis", "addthis",
))  # fmt: skip
_WEAK = frozenset((
    "share", "shares", "sharing", "social", "socials", "follow", "widget", "widgets", "promo", "promos",
    "promotion", "subscribe", "subscription", "signup", "optin", "register", "login", "teaser", "teasers", "tags",
    "taglist", "keywords", "topics", "byline", "author", "authors", "bio", "biography", "contributor",
    "contributors", "credit", "credits", "timestamp", "pubdate", "footer", "masthead", "navbar", "nav", "menu",
    "navigation", "toolbar", "tools", "popular", "latest", "carousel", "slider", "slideshow", "gallery",
    "galleries", "lightbox", "modal", "popup", "overlay", "tooltip", "infobox", "pullquote", "donate", "donation",
    "membership", "regwall", "printonly", "screenreader", "offscreen", "visuallyhidden", "ticker", "rating", "poll",
    "quiz", "survey", "disclaimer", "skiplink", "videoplayer", "podcast", "livefyre", "image", "images", "imgs",
    "photo", "photos", "picture", "pictures", "attachment", "player", "partners", "marketing", "rail",
    "recommendedlinks", "topper", "kicker", "eyebrow", "rubric", "rollover",
    "popover", "hovercard",
))  # fmt: skip
_PAIRS = re.compile(
    r"read-?(?:more|next|also|later)(?![-_]*(?:content|body|text))|more-?(?:from|on|stories|news|articles"
    r"|like|in|coverage|about)|most-?(?:read|popular|viewed|recent|shared)"
    r"|(?:up|you)-?(?:next|may-like)|see-?also|also-?(?:read|see|like)|sign-?up|mehr-?zum|lesen-?sie"
    r"|author-?(?:box|bio|info|card)"
    r"|(?:image|photo|media|picture|img)-?(?:caption|credit|desc|description|source|info|legend|meta)"
    r"|wp-caption-text|photo-?by"
    r"|article-?(?:tags|topics|share|tools|footer|related|meta|comments)|post-?(?:tags|meta|footer|share"
    r"|navigation|nav)"
    r"|entry-?(?:meta|footer|tags)|(?:inline|in-article|mid-article)-?(?:promo|related|newsletter|link|recirc)"
    r"|video-?_*(?:caption|title|desc|player|playlist|promo)",
    re.I,
)
# a name that a tool made up
_HASH = re.compile(
    r"(?:^|-)(?=[a-z]*[A-Z])(?=[A-Z]*[a-z]+[A-Z]+[a-z]*[A-Z]|[a-z]*[A-Z]{2,}[a-z]"
    r"|[a-z]+[A-Z]+$)[a-zA-Z]{5,7}$",
)
_UNSEEN = frozenset(("hidden", "-hidden", "d-none", "hide", "invisible"))
_SEEN_WIDE = re.compile(r"\bd-(?:sm|md|lg|xl)-(?!none)")  # hidden on small screens only
# "comments-enabled" and "related-content-present" are said of the whole page, "pub-date" of neither
_SWITCHES = frozenset(("enabled", "disabled", "open", "closed", "off", "present", "date"))
# "layout--right-rail", "with-sidebar" are said of what stands beside it
_LAYOUT = frozenset(("layout", "with", "has"))
_SOFT_LAYOUT = _LAYOUT | {"embed"}
# "tag-cookies" and "category-advertising" say what an article is about
_SUBJECT = re.compile(r"^(?:tag|category|topic|section|label|term)-(?!list|cloud|box)", re.I)
# What holds an article whatever else it is called.
_WHOLE = re.compile(r"hentry|(?:article|story|post|entry|news|artikel)[-_]*(?:body|content|text)|articlebody", re.I)
_STYLING = re.compile(r"[:\[\]@!]|^(?:u|is|no|js|tw)-")  # utility classes: looks, not meaning
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# words of a sentence, whatever named
INLINE = frozenset(("a", "em", "strong", "b", "i", "abbr", "mark", "cite", "q"))
_CAPTION = re.compile(r"caption|legend|bildunterschrift|bildtext|leyenda|didascalia", re.I)
_SPLIT = re.compile(r"[^a-zA-Z0-9]+|(?<=[a-z])(?=[A-Z])")
_AFTER = frozenset((
    "comments", "comment", "commentlist", "disqus", "kommentare", "commentaires", "newsletter", "newsletters",
    "related", "relatedposts", "relatedarticles", "recommended", "recommendations",
))  # fmt: skip
_CACHED = 300  # characters; longer names are rare, or made to fill the memory
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# What a body calls itself; a box word beside it ("article-body sponsored") does not make it a box at once.
_BODY = re.compile(
    r"(?:article|story|post|entry|news|content|page|main|text|artikel|detail)[-_]*(?:body|content|text"
    r"|main|inner)(?![-_]*(?:item|list))"
    r"|^(?:body|articlebody|content|main|text|artikeltext|rich-?text|prose|paragraph)$",
    re.I,
)  # fmt: skip


def box_strength(name: str, attributes: Mapping[str, Any]) -> int:
    """0: may be part of the article; 1: looks like something beside it; 2: is, unless nearly all text is in it.

    `name` and `attributes` of one element, as lxml (`attrib`) and BeautifulSoup (`attrs`) have them.
    """
    if name in _TAGS:
        return 2 if _TAGS[name] else 1
    if not attributes:
        return 0
    role, style = attributes.get("role"), attributes.get("style")
    if role and role.lower() in _ROLES:
        return 1
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or (style and _HIDDEN.search(style)):
        return 1
    names, identity = names_of(attributes), attributes.get("id") or ""
    if not names:
        return 0
    strength = (_by_words if len(names) < _CACHED else _by_words.__wrapped__)(names, identity, name in HEADINGS)
    return 0 if strength == 1 and name == "tr" else strength  # a row is about a player or a rating


def names_of(attributes: Mapping[str, Any]) -> str:
    """Class, id and the like as one string."""
    get = attributes.get
    return f"{get('class') or ''} {get('id') or ''} {get('data-component') or ''}".strip()


def is_after_article(attributes: Mapping[str, Any]) -> bool:
    """Named for what no article is in when there is prose above it."""
    return bool(_AFTER & {word.lower() for word in _SPLIT.split(names_of(attributes))})


def is_teaser(attributes: Mapping[str, Any]) -> bool:
    """Of another story when a link is in it; else the standfirst of this one, or its free beginning."""
    return "teaser" in names_of(attributes).lower()


def is_caption(name: str, attributes: Mapping[str, Any]) -> bool:
    """The element holds the words under a picture."""
    return name == "figcaption" or bool(_CAPTION.search(names_of(attributes)))


def is_body_name(attributes: Mapping[str, Any]) -> bool:
    if "articlebody" in attributes.get("itemprop", "").lower():
        return True
    return any(_BODY.search(name) for name in names_of(attributes).split())


@lru_cache(maxsize=4096)
def _by_words(text: str, identity: str, is_heading: bool) -> int:
    names = [_HASH.sub("", name) for name in text.split() if not (_STYLING.search(name) or _SUBJECT.search(name))]
    if is_heading or len(_SPLIT.split(identity)) > 3:  # an id made of the words of a heading
        names = [name for name in names if name != identity]
    text = " ".join(names)
    words = {word.lower() for word in _SPLIT.split(text)}
    if words & _STRONG and not words & (_SWITCHES | _LAYOUT):
        return 1 if any(_WHOLE.fullmatch(name) for name in names) else 2
    if words & _WEAK or _PAIRS.search(text):
        return int(not words & _SOFT_LAYOUT)
    return int(bool(_UNSEEN & set(names)) and not _SEEN_WIDE.search(text))
