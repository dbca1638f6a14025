"""`topics library`: what ships, and how to take it up."""

import re
from collections.abc import Iterator

from flows.library import library, topic_text
from flows.library.reading import LibraryTopic
from flows.settings.problem import suggest
from news import WirewatchError


def library_lines(name: str | None) -> Iterator[str]:
    """All topics by field; of one, what can be pasted into a desk file. Raises WirewatchError: there is none."""
    topics = {one.topic.name: one for one in library().topics}
    if name is None:
        yield from _by_field(list(topics.values()))
    elif name in topics:
        yield from _to_paste(name)
    else:
        cure = suggest(name, topics, "`wirewatch topics library` lists them:")
        raise WirewatchError(f"The library has no topic `{name}`. Cure: {cure}")


def _to_paste(name: str) -> Iterator[str]:
    """Under a name of its own: the desk may have the shipped one as well."""
    own = f"my-{name}"
    text = re.sub(rf"^  {re.escape(name)}:", f"  {own}:", topic_text(name), flags=re.MULTILINE)
    yield "# To be put into the desk file. A key stands there once: where it has `lists:` or `topics:` already, put"
    yield "# the rest under these. Lists that you do not change can be left out: the shipped ones are at hand. A list"
    yield f"# that you do change counts in the library's topics, too. `{own}` may have another name."
    yield text


def _by_field(topics: list[LibraryTopic]) -> Iterator[str]:
    width = max(len(one.topic.name) for one in topics)
    field = ""
    for one in topics:
        if one.field != field:
            field = one.field
            yield f"\n{field}"
        yield f"  {one.topic.name:{width}}  {one.topic.title}"
    yield "\nIn the desk file:  library: [rafah, arms-sales]"
    yield "To see one, or to paste and change it:  wirewatch topics library arms-sales"
