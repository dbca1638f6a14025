"""What a page states of itself beside its headline, authors and times."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from parsers.language import language_tag
from parsers.page.evidence import Found
from parsers.page.head import canonical, first
from parsers.page.json_ld import text_of
from parsers.page.tree import Tree


@dataclass(frozen=True, slots=True)
class Facts:
    """Each as the page states it; None where it does not."""

    outlet: Found[str | None]
    canonical_url: Found[str | None]  # of the same site
    amp_url: Found[str | None]  # of the same site
    language: Found[str | None]  # BCP 47
    section: Found[str | None]
    lead_image: Found[str | None]  # address


def facts_of(tree: Tree) -> Facts:
    node, meta = tree.node, tree.meta
    outlet = first(meta, "og:site_name") or text_of(node.get("publisher")) or first(meta, "application-name") or None
    section = text_of(node.get("articleSection")) or first(meta, "article:section") or None
    stated = (
        tree.root.get("lang") or tree.root.get("xml:lang") or "",
        text_of(node.get("inLanguage")),
        first(meta, "og:locale", "content-language"),
    )
    language = next((tag for text in stated if (tag := language_tag(text))), None)
    return Facts(
        Found(outlet), Found(canonical(tree.root, meta, tree.url)), Found(None), Found(language), Found(section),
        Found(None),
    )  # fmt: skip


def site_of(tree: Tree, facts: Facts) -> str:
    """The name that a title may carry as its suffix."""
    return facts.outlet.value or _domain_name(tree.url)


def _domain_name(url: str) -> str:
    labels = (urlsplit(url).hostname or "").split(".")
    return max(labels[:-1], key=len, default="")
