"""The sources of a desk as OPML."""

from collections.abc import Sequence
from pathlib import Path

from news import Source, WirewatchError
from parsers.opml import Outline, write_opml


def opml_of(sources: Sequence[Source]) -> str:
    """Each source with its tags. The sources come from a desk whose secrets were not filled in: none goes out."""
    return write_opml([Outline(source.name, source.url, None, source.tags) for source in sources], "wirewatch")


def write(file: Path, opml: str) -> None:
    """Raises WirewatchError: the file cannot be written."""
    try:
        file.write_text(opml, encoding="utf-8")
    except OSError as error:
        raise WirewatchError(f"{file} cannot be written ({error.strerror}). Cure: choose another place.") from error
