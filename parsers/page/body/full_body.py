"""The words of an article from all places where a page may have them."""

from collections.abc import Collection
from dataclasses import replace

from parsers.page.body.banners import drop_banners
from parsers.page.body.body import body_of
from parsers.page.body.scripted import body_in, scripts_with_markup
from parsers.page.body.stated_body import compared
from parsers.page.body.thinning import soup_of
from parsers.page.evidence import Body
from parsers.page.size import size
from parsers.page.tree import Tree

_SHOWN = 250  # characters; a page that shows fewer may keep its text in a script


def full_body_of(tree: Tree, title: str, furniture: Collection[int] = ()) -> Body:
    """The body as the page shows it, else as JSON-LD or a script of it have it. Raises TooDeepError.

    It takes from the tree: read everything else of the page before. `furniture` as in `body_of`.
    """
    banners, scripts = drop_banners(tree.root), scripts_with_markup(tree.root)
    soup, menus = soup_of(tree.root)
    body = compared(body_of(soup, title, furniture), tree.node, title)
    body = replace(body, cuts=(*banners, *body.cuts), menus=menus)
    if size(body.text) >= _SHOWN:
        return body
    return max(body, body_in(scripts, title), key=lambda each: size(each.text))
