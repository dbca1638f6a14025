"""The library as a whole: is every file sound, every list used, and does every topic keep to its own field?"""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import yaml

from alerts.query import Document, lint_query, parse_query
from flows.library import library, topic_text
from flows.library.reading import documents
from flows.settings.load import read_text
from flows.settings.shipped import lists_used

TOPICS = {one.topic.name: one for one in library().topics}
EXAMPLES = [example for one in library().topics for example in one.examples]
NEUTRAL = yaml.safe_load(Path(__file__).with_name("neutral.yaml").read_text(encoding="utf-8"))
DESK = """\
contact: https://desk.example/
schedules: {wires: {every: 2m}}
sources: [{name: Courier, url: "https://courier.example/feed"}]
"""


def test_every_file_is_sound_and_no_name_stands_twice():
    assert [problem for document in documents().values() for problem in document.problems] == []
    for section in ("lists", "topics"):
        names = Counter(key.value for document in documents().values() for key, _ in document.pairs(section))
        assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_has_a_name_a_title_a_description_and_examples_of_both_kinds(name):
    one = TOPICS[name]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert one.topic.title != name
    assert len(one.description) > 60
    assert min(Counter(example.wanted for example in one.examples)[kind] for kind in (True, False)) >= 5


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda example: f"{example.topic}: {example.title or example.body}"[:60]
)
def test_an_example_goes_the_way_it_says(search, example):
    spans = search(example.topic, example.body, example.title, example.language)

    assert (spans is not None) is example.wanted


@pytest.mark.parametrize("name", TOPICS)
def test_no_topic_fires_outside_its_field(search, name):
    fired = [
        one["text"] for one in NEUTRAL if search(name, one["text"], language=one.get("language", "en")) is not None
    ]

    assert fired == []


@pytest.mark.parametrize("name", TOPICS)
def test_the_linter_has_no_advice_on_a_topic(name):
    assert lint_query(TOPICS[name].topic.query) == ()


def test_every_list_is_used():
    used = {name for one in library().topics for name in lists_used(one.topic.query, library().lists)}

    assert set(library().lists) - used == set()


@pytest.mark.parametrize("name", library().lists)
def test_every_entry_of_a_list_finds_itself(name):
    entries = [entry for entry in library().lists[name] if not entry.startswith("@")]
    text = {entry: entry.lstrip("=").strip('"').replace("*", "") for entry in entries}
    deaf = [
        entry
        for entry in entries
        if parse_query(f"@{name}", {name: (entry,)}).search(Document(body=text[entry])) is None
    ]

    assert deaf == []


@pytest.mark.parametrize("name", library().lists)
def test_no_entry_stands_twice_in_a_list(name):
    assert [entry for entry, times in Counter(library().lists[name]).items() if times > 1] == []


def _as_text(entry):
    return Document(body=entry.lstrip("=").strip('"').replace("*", ""))


@pytest.mark.parametrize("name", library().lists)
def test_no_entry_mixes_letters_of_two_scripts_in_one_word(name):
    mixed = [word for entry in library().lists[name] for word in re.findall(r"\w+", entry) if len(_scripts(word)) > 1]

    assert mixed == []


def _scripts(text):
    """Name the scripts of a text's letters; Japanese counts as one."""
    names = {unicodedata.name(letter).split()[0] for letter in text if letter.isalpha()}
    return {"CJK" if name in ("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA") else name for name in names}


@pytest.mark.parametrize("name", TOPICS)
def test_what_is_pasted_into_a_desk_file_is_the_same_topic(name, tmp_path):
    reading = read_text(tmp_path / "wirewatch.yaml", DESK + topic_text(name), {})

    assert [problem.fault for problem in reading.problems] == []
    assert [topic.query for topic in reading.desk.topics] == [TOPICS[name].topic.query]
    assert reading.desk.examples == TOPICS[name].examples
    assert all(
        reading.desk.lists[used] == library().lists[used]
        for used in lists_used(TOPICS[name].topic.query, library().lists)
    )


def test_a_pasted_topic_brings_its_comment_and_only_the_lists_it_needs():
    text = topic_text("rafah")

    assert text.startswith("lists:\n")
    assert "    # The town and the crossing, in any connection." in text
    assert set(yaml.safe_load(text)["lists"]) == {"rafah", "rafah-lookalikes"}


def test_a_topic_that_is_not_there_is_no_text():
    with pytest.raises(KeyError, match="weather"):
        topic_text("weather")


@pytest.mark.parametrize(
    "name",
    ["rafah", "gaza", "west-bank", "ukraine", "sudan", "red-sea", "taiwan", "north-korea", "nuclear-states", "nato"],
)
def test_a_place_is_known_in_the_scripts_of_the_world(name):
    scripts = {script for entry in library().lists[name] for script in _scripts(entry)}

    assert scripts >= {"LATIN", "ARABIC", "CYRILLIC", "CJK", "HEBREW"}
