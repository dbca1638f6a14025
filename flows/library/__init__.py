"""Topics that ship: what a foreign, security, humanitarian or business desk would start from, one file a field.

A file has the sections `lists` and `topics` of a desk file. Lists are one namespace over all files.
"""

from flows.library.pasting import topic_text
from flows.library.reading import Library, LibraryTopic, library

__all__ = ["Library", "LibraryTopic", "library", "topic_text"]
