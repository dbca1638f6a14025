"""An article as queries see it."""

from urllib.parse import urlsplit

from alerts.query import Document
from news import Article


def document_of(article: Article, source: str) -> Document:
    """`source:` looks in the source's name, the outlet's and the host's."""
    return Document(
        title=article.title,
        body=article.text,
        author=", ".join(article.authors),
        source=f"{source} {article.outlet or ''} {urlsplit(article.url).hostname or ''}",
        section=article.section or "",
        url=article.url,
        lang=article.language or "",
    )
