"""News agencies: by name, in a dateline, in a credit."""

import pytest

from parsers.page.author.agencies import agencies_in, agency_of, distinct

BODY = "Ferries stayed moored on Monday.\n\nTalks go on.\n\nThe port is closed.\n\nNobody was hurt."


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("Reuters", "Reuters"),
        ("REUTERS", "REUTERS"),
        ("the associated press", "the associated press"),
        ("dpa/lno", "dpa"),
        ("dpa-AFX", "dpa"),
        ("AFP.", "AFP"),
        ("Agencia EFE", "Agencia EFE"),
        ("新华社", "新华社"),
        ("연합뉴스", "연합뉴스"),
        ("РИА Новости", "РИА Новости"),
        ("رويترز", "رويترز"),
        ("共同通信", "共同通信"),
    ],
)
def test_an_agency_is_known_by_the_name_it_gives_itself(name: str, agency: str) -> None:
    assert agency_of(name) == agency


@pytest.mark.parametrize(
    "name", ["Ansa Holm", "Petra", "Pa", "Uni", "Harbour Post", "dpa photographer of the year", ""]
)
def test_a_name_that_only_resembles_one_is_no_agency(name: str) -> None:
    assert agency_of(name) is None


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("PORT VELD (Reuters) - Ferries stayed moored.", ("Reuters",)),
        ("HAYWARD, Calif. (AP) — Ferries stayed moored.", ("AP",)),
        ("KYIV, Dec 24 (Reuters) - Ferries stayed moored.", ("Reuters",)),
        ("Berlin (dpa/lno) – Die Fähren bleiben im Hafen.", ("dpa",)),
        ("Hamburg (dpa) Die Fähren bleiben im Hafen.", ("dpa",)),
        ("(ANSA) - ROMA, 3 OTT - I traghetti restano in porto.", ("ANSA",)),
        ("МОСКВА, 3 окт — РИА Новости. Паромы стоят.", ("РИА Новости",)),
        ("新华社北京4月24日电 渡轮停航。", ("新华社",)),
        ("【新華社】渡輪停航。", ("新華社",)),
        ("GENEVA (Reuters, AFP) - Ferries stayed moored.", ("Reuters", "AFP")),
    ],
)
def test_a_dateline_credits_an_agency(line: str, agencies: tuple[str, ...]) -> None:
    assert agencies_in(f"{line}\n\n{BODY}") == agencies


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("Nobody was hurt, the port said. (AFP)", "AFP"),
        ("Nobody was hurt, the port said. PTI", "PTI"),
        ("© dpa", "dpa"),
        ("Quelle: dpa", "dpa"),
        ("Fuente: Europa Press", "Europa Press"),
        ("来源：新华社", "新华社"),
        ("Reuters", "Reuters"),
        ("The Associated Press contributed to this report.", "The Associated Press"),
    ],
)
def test_the_last_line_credits_an_agency(line: str, agency: str) -> None:
    assert agencies_in(f"{BODY}\n\n{line}") == (agency,)


@pytest.mark.parametrize(
    "line",
    [
        "The agency Agence France-Presse (AFP) has cut its prices for newspapers.",
        "Ferries stayed moored, Reuters reported on Monday.",
        "A statement that was seen by AFP did not say when they sail again.",
        "The new ferry terminal (APA architects) opens in May.",
        "",
    ],
)
def test_an_agency_that_the_text_speaks_of_is_not_credited(line: str) -> None:
    assert agencies_in(f"{line}\n\n{BODY}\n\n{line}") == ()


def test_a_credit_in_the_middle_of_a_long_text_does_not_count() -> None:
    assert agencies_in(f"{BODY}\n\nPORT VELD (AP) — A list follows.\n\n{BODY}") == ()


def test_an_agency_in_dateline_and_credit_is_named_once() -> None:
    assert agencies_in(f"BERLIN (dpa) - {BODY}\n\n(DPA)") == ("dpa",)
    assert distinct(["Reuters", "REUTERS", "AP"]) == ("Reuters", "AP")


def test_a_line_of_a_million_blanks_is_read_at_once() -> None:
    assert agencies_in("a" + " " * 1_000_000 + "(AP) —\n" + "b." + " " * 1_000_000 + "(AP)") == ("AP",)
