import pytest

from parsers.url_noise import can_be_noise, differing_parameter, key_without

STORY = "https://www.courier.example/news/harbour-bridge-closes-after-crack"
READ = "https://courier.example/read"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (READ + "?ed=north", READ + "?ed=south"), (READ + "?ed=north", READ), (READ, READ + "?ed=north"),
        (READ + "?id=7&ed=north", "http://m.courier.example/read/?utm_source=x&ed=south&id=7#top"),
        (READ + "?ed=north&ed=south", READ + "?ed=north"), (READ + "?ed", READ),
    ],
)  # fmt: skip
def test_addresses_may_differ_in_one_parameter(one: str, other: str) -> None:
    assert differing_parameter(one, other) == ("courier.example", "ed")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (READ, READ), (READ, READ + "?utm_source=x"), (READ + "?ed=north", "https://other.example/read?ed=south"),
        (READ + "?ed=north&x=1", READ + "?ed=south&x=2"), (READ + "?ed=north", READ + "/2?ed=south"),
        (READ + "?ed=north#!/1", READ + "?ed=south#!/2"), (READ + "?ed=north", READ + "?id=north"),
        ("mailto:a@courier.example", READ), ("", ""),
    ],
)  # fmt: skip
def test_what_differs_in_nothing_in_more_or_elsewhere_says_nothing(one: str, other: str) -> None:
    assert differing_parameter(one, other) is None
    assert not can_be_noise(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (STORY + "?k=12345", STORY + "?k=67890"), (STORY + "?k=12345", STORY), (STORY + "?id=5f1a2b3c4d", STORY),
        (READ + "?id=7&ed=north", READ + "?id=7&ed=south"), (READ + "?ed=north", READ),
        ("https://courier.example/news/20261234567?lang=en", "https://courier.example/news/20261234567?lang=de"),
    ],
)  # fmt: skip
def test_a_path_that_names_its_article_or_a_value_that_is_no_id_can_be_learned_from(one: str, other: str) -> None:
    assert can_be_noise(one, other)


@pytest.mark.parametrize(
    "values",
    [
        ("7", "8"), ("12345", "12346"), ("5f1a2b3c4d", "5f1a2b3c4e"), ("x1y2z3w4", "x1y2z3w5"),
        ("bridge-closes-today", "bridge-opens-today"), ("a" * 24, "b" * 24), ("2026-03-05T12", "north"),
    ],
)  # fmt: skip
def test_an_id_on_a_path_that_names_nothing_proves_nothing(values: tuple[str, str]) -> None:
    one, other = (f"{READ}?item={value}" for value in values)
    assert differing_parameter(one, other) == ("courier.example", "item")
    assert not can_be_noise(one, other)
    assert not can_be_noise(one, READ)  # that may show the latest report, whatever it is


def test_a_script_names_nothing_however_it_is_called() -> None:
    script = "https://courier.example/read-the-full-story.php"
    assert not can_be_noise(script + "?k=12345", script + "?k=12346")


def test_names_can_be_taken_out_of_a_key() -> None:
    assert key_without("courier.example/read?ed=north&id=7", frozenset({"ed"})) == "courier.example/read?id=7"
