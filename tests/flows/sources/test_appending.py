"""Sources appended to the text of a desk file. `‸` marks where they go, and is not in the file."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from flows.settings.document import parse_document, plain
from flows.sources.appending import Addition, append_sources, quoted
from news import SourceKind

ONE = Addition("Courier", "https://courier.example/feed.xml")
FULL = Addition("Relief: now", "https://relief.example/?a=1#b", SourceKind.SITEMAP, "ngos", ("Africa", "a, b", "no"))

BLOCKS = {
    "after the last one, before what follows": "x: y\nsources:\n  - name: A\n    url: b\n‸\n# next\nlists: {}\n",
    "after a comment on its line": "sources:\n  - name: A\n    url: b   # here\n‸# there\nlists: {}\n",
    "without indentation": "sources:\n- name: A\n  url: b\n‸lists: {}\n",
    "deeply indented": "sources:\n      - name: A\n        url: b\n‸lists: {}\n",
    "after one on one line": "sources:\n  - {name: A, url: b}  # x\n‸\n\nlists: {}\n",
    "after a list inside": "sources:\n  - name: A\n    tags:\n      - b\n      - c  # d\n‸\nlists: {}\n",
    "after a text of several lines": "sources:\n  - name: A\n    selector: >-\n      h2\n      a\n‸\n\n# x\n",
    "after an empty value": "sources:\n  - url: b\n    name:\n‸lists: {}\n",
    "at the end of the file": "sources:\n  - name: A\n    url: b\n‸",
    "below other scripts": "t: é😀\nsources:\n  - name: é😀  # 拉法\n    url: b  # رفح\n‸lists: {}\n",
    "where there is none yet": "sources:  # soon\n‸#  - name: A\nlists: {}\n",
}


@pytest.mark.parametrize("marked", BLOCKS.values(), ids=BLOCKS)
def test_new_sources_stand_behind_the_last_and_all_else_is_as_it_was(marked):
    before, _, after = marked.partition("‸")
    dash = " " * max((line.index("- ") for line in before.splitlines() if line.strip().startswith("- ") and
                      line.strip()[2:6] in ("name", "url:", "{nam")), default=2)  # fmt: skip

    grown = append_sources(before + after, [ONE])

    assert grown == f"{before}{dash}- name: Courier\n{dash}  url: https://courier.example/feed.xml\n{after}"


FLOWS = {
    "sources: [{name: A, url: b}‸]  # x\nlists: {}\n",
    "sources: [\n  {name: A, url: b}‸,  # x\n]\n",
    "sources: [\n  {name: A, url: b}‸\n  ]\n",
}


@pytest.mark.parametrize("marked", sorted(FLOWS))
def test_a_list_on_one_line_stays_on_one_line(marked):
    grown = append_sources(marked.replace("‸", ""), [ONE])

    assert grown == marked.replace("‸", ", {name: Courier, url: https://courier.example/feed.xml}")


def test_an_empty_list_is_filled():
    grown = append_sources("sources: []\n", [ONE])

    assert grown == "sources: [{name: Courier, url: https://courier.example/feed.xml}]\n"


@pytest.mark.parametrize("nothing", ["~", "null"])
def test_a_word_for_nothing_makes_room(nothing):
    grown = append_sources(f"sources: {nothing}\nlists: {{}}\n", [ONE])

    assert [source["name"] for source in yaml.safe_load(grown)["sources"]] == ["Courier"]
    assert grown.endswith("\nlists: {}\n")


def test_a_missing_section_is_begun():
    grown = append_sources("lists: {}  # x", [ONE])

    assert grown == "lists: {}  # x\nsources:\n  - name: Courier\n    url: https://courier.example/feed.xml\n"


def test_a_file_with_the_line_ends_of_windows_keeps_them():
    grown = append_sources("sources:\r\n  - name: A\r\n    url: b\r\nlists: {}\r\n", [ONE])

    assert grown.count("\r\n") == grown.count("\n") == 6


def test_a_last_line_without_an_end_gets_one():
    grown = append_sources("sources:\n  - {name: A, url: b}", [ONE])

    assert grown.splitlines()[:3] == ["sources:", "  - {name: A, url: b}", "  - name: Courier"]


@pytest.mark.parametrize("text", ["sources:\n- {name: A, url: b}\n", "sources: [{name: A, url: b}]\n"])
def test_all_that_a_source_has_is_written(text):
    [_, found] = yaml.safe_load(append_sources(text, [FULL]))["sources"]

    assert found == {
        "name": "Relief: now",
        "url": "https://relief.example/?a=1#b",
        "kind": "sitemap",
        "schedule": "ngos",
        "tags": ["Africa", "a, b", "no"],
    }


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1))
def test_any_text_is_read_back_as_it_was(text):
    grown = append_sources("sources: []\n", [Addition(text, "https://a.example/", tags=(text,))])

    document = parse_document(grown)
    assert document.problems == ()
    assert plain(document.root)["sources"] == [{"name": text, "url": "https://a.example/", "tags": [text]}]
    assert yaml.safe_load(f"a: {quoted(text)}") == {"a": text}
