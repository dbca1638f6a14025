"""The title of an article, without what the site adds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from parsers.page.evidence import Found
from parsers.page.head import first
from parsers.page.heading import Heading, headings_of, leads_to_front
from parsers.page.json_ld import text_of
from parsers.page.tree import Tree, words

# With spaces round it, any of these sets off a site's name; a bar does so without, and a dash after a script that
# writes without spaces.
_SEPARATOR = re.compile(
    r"\s+[|\-–—·•»«:/~<>†]+\s+|\s*[|｜ㅣ│¦]\s*|\s*::\s*|\s+\.\s+|[_＿](?=[^\W\d_a-zA-Z])|\s*»\s*|\s+[-–—](?=\S)"
    r"|(?<=[^\x00-\u2fff])\s*[-–—]{1,2}\s*(?=[^\x00-\u2fff])"
)
_PARTED = re.compile(rf"{_SEPARATOR.pattern}|:\s+")  # a colon is part of most titles: only where the page shows it so
_WORD = re.compile(r"\w+")
_QUOTES = ("", '"', "“", "„", "«")  # that follow a cut: nothing, or the quote that ended an attribute
_HEADLINE_WORDS, _HEADLINE_CHARS = 4, 8
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")  # Thai to Chinese
_WEAK = ("meta twitter:title", "title")  # written for others than those who read the page
_SLUG_WORDS = 4
_UNSHOWN = ("script", "style", "title", "option")
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
_ENOUGH = 0.5  # of the words of the heading stand in what the head says: it is this article's
_MOST = 0.8  # of the words of what calls itself a name stand in the address: it is the title
_MAX_CHARS = 1_000  # of a title; the longest that was seen has 300


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the head calls the article, without the site's name."""

    where: str
    text: str


def title_of(tree: Tree, site: str) -> Found[str]:
    """The heading that is shown, when the head of the page knows it; else what JSON-LD, Open Graph or <title> say.

    Without the site's name and without a kicker that only the heading has; "" when all are silent.
    """
    names = _names(tree, site)
    stated = _stated(tree, names)
    found = _shown(tree, stated, names) or _as_stated(tree, stated)
    others = ((s.where, s.text) for s in stated if not _says(s.text, found.text))
    return Found(found.text, found.where, tuple(others))


def _says(stated: str, title: str) -> bool:
    """The same, or the same with something that a separator sets off."""
    return _key(stated) == _key(title) or (stated.startswith(title) and bool(_SEPARATOR.match(stated, len(title))))


def strip_site(title: str, *names: str) -> str:
    """Cut what a separator sets off and is the site's name, at either end."""
    for _ in range(3):  # "Headline - Section - Site"
        parts = [(m.start(), m.end()) for m in _SEPARATOR.finditer(title)]
        if not parts:
            break
        (start, after), (before, end) = parts[-1], parts[0]
        if _is_like_site(title[after:], names):
            title = title[:start]
        elif _is_like_site(title[:before], names):
            title = title[end:]
        else:
            break
    return title.strip()


def _names(tree: Tree, site: str) -> tuple[str, ...]:
    """What a title may carry of the site. Many put the title itself where a name belongs: those are no names."""
    titles, slug = {_key(text) for _, text in _told(tree)}, _words(_slug(tree.url))
    names = (name for name in (site, *_site_names(tree)) if name and _key(name) not in titles)
    return tuple(dict.fromkeys(n for n in names if len(w := _words(n)) < 3 or len(w & slug) < _MOST * len(w)))


def _site_names(tree: Tree) -> Iterator[str]:
    yield text_of(tree.node.get("publisher"))
    host = (urlsplit(tree.url).hostname or "").removeprefix("www.")
    yield from (host, *(label for label in host.split(".")[:-1] if len(label) > 2))


def _told(tree: Tree) -> Iterator[tuple[str, str]]:
    """What the head calls the article, in order of trust. Microdata mark the heading that is shown: they come last."""
    element = next(tree.root.iter("title"), None)
    if tree.told_in == "JSON-LD":
        yield "JSON-LD headline", text_of(tree.node.get("headline"))
    for key in ("og:title", "twitter:title"):
        yield f"meta {key}", first(tree.meta, key)
    yield "title", words(element) if element is not None else ""
    if tree.told_in != "JSON-LD":
        yield "microdata headline", text_of(tree.node.get("headline"))


def _stated(tree: Tree, names: tuple[str, ...]) -> list[_Stated]:
    told = [_Stated(where, strip_site(text[:_MAX_CHARS], *names)) for where, text in _told(tree) if text]
    return [s for s in told if s.text and not _is_site(s.text, names)] or told[:1]


def _shown(tree: Tree, stated: list[_Stated], names: tuple[str, ...]) -> _Stated | None:
    headings = [h for h in headings_of(tree.root, "h1", tree.url) if not _is_site(h.text, names)]
    told = [_words(s.text) for s in stated] + [_words(_slug(tree.url))]
    known = [h for h in headings if any(_agree(_words(h.text), other) for other in told)]
    clear = [h for h in known if not h.is_aside]
    if clear:
        best = max(clear, key=lambda h: (_likeness(h, stated, told), h.is_inside))
        return _Stated("h1", _trimmed(best, stated, names))
    if known:  # only in a trail of links: what is shown as the headline is another
        shown = (s for s in _matching(tree, stated, names) if _key(s.text) not in _key(known[0].text))
        return next(shown, None) or _Stated("h1", _trimmed(known[0], stated, names))
    alone = [h for h in headings if _is_headline(h.text) and not h.is_aside]
    return _Stated("h1", _trimmed(alone[0], stated, names)) if alone else None


def _matching(tree: Tree, stated: list[_Stated], names: tuple[str, ...]) -> Iterator[_Stated]:
    keys = {_key(s.text) for s in stated if s.where not in _WEAK}
    for heading in headings_of(tree.root, "h2", tree.url):
        if any(_key(text) in keys for text in _spans(heading)) and not heading.is_aside:
            yield _Stated("h2", _trimmed(heading, stated, names))


def _as_stated(tree: Tree, stated: list[_Stated]) -> _Stated:
    """The first that speaks: whole where an unmasked quote cut it, and no more of it than stands on the page."""
    for best in stated[:1]:
        start = _CUT.sub("", best.text)
        whole = [s for s in stated[1:] if s.text.startswith(start) and s.text[len(start) :].strip()[:1] in _QUOTES]
        best = max([best, *whole], key=lambda s: len(s.text))
        return _Stated(best.where, _standing(tree, best.text) or best.text)
    return _Stated("", "")


def _standing(tree: Tree, title: str) -> str:
    """The longest part of a title, up to a separator or from one, that is the whole text of an element of the page."""
    marks = list(_PARTED.finditer(title))
    starts, ends = {title[: m.start()] for m in marks}, {title[m.end() :] for m in marks}
    parts = {part for part in starts | ends if _is_headline(part)}
    if not parts:
        return ""
    elements = (e for e in tree.root.iter("*") if e.text and e.tag not in _UNSHOWN)
    shown = ((" ".join(e.text.split()), e) for e in elements)
    texts = {text for text, e in shown if text in parts and not (e.tag == "a" and leads_to_front(e, tree.url))}
    return max(texts & starts or texts, key=len, default="")


def _likeness(heading: Heading, stated: list[_Stated], told: list[set[str]]) -> float:
    """1.0: the head says the same; less: it shares words."""
    keys = {_key(s.text) for s in stated}
    if any(_key(text) in keys for text in _spans(heading)):
        return 1.0
    own = _words(heading.text)
    return max(round(2 * len(own & other) / (len(own) + len(other)), 1) for other in told if other)


def _trimmed(heading: Heading, stated: list[_Stated], names: tuple[str, ...]) -> str:
    """A heading without its kicker: the part of it that the head knows, or what follows a label."""
    spans = {_key(text): text for text in reversed(list(_spans(heading)))}
    for each in stated:
        if text := spans.get(_key(each.text)):
            return each.text if text not in heading.pieces or _squeezed(text) == _squeezed(each.text) else text
    return strip_site(" ".join(heading.pieces[heading.labels :]), *names) or heading.text


def _spans(heading: Heading) -> Iterator[str]:
    """The whole heading, then what is left without its first or last pieces."""
    pieces = heading.pieces
    yield heading.text
    for cut in range(1, min(len(pieces), 6)):
        yield " ".join(pieces[cut:]).lstrip(" :–—|/")
        yield " ".join(pieces[:-cut]).rstrip(" :–—|/")


def _is_headline(text: str) -> bool:
    """Long enough to be one: menus and sections have shorter names."""
    return len(text.split()) >= _HEADLINE_WORDS or len(_UNSPACED.findall(text)) >= _HEADLINE_CHARS


def _agree(a: set[str], b: set[str]) -> bool:
    return bool(a and b) and len(a & b) >= _ENOUGH * min(len(a), len(b)) and len(a & b) >= 0.3 * len(a)


def _words(text: str) -> set[str]:
    """Words; single characters where they are many, for scripts without spaces."""
    words = _WORD.findall(_bare(text).casefold())
    return set("".join(words)) if any(len(w) > 15 and not w.isascii() for w in words) else set(words)


def _key(text: str) -> str:
    """Equal for two spellings of one headline: blanks, marks and case do not count."""
    return "".join(_WORD.findall(_bare(text).casefold()))


def _bare(text: str) -> str:
    return text.replace("\u00ad", "").replace("\u200b", "") if not text.isascii() else text


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _slug(url: str) -> str:
    """The words that the last long part of an address is made of."""
    try:
        parts = unquote(urlsplit(url).path).split("/")
    except ValueError:
        return ""
    named = [part for part in parts if len(_WORD.findall(part.replace("_", " "))) >= _SLUG_WORDS]
    return named[-1].replace("_", " ") if named else ""


def _is_site(text: str, names: Iterable[str]) -> bool:
    """The site's name, or a part of it."""
    key = _key(text)
    return len(key) > 1 and any(key in _key(name) for name in names)


def _is_like_site(text: str, names: Iterable[str]) -> bool:
    """The same, or the name with a little more ("Site News")."""
    key = _key(text)
    return _is_site(text, names) or any(name in key and len(key) < 2 * len(name) for name in map(_key, names) if name)
