import asyncio
import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from flows.house import House, open_house
from flows.push import household as household_of
from flows.push.household import Household
from news import Article, DeskError

pytestmark = pytest.mark.anyio
DESK = """\
database: sqlite:///desk.db
contact: https://example.org/
schedules: {all: {every: 5m}}
sources: [%s]
topics: {ferry: {title: Ferries, query: ferry}}
channels: {chat: {url: "json://127.0.0.1:1/"}}
routes: [{topics: [ferry], to: [chat], when: immediately}]
"""
A = '{name: a, url: "https://a.example/feed", schedule: all}'
B = '{name: b, url: "https://b.example/feed", schedule: all}'


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "wirewatch.yaml"
    path.write_text(DESK % A)
    return path


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[House]:
    """The houses that were closed."""
    closed: list[House] = []

    @asynccontextmanager
    async def watched(path: Path, former: House | None = None) -> AsyncIterator[House]:
        async with open_house(path, former) as house:
            yield house
        closed.append(house)

    monkeypatch.setattr(household_of, "open_house", watched)
    return closed


def edit(path: Path, text: str) -> None:
    """As editors do: another file under the same name."""
    draft = path.with_suffix(".new")
    draft.write_text(text)
    os.replace(draft, path)


async def test_a_house_is_kept_while_its_desk_file_stays(path: Path) -> None:
    household = Household(path)
    async with household() as one, household() as other:
        assert one is other
    async with household() as later:
        assert later is one
    await household.close()


async def test_a_source_that_is_added_to_the_desk_file_is_known_at_once(path: Path) -> None:
    household = Household(path)
    async with household() as before:
        assert set(before.sources) == {"a"}
    edit(path, DESK % f"{A}, {B}")
    async with household() as after:
        assert set(after.sources) == {"a", "b"}
    await household.close()


async def test_a_topic_that_is_edited_is_matched_so_at_once(path: Path) -> None:
    household = Household(path)
    async with household() as before:
        assert fired(before, "A ferry, a tug and a dinghy") == ["ferry"]
        boats = "lists: {boats: [tug]}\n" + (DESK % A).replace("query: ferry", "query: '@boats AND dinghy'")
        edit(path, boats)
        async with household() as after:
            assert fired(after, "A ferry") == []
            assert fired(after, "A tug and a dinghy") == ["ferry"]
            edit(path, boats.replace("[tug]", "[scow]").replace("topics: {", "topics: {rain: {query: rain}, "))
        async with household() as later:
            assert fired(later, "A tug and a dinghy") == []
            assert fired(later, "A scow and a dinghy in the rain") == ["rain", "ferry"]
    await household.close()


def fired(house: House, title: str) -> list[str]:
    return [match.topic for match in house.matcher.matches(Article("https://a.example/1", title, ""), "a")]


async def test_what_is_loaded_is_not_looked_through_for_garbage_again(path: Path) -> None:
    household = Household(path)
    async with household() as house:
        looked_at = {id(one) for one in gc.get_objects()}
        assert id(house.matcher.__dict__) not in looked_at
        assert id(house) in looked_at  # made after that
    await household.close()


async def test_an_old_house_stands_until_its_last_guest_left(path: Path, closed: list[House]) -> None:
    household = Household(path)
    async with household() as old:
        edit(path, DESK % B)
        async with household() as new:
            assert new is not old
        assert closed == []
    assert closed == [old]
    await household.close()
    assert closed == [old, new]


async def test_mistakes_in_the_desk_file_leave_the_house_as_it_was(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    household = Household(path)
    async with household() as before:
        pass
    edit(path, "sources: [")
    async with household() as after:
        assert after is before
    async with household():
        pass
    assert len(caplog.records) == 1  # told once
    edit(path, DESK % B)
    async with household() as mended:
        assert set(mended.sources) == {"b"}
    await household.close()


async def test_a_desk_file_that_never_was_right_is_an_error(path: Path) -> None:
    edit(path, "sources: [")
    with pytest.raises(DeskError):
        await asyncio.wait_for(Household(path)().__aenter__(), 10)
