"""Pages whose words only stand beside a video, a recording or many pictures."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from parsers.page.evidence import Body
from parsers.page.head import first
from parsers.page.json_ld import types_of
from parsers.page.size import size
from parsers.page.tree import Tree

_BLURB = 800  # characters; with more, the words are an article of their own
_PICTURES, _LINES = 6, 80  # captions, and characters of text for each: less is said in them than shown
_TYPES = frozenset((
    "VideoObject", "AudioObject", "MusicVideoObject", "PodcastEpisode", "RadioEpisode", "TVEpisode", "Episode", "Clip",
    "RadioClip", "TVClip", "VideoGallery", "ImageGallery", "MediaGallery", "Movie", "BroadcastEvent",
))  # fmt: skip
_STEP = re.compile(
    r"videos?|watch|player|audio|podcasts?"
    r"|(?:photo|foto|image|bilder?)-?(?:s|galler(?:y|ies|ie|ia)|strecken?|serien?)?|galler(?:y|ies|ie|ia)"
    r"|galer[ií]as?|diaporamas?"
    r"|slideshows?|pictures|mediathek|vod",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Media:
    stated: str = ""  # what the page says it is
    hinted: str = ""  # a player, at an address for such


def media_of(tree: Tree) -> Media:
    if found := next((kind for kind in types_of(tree.node) if kind in _TYPES), ""):
        return Media(f"JSON-LD {found}")
    kind = first(tree.meta, "og:type").lower()
    if kind.startswith(("video", "music", "audio")):
        return Media(f"og:type {kind}")
    step = next((step for step in urlsplit(tree.url).path.split("/")[:-1] if _STEP.fullmatch(step)), "")
    return Media("", f"an address for {step}, and {player}" if step and (player := _player(tree)) else "")


def _player(tree: Tree) -> str:
    types = {each for node in tree.nodes for each in types_of(node)} & _TYPES
    has_player = next(tree.root.iter("video", "audio"), None) is not None
    return f"JSON-LD {min(types)}" if types else "a player" if has_player else ""


def media_sign(media: Media, body: Body) -> str:
    """In plain words why the words are only beside something to see or hear; empty: they are the article."""
    length = size(body.text)
    if (media.stated or media.hinted) and length < _BLURB:
        return f"{media.stated or media.hinted}, and {length} characters of text"
    if len(body.captions) >= _PICTURES and length < _LINES * len(body.captions) and length < _BLURB:
        return f"{len(body.captions)} captions beside {length} characters of text"
    return ""
