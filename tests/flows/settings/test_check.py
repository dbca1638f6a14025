"""What `check` finds beyond the form of a desk file."""

import pytest

from flows.check import check_desk

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # Apprise's plugins

DESK = """\
contact: https://courier.example/newsdesk
schedules:
  wires: {every: 2m}
sources:
  - {name: Courier, url: https://courier.example/feed.xml}
lists:
  boats: [ferry, tug]
topics:
  ferries:
    query: "@boats AND harbour"
    should_match:
      - The ferry left the harbour.
      - {title: Tug in harbour, body: It was towed.}
    should_not_match:
      - The ferry left the bay.
channels:
  desk: {url: "json://localhost"}
routes:
  - {to: [desk]}
  - {to: [desk], topics: ["@health"]}
"""


@pytest.fixture
def check(desk_path):
    def check_text(text, environ=None):
        desk_path.write_text(text, encoding="utf-8")
        return check_desk(desk_path, environ or {})

    return check_text


def test_a_sound_desk_has_no_findings(check):
    findings = check(DESK)

    assert (findings.errors, findings.warnings) == ((), ())
    assert (findings.sources, findings.topics, findings.topics_tested, findings.examples_tested) == (1, 1, 1, 3)
    assert findings.channels_tested == 1


def test_an_example_that_is_missed_tells_what_was_found_of_the_query(check):
    findings = check(DESK.replace("left the harbour", "left the\u00a0quay, a long way from here, on Monday morning"))

    assert findings.errors == (
        "wirewatch.yaml:12:9: `ferries` must match “The ferry left the quay, a long way from here, on Monday mor…”, "
        "but finds no more than “ferry”. Cure: widen the query or a list it uses, or correct the example.",
    )


def test_an_example_without_any_word_of_the_query_says_so(check):
    findings = check(DESK.replace("{title: Tug in harbour, body: It was towed.}", "{title: Rain, body: All day.}"))

    [error] = findings.errors
    assert error.startswith("wirewatch.yaml:13:9: `ferries` must match “Rain”, but finds none of its words there.")


def test_an_example_that_fires_against_its_wish_tells_on_which_words(check):
    findings = check(DESK.replace("left the bay", "left Harbour Bay"))

    [error] = findings.errors
    assert error.startswith(
        "wirewatch.yaml:15:9: `ferries` must not match “The ferry left Harbour Bay.”, but finds “ferry”, “Harbour”."
    )


def test_an_example_is_read_in_its_own_language(check):
    french = DESK.replace('"@boats AND harbour"', "cheval OR @boats").replace(
        "The ferry left the harbour.", "Les chevaux"
    )

    assert len(check(french).errors) == 2  # read as English, and the ferry in the bay
    assert len(check(french.replace("- Les chevaux", "- {body: Les chevaux, language: fr}")).errors) == 1


def test_advice_about_a_query_is_a_warning_at_its_word(check):
    findings = check(DESK.replace('"@boats AND harbour"', "ferry and @boats"))

    [warning] = findings.warnings
    assert warning.startswith("wirewatch.yaml:10:18: ")
    assert warning.split("\n")[1:] == ["    ferry and @boats", "          ^"]


LEFT_OVER = {
    "topic `rain` has no route: it tells nobody": DESK.replace(
        "channels:", "  ‸rain: {query: rain, should_match: [Rain.]}\nchannels:"
    ).replace("{to: [desk]}", "{to: [desk], topics: [ferries]}"),
    "channel `spare` has no route: it hears nothing": DESK.replace(
        "routes:", "  ‸spare: {url: json://localhost}\nroutes:"
    ),
    "schedule `spare` has no source": DESK.replace("sources:", "  ‸spare: {every: 1h}\nsources:"),
    "list `spare` is used by no query": DESK.replace("topics:\n", "  ‸spare: [barge]\ntopics:\n"),
    "topic `rain` has no examples: nothing proves its query": DESK.replace(
        "channels:", "  ‸rain: {query: rain}\nchannels:"
    ),
    "when a source dies nobody is told": DESK.replace("routes:", "‸routes:").replace(
        '  - {to: [desk], topics: ["@health"]}\n', ""
    ),
    "`contact` is missing": "‸" + DESK.partition("\n")[2],
    "`contact` is still the example's": DESK.replace(
        "https://courier.example/newsdesk", "‸https://example.org/newsdesk"
    ),
}


@pytest.mark.parametrize("told", LEFT_OVER)
def test_what_nobody_uses_is_a_warning_at_its_key(told, check):
    before, _, after = LEFT_OVER[told].partition("‸")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1

    findings = check(before + after)

    assert findings.errors == ()
    [warning] = findings.warnings
    assert warning.startswith(f"wirewatch.yaml:{line}:{column}: {told}. Cure: ")


def test_a_desk_that_tells_nobody_anything_is_not_asked_for_health(check):
    told = check(DESK.partition("channels:")[0]).warnings

    assert [warning.partition("Cure")[0] for warning in told] == [
        "wirewatch.yaml:9:3: topic `ferries` has no route: it tells nobody. "
    ]


def test_a_list_that_only_another_list_uses_is_used(check):
    text = DESK.replace("boats: [ferry, tug]", "boats: [ferry, tug, '@ships']\n  ships: [frigate]")

    assert check(text).warnings == ()


def test_a_channel_that_no_service_knows_is_an_error(check):
    findings = check(DESK.replace("json://localhost", "jason://localhost"))

    [error] = findings.errors
    assert error.startswith("wirewatch.yaml:17:15: channel `desk`: ")
    assert "localhost" not in error


@pytest.mark.parametrize(("written", "meant"), [("http", "json"), ("https", "jsons")])
def test_a_web_address_as_channel_is_answered_with_the_plain_webhook(written, meant, check):
    [error] = check(DESK.replace("json://localhost", f"{written}://courier.example/hook")).errors

    assert f"Cure: for a plain webhook write {meant}:// in the place of {written}://." in error


PRIVATE = [
    "http://127.0.0.1:8000/rss",
    "http://localhost/rss",
    "http://10.1.2.3/",
    "http://[::1]/",
    "http://rssbridge/",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_warned_of_unless_it_is_allowed(address, check):
    text = DESK.replace("https://courier.example/feed.xml", f"'{address}'")

    [warning] = check(text).warnings

    assert warning.startswith("wirewatch.yaml:5:26: a run will refuse this as a private address. Cure: write `allow_pr")
    assert check(text.replace("{every: 2m}", "{every: 2m, allow_private: true}")).warnings == ()


@pytest.mark.parametrize("address", ["http://8.8.8.8/rss", "https://[2606:4700::1111]/", "https://a.example/?k=${KEY}"])
def test_a_public_address_is_not_warned_of(address, check):
    assert check(DESK.replace("https://courier.example/feed.xml", f"'{address}'"), {"KEY": "x"}).warnings == ()


def test_a_distance_without_its_slash_is_a_warning(check):
    [warning] = check(DESK.replace("@boats AND harbour", "@boats NEAR 8 (harbour OR bay)")).warnings

    assert "Cure: Did you mean NEAR/8?" in warning


def test_a_desk_that_cannot_be_read_has_only_its_problems(check):
    findings = check("sources: [\n")

    assert len(findings.errors) == 1
    assert findings.topics_tested == 0
