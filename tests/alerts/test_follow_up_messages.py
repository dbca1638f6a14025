"""What a message says of a story beside the article: who else has it, and what became of it."""

from dataclasses import replace
from email.message import Message as Mail
from typing import Any

import pytest

from alerts.channels import send
from alerts.message import compose
from news import Attempt, Changed, FollowUp, Occasion, Outcome, Report
from tests.alerts.conftest import Mailbox
from tests.alerts.reports import REPORT, bodies

HURT = Changed("Police said 50 dockers were hurt.", "Police said 75 dockers were hurt.", (("50", "75"),))
LEAD = Changed("Dockers walked out at noon.", "Dockers walked out at dawn.")
STORY = replace(REPORT, story_id=34, copies=3, agencies=("AP", "Reuters"), first_outlet="Elbe Post")


def following(*occasions: Occasion, **values: Any) -> Report:
    follow_up = FollowUp(occasions, tuple(occasions), **{"outlets": 3} | values)
    return replace(STORY, matches=(), follow_up=follow_up)


CHANGED = following(Occasion.FIGURE, changes=(HURT,))


def test_an_alert_says_who_else_has_the_story_and_from_whom() -> None:
    assert compose(STORY).text == (
        "Dockers walk out in Hamburg\n"
        "Hafen-Kurier via kurier-feed · 2026-11-21 14:05 UTC · en · story 34\n"
        "\n"
        "Port strikes (strikes)\n"
        "- About 900 *dockers* began to *walk out* at noon in Hamburg.\n"
        "\n"
        "Hamburg (hamburg)\n"
        "- The mayor of *Hamburg* asked both sides to talk.\n"
        "\n"
        "Also in: 2 outlets (+ 3 copies): Elbe Post, Nordwelle\n"
        "Agencies: AP, Reuters · First seen at Elbe Post\n"
        "\n"
        "https://kurier.example.org/hafen/streik?page=1&part=2"
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"also_in": (), "copies": 0}, ""),
        ({"also_in": (), "copies": 1}, "Also in: 1 copy"),
        ({"also_in": ("Elbe Post",), "copies": 0}, "Also in: 1 outlet: Elbe Post"),
        ({"also_in": ("Elbe Post",), "copies": 1}, "Also in: 1 outlet (+ 1 copy): Elbe Post"),
        ({"also_in": ("A", "B"), "copies": 20}, "Also in: 2 outlets (+ 20 copies): A, B"),
        ({"also_in": (), "copies": 2, "copied_in": ("C", "D")}, "Also in: 2 copies: C, D"),
        ({"also_in": ("A",), "copies": 1, "copied_in": ("C",)}, "Also in: 1 outlet (+ 1 copy): A; copies in C"),
    ],
)
def test_outlets_and_copies_are_counted_apart(values: dict[str, Any], words: str) -> None:
    for body in bodies(compose(replace(STORY, **values))):
        lines = [line.removeprefix("<p>").removesuffix("</p>") for line in body.splitlines() if "Also in" in line]
        assert lines == [words] * bool(words)


@pytest.mark.parametrize(
    ("values", "words", "silent"),
    [
        ({"agencies": ("AP",), "first_outlet": ""}, "Agency: AP", "First seen"),
        ({"agencies": ()}, "First seen at Elbe Post", "Agenc"),
        ({"agencies": (), "first_outlet": REPORT.outlet}, "", "First seen"),
        ({"near": "Port strike looms", "near_id": 12}, "May belong to: Port strike looms (story 12)", "to story"),
        ({"near": "Port strike looms"}, "May belong to: Port strike looms", "(story"),
        ({"near_id": 12}, "May belong to story 12", "May belong to:"),
        ({}, "", "May belong"),
        ({"told_before": ("Rafah", "Aid")}, "Told before under: Rafah, Aid", "more"),
        ({}, "", "Told before"),
        ({"story_id": None}, "", "story"),
    ],
)
def test_what_is_known_of_the_story_is_said_in_every_form(values: dict[str, Any], words: str, silent: str) -> None:
    for body in bodies(compose(replace(STORY, **values))):
        said = body.replace("\\(", "(").replace("\\)", ")")
        assert words in said
        assert silent not in said


def test_a_changed_figure_reads_like_this_in_text() -> None:
    assert compose(CHANGED).text == (
        "Changed: 50 → 75\n"
        "- was: Police said *50* dockers were hurt.\n"
        "- now: Police said *75* dockers were hurt.\n"
        "\n"
        "Dockers walk out in Hamburg\n"
        "Hafen-Kurier via kurier-feed · 2026-11-21 14:05 UTC · en · story 34\n"
        "Told before under: Port strikes, Hamburg\n"
        "\n"
        "Also in: 2 outlets (+ 3 copies): Elbe Post, Nordwelle\n"
        "Agencies: AP, Reuters · First seen at Elbe Post\n"
        "\n"
        "https://kurier.example.org/hafen/streik?page=1&part=2"
    )


def test_a_changed_figure_reads_like_this_in_markdown() -> None:
    assert compose(CHANGED).markdown == (
        "**Changed**: 50 → 75\n"
        "\n"
        "- was: Police said **50** dockers were hurt.\n"
        "- now: Police said **75** dockers were hurt.\n"
        "\n"
        "**Dockers walk out in Hamburg**\n"
        "\n"
        "Hafen-Kurier via kurier-feed · 2026-11-21 14:05 UTC · en · story 34\n"
        "\n"
        "Told before under: Port strikes, Hamburg\n"
        "\n"
        "Also in: 2 outlets (+ 3 copies): Elbe Post, Nordwelle\n"
        "\n"
        "Agencies: AP, Reuters · First seen at Elbe Post\n"
        "\n"
        "[kurier.example.org](<https://kurier.example.org/hafen/streik?page=1&part=2>)"
    )


def test_a_changed_figure_reads_like_this_in_html() -> None:
    assert compose(CHANGED).html.startswith(
        '<p dir="ltr"><b>Changed</b>: 50 → 75</p>\n'
        "<ul>\n"
        "<li>was: Police said <mark>50</mark> dockers were hurt.</li>\n"
        "<li>now: Police said <mark>75</mark> dockers were hurt.</li>\n"
        "</ul>\n"
        '<h3 dir="ltr" lang="en">Dockers walk out in Hamburg</h3>\n'
    )


OWNS_UP = "Correction: An earlier version gave the wrong number."
TOLD = [
    (
        following(Occasion.CORRECTION, marker=OWNS_UP),
        "Correction",
        f"Corrected, in its own words\n- {OWNS_UP}\n\n",
        f"**Corrected, in its own words**\n\n- {OWNS_UP}\n\n",
        f'<p><b>Corrected, in its own words</b></p>\n<ul>\n<li dir="ltr" lang="en">{OWNS_UP}</li>\n</ul>\n',
    ),
    (
        following(Occasion.LEAD, changes=(LEAD,)),
        "Update",
        "Changed\n- was: Dockers walked out at *noon*.\n- now: Dockers walked out at *dawn*.\n\n"
        "The beginning was rewritten.\n\n",
        "**Changed**\n\n- was: Dockers walked out at **noon**.\n- now: Dockers walked out at **dawn**.\n\n"
        "The beginning was rewritten.\n\n",
        '<p dir="ltr"><b>Changed</b></p>\n<ul>\n<li>was: Dockers walked out at <mark>noon</mark>.</li>\n'
        "<li>now: Dockers walked out at <mark>dawn</mark>.</li>\n</ul>\n<p>The beginning was rewritten.</p>\n",
    ),
    (
        following(Occasion.OUTLETS, outlets=12),
        "Now in 12 outlets",
        "Now in 12 outlets.\n\n",
        "Now in 12 outlets.\n\n",
        "<p>Now in 12 outlets.</p>\n",
    ),
]


@pytest.mark.parametrize(
    ("report", "subject", "text", "markdown", "html"), TOLD, ids=[one[0].follow_up.occasions[0] for one in TOLD]
)
def test_each_occasion_is_told_before_the_headline(
    report: Report, subject: str, text: str, markdown: str, html: str
) -> None:
    message = compose(report)
    assert message.subject == f"{subject}: Port strikes, Hamburg: Dockers walk out in Hamburg"
    assert message.text.startswith(text + "Dockers walk out in Hamburg\n")
    assert message.markdown.startswith(markdown + "**Dockers walk out in Hamburg**\n")
    assert message.html.startswith(html + "<h3 ")


def test_several_occasions_are_one_update_under_the_gravest_name() -> None:
    report = following(*tuple(Occasion)[1:], changes=(HURT,), marker=OWNS_UP, outlets=10)
    message = compose(report)
    assert message.subject.startswith("Correction: ")
    places = [message.text.index(words) for words in ("Corrected,", "50 → 75", "rewritten. Now in 10 outlets.")]
    assert places == sorted(places)
    assert compose(following(Occasion.FIGURE, Occasion.OUTLETS, changes=(HURT,))).subject.startswith("Update: ")


def test_passages_that_are_only_before_or_only_after_are_called_so() -> None:
    changes = (Changed("", "The mayor spoke."), Changed("The police spoke.", ""), Changed("", " "))
    text = compose(following(Occasion.LEAD, changes=changes)).text
    assert text.startswith("Added\n- The mayor spoke.\n\nTaken out\n- The police spoke.\n\nThe beginning")


@pytest.mark.parametrize(
    ("before", "after", "was", "now"),
    [
        ("The port of Kiel is shut.", "The port of Kiel has been shut.", "Kiel *is* shut", "Kiel *has been* shut"),
        ("They walk out.", "They walked out.", "They *walk* out", "They *walked* out"),
        ("He spoke at noon today.", "He spoke today.", "spoke *at noon* today", "spoke today"),
        ("A b c", "X y z", "- was: A b c", "- now: X y z"),  # nothing is left to be marked among
    ],
)
def test_the_words_that_differ_are_marked(before: str, after: str, was: str, now: str) -> None:
    text = compose(following(Occasion.LEAD, changes=(Changed(before, after),))).text
    assert was in text
    assert now in text


def test_a_figure_is_not_marked_within_another() -> None:
    change = Changed("In 1950 it was 50.", "In 1950 it was 75.", (("50", "75"),))
    assert "In 1950 it was *50*." in compose(following(Occasion.FIGURE, changes=(change,))).text


ARABIC = Changed("أصيب 50 عاملا في الميناء", "أصيب 75 عاملا في الميناء", (("50", "75"),))
PERSIAN = Changed("۵۰ کارگر زخمی شدند", "۷۵ کارگر زخمی شدند", (("۵۰", "۷۵"),))
WORDS = Changed("نُقل خمسون عاملا", "نُقل سبعون عاملا", (("خمسون", "سبعون"),))


def test_the_words_of_a_correction_are_not_shown_again_as_what_was_added() -> None:
    words = "Correction: 75 dockers were hurt, not 50."
    follow = following(Occasion.CORRECTION, marker=words, changes=(HURT, Changed("", words), Changed("", "A new end.")))
    for body in bodies(compose(follow)):
        assert body.count("not 50") == 1
        assert "A new end" in body


def test_right_to_left_changes_are_read_from_before_to_after() -> None:
    message = compose(following(Occasion.FIGURE, changes=(ARABIC, PERSIAN, WORDS)))
    assert "Changed: 50 → 75\n- was: \u2067أصيب *50* عاملا في الميناء\u2069\n" in message.text
    assert "Changed: \u2067خمسون\u2069 → \u2067سبعون\u2069\n" in message.text
    assert "<li>now: \u2067<mark>۷۵</mark> کارگر زخمی شدند\u2069</li>" in message.html
    assert message.html.count('<p dir="ltr"><b>Changed</b>: ') == 3


def test_many_and_long_changes_are_cut_and_counted() -> None:
    long = "and so on for very long " * 40
    changes = tuple(Changed(f"{long}{n}.", f"{long}{n + 1}.", ((str(n), str(n + 1)),)) for n in range(12))
    message = compose(following(Occasion.FIGURE, changes=changes, marker=""))
    assert max(len(message.text), len(message.markdown)) <= 1_800
    assert "Changed: 0 → 1\n- was: … " in message.text
    assert "*0*" in message.text
    assert "\nand 8 more changes\n" in message.text
    assert "\nand 1 more change\n" in compose(following(Occasion.FIGURE, changes=(HURT,) * 6)).text


def test_a_follow_up_arrives_by_mail(mailbox: Mailbox) -> None:
    assert send(mailbox.url, compose(CHANGED), "delivery-7") == Attempt(Outcome.OK)
    (mail,) = mailbox.mails
    assert mail["Subject"] == "Update: Port strikes, Hamburg: Dockers walk out in Hamburg"
    assert "Changed: 50 → 75" in part(mail, "text/plain")
    assert "<mark>75</mark>" in part(mail, "text/html")


def part(mail: Mail, kind: str) -> str:
    (found,) = [one for one in mail.walk() if one.get_content_type() == kind]
    said = found.get_payload(decode=True)
    assert isinstance(said, bytes)
    return said.decode()
