"""Bodies of pages that are written in a test."""

from parsers.page.body.full_body import full_body_of
from parsers.page.evidence import Body
from parsers.page.tree import plant

SENTENCE = "The harbour bridge was closed to all traffic on Thursday morning, the city said. "
URL = "https://www.harbour-post.example/local/bridge"


def read(markup: str, title: str = "", furniture: tuple[int, ...] = ()) -> Body:
    return full_body_of(plant(f"<html><body>{markup}</body></html>", URL), title, furniture)


def why(body: Body) -> dict[str, str]:
    return {cut.text.split(".")[0]: cut.why for cut in body.cuts}


def story(*words: str) -> str:
    return "".join(f"<p>{word} says it. {SENTENCE * 2}</p>" for word in words)


def firsts(body: Body) -> list[str]:
    return [paragraph.text.split()[0] for paragraph in body.paragraphs]
