"""Live blogs: many entries under one headline."""

from collections.abc import Sequence

from news import Part
from parsers.page.evidence import Body
from parsers.page.json_ld import types_of
from parsers.page.tree import Tree

_ENTRIES = 5  # with a time each; an article with an update or two has fewer


def live_sign_in(tree: Tree) -> str:
    """What the page states; "" when it does not say that it is one."""
    if "LiveBlogPosting" in types_of(tree.node):
        return "JSON-LD LiveBlogPosting"
    updates = [node.get("liveBlogUpdate") for node in tree.nodes if "LiveBlogPosting" in types_of(node)]
    count = max((len(several) for several in updates if isinstance(several, Sequence)), default=0)
    return f"JSON-LD LiveBlogPosting with {count} entries" if count >= _ENTRIES else ""


def live_sign(stated: str, body: Body) -> str:
    posts = sum(paragraph.part is Part.POST for paragraph in body.paragraphs)
    return stated or (f"{posts} entries with a time each" if posts >= _ENTRIES else "")
