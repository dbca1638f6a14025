"""Everything that can go wrong, in one tree."""

from collections.abc import Sequence
from datetime import timedelta


class WirewatchError(Exception):
    """Root of the tree. The text is for a person: what happened and what to do."""

    def __reduce__(self) -> tuple[object, ...]:
        """Carry text and attributes to another process as they are, whatever the constructor asks for."""
        return _unmade, (type(self), self.args), self.__dict__


def _unmade(kind: type[WirewatchError], args: tuple[object, ...]) -> WirewatchError:
    return kind.__new__(kind, *args)


class FetchError(WirewatchError):
    """An address could not be read.

    `reason` is one word for counting ("timeout", "http 404", "too large", "private address", "robots").
    `retry` tells whether the same request may succeed later; `retry_after` is the server's own wish.
    """

    def __init__(
        self, reason: str, url: str, detail: str = "", *, retry: bool, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(f"{reason}: {url}{detail and f' ({detail})'}")
        self.reason, self.url, self.detail = reason, url, detail
        self.retry, self.retry_after = retry, retry_after


class FeedError(WirewatchError):
    """A document is no feed, sitemap or listing. `reason` is one word for counting."""

    def __init__(self, reason: str, url: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {url}{detail and f' ({detail})'}")
        self.reason, self.url, self.detail = reason, url, detail


class ParsingError(WirewatchError):
    """A document that could not be read within bounds. `reason` is one word for counting.

    "took too long", "took too much memory" or "crashed"; `detail` says more, for a person.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"parsing {reason}{detail and f' ({detail})'}")
        self.reason, self.detail = reason, detail


class QueryError(WirewatchError):
    """A query that the language refuses.

    `code` is one of a closed list, `position` the code point where the offending thing starts,
    `hint` says how to mend it.
    """

    def __init__(self, code: str, position: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.position, self.message, self.hint = code, position, message, hint


class DeskError(WirewatchError):
    """A desk file that cannot be used. Each problem names file, line, column and cure."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class StorageError(WirewatchError):
    """The database cannot be used as it is."""
