"""One name for one agency."""

from news import agencies_once


def test_an_agency_that_outlets_credit_by_several_names_is_named_once() -> None:
    assert agencies_once(["Associated Press", "AP", "The Associated Press", "Reuters"]) == ("AP", "Reuters")
    assert agencies_once(["AFP", "Agence France-Presse", "dpa", "DPA"]) == ("AFP", "dpa")


def test_an_agency_that_nobody_knows_keeps_its_name_as_printed() -> None:
    assert agencies_once(["Harbour News Service"]) == ("Harbour News Service",)
