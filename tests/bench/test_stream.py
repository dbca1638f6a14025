from datetime import UTC, datetime
from typing import Any

import pytest

from bench.adapters import copy_verdict
from bench.stream import date_of, group, text_of

QUAKE = """\
A strong earthquake shook the coast of Ardenia before dawn on Tuesday, and the old lighthouse of Vellmark fell into
the sea. The civil guard said that eleven people were taken to the hospital of Sankt Orvil, none of them badly hurt.
Mayor Tilda Brannock asked everybody to stay away from the harbour until engineers have looked at its walls. Trains
between Vellmark and Corvane stand still. The tremor, of magnitude 6.1, was felt in Corvane, where shelves were
emptied in the shops of the old town, and as far inland as the lakes. Fishermen who were at sea saw the light go
out. It had burned since 1874, and the town had just paid for a new lamp. The geological office in Corvane expects
weaker shocks for some days, and says that no wave is to be feared. Schools stay closed, and the market of Wednesday
is held in the fields behind the mill."""
OTHER_WORDS = """\
The lighthouse at Vellmark is gone. It fell when an earthquake of magnitude 6.1 struck Ardenia early on Tuesday;
eleven people are being treated in Sankt Orvil. Tilda Brannock, the mayor of Vellmark, has closed the harbour. No
trains run to Corvane, where the shock broke windows in the old town, the civil guard said."""
BUDGET = """\
Parliament in Hollenfeld passed the budget late on Thursday after a night of talks. Fees for fishing boats go up by
a tenth, and the tax on beer stays what it was. The opposition, led by Arn Dusselby, voted against it and left the
chamber. The finance minister, Petra Lowenthal, called it the best that could be had with what the country earns
from its forests."""


def document(name: str, title: str, text: str, date: str | None = None, domain: str = "") -> dict[str, Any]:
    return {"id": name, "url": "", "domain": domain, "title": title, "text": text, "date": date}


@pytest.mark.parametrize(
    ("stated", "at"),
    [
        ("2026-02-03", datetime(2026, 2, 3, tzinfo=UTC)),
        ("2026-02-03T10:20:30", datetime(2026, 2, 3, 10, 20, 30, tzinfo=UTC)),
        ("2026-02-03T10:20:30+02:00", datetime.fromisoformat("2026-02-03T10:20:30+02:00")),
        ("", None),
        (None, None),
        ("9/5/18", None),
    ],
)
def test_a_day_counts_from_its_midnight_and_what_is_no_date_is_none(stated: str | None, at: datetime | None) -> None:
    assert date_of(stated) == at


def test_a_document_is_compared_by_its_words_date_and_site() -> None:
    text = text_of(document("a", "Quake", QUAKE, "2026-02-03", "quay.example"))
    assert (text.title, text.text, text.site) == ("Quake", QUAKE, "quay.example")
    assert text.at == datetime(2026, 2, 3, tzinfo=UTC)
    assert text_of({"id": "b", "title": None, "text": None, "domain": None}).text == ""


def test_a_verdict_is_a_word() -> None:
    one = document("a", "Earthquake fells lighthouse of Vellmark", QUAKE)
    assert copy_verdict(one, document("b", "Lighthouse falls", f"VELLMARK (Quay) - {QUAKE}")) == "copy"
    changed = QUAKE.replace("eleven people", "fourteen people")
    assert copy_verdict(one, document("c", "Earthquake fells lighthouse of Vellmark", changed)) == "revision"
    assert copy_verdict(one, document("d", "Budget passed", BUDGET)) == "different"


STREAM = (
    document("a", "Earthquake fells lighthouse of Vellmark", QUAKE, "2026-02-03", "quay.example"),
    document("b", "Budget passed in Hollenfeld", BUDGET, "2026-02-03", "quay.example"),
    document("c", "Lighthouse of Vellmark falls in earthquake", QUAKE, "2026-02-04", "post.example"),
    document("d", "Vellmark loses its lighthouse in an earthquake", OTHER_WORDS, "2026-02-04", "echo.example"),
)


def test_copies_and_reports_of_an_event_are_one_story() -> None:
    quake, budget, copy, report = group(STREAM)
    assert quake == copy == report
    assert budget != quake


def test_the_same_stream_gives_the_same_stories() -> None:
    assert group(STREAM) == group(STREAM)


def test_documents_without_date_or_site_are_grouped_too() -> None:
    quake, budget, copy, _ = group([{"id": one["id"], "title": one["title"], "text": one["text"]} for one in STREAM])
    assert quake == copy
    assert budget != quake


def test_a_stream_of_nothing_has_no_stories() -> None:
    assert group([]) == []
