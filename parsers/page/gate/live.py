"""Live blogs: many entries under one headline."""

from collections.abc import Iterable

from news import Part
from parsers.page.evidence import Body
from parsers.page.head import canonical
from parsers.page.json_ld import Node, types_of
from parsers.page.own_node import addresses_of
from parsers.page.tree import Tree
from parsers.urls import page_key

_ENTRIES = 5  # with a time each; an article with an update or two has fewer


def live_sign_in(tree: Tree) -> str:
    """What the page states; "" when it does not say that it is one."""
    if "LiveBlogPosting" in types_of(tree.node):
        return "JSON-LD LiveBlogPosting"
    blogs = (node for node in tree.nodes if "LiveBlogPosting" in types_of(node) and not _is_anothers(node, tree))
    count = max((len(several) for node in blogs if isinstance(several := node.get("liveBlogUpdate"), list)), default=0)
    return f"JSON-LD LiveBlogPosting with {count} entries" if count >= _ENTRIES else ""


def _is_anothers(node: Node, tree: Tree) -> bool:
    """It goes by addresses, and none of them is this page's."""
    own = _keys([tree.url, canonical(tree.root, tree.meta, tree.url) or "", *addresses_of(tree.node)])
    stated = _keys(addresses_of(node))
    return bool(own and stated) and not own & stated


def _keys(addresses: Iterable[str]) -> set[str]:
    """Of whole addresses: names within the page ("#live") are left out."""
    return {page_key(url.split("#")[0]) for url in addresses if url.startswith("http")}


def live_sign(stated: str, body: Body) -> str:
    posts = sum(paragraph.part is Part.POST for paragraph in body.paragraphs)
    return stated or (f"{posts} entries with a time each" if posts >= _ENTRIES else "")
