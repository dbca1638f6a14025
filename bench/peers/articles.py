"""Article extractors of others, called as the extraction kit calls ours. Run by an interpreter that has them.

Each gets the page alone, no network and no clock, and all the metadata that it can give.
"""

# mypy: disable-error-code="import-not-found,import-untyped"

import html as entities
import re
from functools import partial
from typing import Any


def _trafilatura(page: bytes, url: str, **mode: bool) -> dict[str, Any] | None:
    from trafilatura import bare_extraction

    found = bare_extraction(page, url=url or None, with_metadata=True, include_comments=False, **mode)
    if found is None:
        return None
    document = found.as_dict()
    authors = [name.strip() for name in (document["author"] or "").split(";") if name.strip()]
    image = [document["image"]] if document["image"] else []
    names = {"title": document["title"], "published": document["date"], "text": document["text"]}
    return names | {"authors": authors, "images": image}


trafilatura = partial(_trafilatura)
trafilatura_fast = partial(_trafilatura, fast=True)
trafilatura_precision = partial(_trafilatura, favor_precision=True)


def newspaper4k(page: bytes, url: str) -> dict[str, Any]:
    """Its own decoding has the bytes in sight only when it fetches; UTF-8 is what it takes a text to be."""
    import newspaper

    article = newspaper.Article(url or "https://example.org/a", fetch_images=False)
    article.download(input_html=page.decode("utf-8", "replace"))
    article.parse()
    image = [article.top_image] if article.top_image else []
    names = {"title": article.title, "published": article.publish_date, "text": article.text}
    return names | {"authors": article.authors, "images": image}


def readability(page: bytes, url: str) -> dict[str, Any]:
    from readability import Document

    document = Document(page, url=url or None)
    lines = re.sub(r"<(?:br|/?(?:p|div|li|ul|ol|h\d|blockquote|tr|table))\b[^>]*>", "\n", document.summary(True))
    return {"title": document.short_title(), "text": entities.unescape(re.sub(r"<[^>]+>", "", lines))}
