"""A reading as JSON."""

import json
import re
from datetime import datetime
from typing import Any

from flows.parse.values import SHOWN, is_day, offset_of, outcome_of, value_of
from news import Article
from parsers import Reading

_UNPRINTABLE = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")  # what JSON leaves as it is


def reading_json(reading: Reading, *, explain: bool = False) -> str:
    """Fields by the names that Article has for them, times in ISO 8601 UTC; safe to print."""
    said: dict[str, Any] = {
        "url": reading.outcome.url,
        "outcome": outcome_of(reading),
        "is_article": isinstance(reading.outcome, Article),
        "sign": reading.sign,
        **{name: value_of(reading, name) for name in SHOWN},
        "published_precision": "day" if is_day(reading) else "instant",
        "utc_offset": offset_of(reading) or None,
        "paragraphs": [{"part": each.part.value, "text": each.text} for each in reading.body.paragraphs],
        "captions": reading.body.captions,
    }
    if explain:
        said |= _evidence(reading)
    text = json.dumps(said, default=_plain, indent=2, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _evidence(reading: Reading) -> dict[str, Any]:
    return {
        "rule": reading.rule,
        "fields": {
            name: {"value": found.value, "where": found.where, "others": found.others}
            for name, found in reading.fields.items()
        },
        "body_from": reading.body.where,
        "cuts": [{"text": cut.text, "why": cut.why} for cut in (*reading.body.cuts, *reading.body.menus)],
    }


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
