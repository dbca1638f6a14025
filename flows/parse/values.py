"""The fields of a reading, whether it came to an article or not."""

from datetime import datetime, timedelta

from news import Article, Precision
from parsers import Reading

# As Article names them -> as they are shown.
SHOWN = {
    "title": "title",
    "authors": "authors",
    "agencies": "agencies",
    "published_at": "published",
    "modified_at": "modified",
    "language": "language",
    "section": "section",
    "outlet": "outlet",
    "canonical_url": "canonical",
    "amp_url": "AMP",
    "lead_image": "lead image",
}


def value_of(reading: Reading, name: str) -> object:
    """A field of the article; of a refused page, what was found before it was refused."""
    if isinstance(reading.outcome, Article):
        return getattr(reading.outcome, name)
    found = reading.fields.get(name)
    return found.value if found else None


def outcome_of(reading: Reading) -> str:
    """In a word: "article", "live blog", "consent wall"."""
    outcome = reading.outcome
    return outcome.kind.value if isinstance(outcome, Article) else outcome.reason.value


def offset_of(reading: Reading) -> str:
    """That of the page's own clock, as "+02:00"; "" when it does not say."""
    outcome = reading.outcome
    return as_offset(outcome.utc_offset) if isinstance(outcome, Article) and outcome.utc_offset is not None else ""


def as_offset(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def is_day(reading: Reading) -> bool:
    """Only the day of publication is known."""
    return isinstance(reading.outcome, Article) and reading.outcome.published_precision is Precision.DAY


def moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
