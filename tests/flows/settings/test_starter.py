"""The starter desk: does it load, do its topics know the news, and is what lies beside it in step with the code?"""

import json

import jsonschema
import pytest
import yaml

from alerts.query import Document, parse_query
from flows.check import check_desk
from flows.settings import desk_schema, load_desk
from flows.settings.schema import schema_text
from flows.starter import SCHEMA_FILE, STARTER_FILE, write_starter
from news import DeskError

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # Apprise's plugins

ROOT = STARTER_FILE.parents[2]
SECRETS = {
    "DESK_MAIL": "mailtos://desk:pw@mail.example.org?to=desk@example.org",
    "DESK_CHAT": "json://chat.example.org",
}

ARMS_SALES = [
    "The committee asked London to stop selling weapons to the generals.",
    "Islamabad orders 180 military trucks in Texas.",
    "Berlin has halted arms exports to Riyadh, a spokeswoman said.",
    "US approves $300 million arms sale to Taiwan",
    "The State Department approved a possible foreign military sale to Poland of HIMARS launchers worth $10 billion.",
    "Poland buys 32 F-35s from the United States, its defence ministry said.",
    "France will deliver 80 Rafale fighters to the Emirates; the contract was signed before the defence minister.",
    "Seoul is to sell Warsaw 180 K2 battle tanks, the government in Seoul announced on Monday.",
    "The Netherlands suspended export licences for F-35 parts bound for Israel after a court ruling against the state.",
    "Parliament in Rome asked the government why small arms and ammunition were shipped: the exports break a law.",
    "Turkey's Baykar has sold armed drones to Morocco's air force.",
    "Greece has ordered three frigates from a French yard, the navy in Athens confirmed.",
    "Lawmakers want to block the transfer of 2,000-pound bombs to Israel.",
    "London lifted its arms embargo on the island after two decades.",
    "Ukraine is to receive Patriot air defence systems that Germany buys from Raytheon, the government said.",
    "Sweden sells Gripen jets to Thailand, whose air force has waited for years.",
    "The Pentagon notified Congress of the sale of 40 Apache helicopters.",
    "Norwegian government approves sale of two submarines built in Kiel.",
    "Artillery shells for Kyiv: Prague's ministry of defence says deliveries of ammunition will double.",
    "Weapons deliveries through the port were stopped after dockers refused to load them.",
    "China, the country's main weapons supplier, handed over the last of eight submarines.",
    "Serbia exported ammunition worth 800 million euros, according to the trade ministry.",
]
NOT_ARMS_SALES = [
    "The chip designer's owner called off the Arm sale after American regulators objected.",
    "The dairy group's export arm exports cheese to Japan; a sales arm in Berlin sells it.",
    "The car maker sold 410,000 vehicles in the quarter; sales of its new van begin in May.",
    "Clearance sale: every coat must go, says the department store, and the navy blue ones first.",
    "The gun shop on Mill Street has sold rifles since 1921; on Saturday it holds a sale of hunting gear.",
    "The Drovers Arms, a block of 40 flats, was put up for sale; the council has not decided.",
    "She lifted the cup with both arms after the sale of tickets broke a record.",
    "The video game sold two million copies; players fly fighter jets for the air force of an invented country.",
    "Investors were selling shares after a missile hit a tanker, and the government called for calm.",
    "The army band sells its records for charity.",
    "A fish tank sale and a think tank: two things the minister opened on Friday.",
    "The government will sell its stake in the airline, the ministry said.",
    "A Corvette from 1963 was sold at auction to a former navy pilot.",
    "Fighter jets flew over the parade while vendors were selling ice cream, watched by the army's chief.",
    "The goalkeeper's arms deal with every shot, her coach said.",
    "The bookshop's summer sale begins in the old artillery barracks, the town's government said.",
    "The drone maker's consumer sales fell; its camera drones sell below cost.",
    "The museum bought a steam locomotive; the submarine next door stays closed, the ministry of culture said.",
]


@pytest.fixture(scope="module")
def desk():
    return load_desk(STARTER_FILE, SECRETS)


@pytest.fixture(scope="module")
def fires(desk):
    queries = {topic.name: parse_query(topic.query, desk.lists) for topic in desk.topics}

    def fire(topic, text, title="", language="en"):
        return queries[topic].search(Document(title=title, body=text, lang=language)) is not None

    return fire


def test_the_starter_loads_and_its_own_examples_pass(tmp_path):
    write_starter(tmp_path)

    findings = check_desk(tmp_path / "wirewatch.yaml", SECRETS)

    assert findings.errors == ()
    assert [warning.partition("Cure")[0].partition(": ")[2] for warning in findings.warnings] == [
        "`contact` is still the example's. "
    ]
    assert (findings.topics, findings.topics_tested, findings.channels_tested) == (3, 3, 2)


def test_without_secrets_the_starter_can_be_checked_but_not_run(tmp_path):
    write_starter(tmp_path)

    assert check_desk(tmp_path / "wirewatch.yaml", {}).errors == ()
    with pytest.raises(DeskError) as caught:
        load_desk(tmp_path / "wirewatch.yaml", {})
    assert [problem.split("`")[1] for problem in caught.value.problems] == ["DESK_MAIL", "DESK_CHAT"]


@pytest.mark.parametrize("text", ARMS_SALES)
def test_reports_on_the_arms_trade_fire(fires, text):
    assert fires("arms-sales", text)
    assert fires("arms-sales", "", title=text)


@pytest.mark.parametrize("text", NOT_ARMS_SALES)
def test_reports_on_other_sales_and_other_arms_stay_silent(fires, text):
    assert not fires("arms-sales", text)
    assert not fires("arms-sales", "", title=text)


@pytest.mark.parametrize(
    "text",
    [
        "WASHINGTON — The White House is weighing selling Israel up to 50 new F-15 fighter jets.",
        "The sale was informally notified to two committees of Congress.",
        "Washington has long been the country's biggest arms supplier.",
    ],
)
def test_a_sale_is_known_by_each_of_its_usual_phrases(fires, text):
    assert fires("arms-sales", text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Tents in RAFAH were flooded overnight.", "en"),
        ("وصلت الشاحنات إلى معبر رفح صباح اليوم.", "ar"),
        ("قال مسؤول إن المعبر برفح مغلق.", "ar"),
        ("הכוחות נסוגו מרפיח בלילה", "he"),
        ("Пункт пропуска Рафах закрыт второй день", "ru"),
        ("援助车队抵达拉法口岸", "zh"),
    ],
)
def test_rafah_is_known_in_five_scripts(fires, text, language):
    assert fires("rafah", text, language=language)


@pytest.mark.parametrize(("text", "language"), [("Rafael won in two sets.", "en"), ("رفع العلم فوق المبنى", "ar")])
def test_words_like_rafah_stay_silent(fires, text, language):
    assert not fires("rafah", text, language=language)


def test_the_desk_at_the_root_is_the_starter():
    assert (ROOT / "wirewatch.yaml").read_bytes() == STARTER_FILE.read_bytes()


def test_the_schema_beside_the_starter_is_the_codes():
    """Else: python -m flows.settings > flows/starter/wirewatch.schema.json"""
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_one_and_accepts_the_starter():
    jsonschema.Draft202012Validator.check_schema(desk_schema())

    desk = yaml.safe_load(STARTER_FILE.read_text(encoding="utf-8"))

    jsonschema.validate(desk, json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "wrong",
    [
        {"sauces": []},
        {"schedules": {"wires": {"every": "soon"}}},
        {"sources": [{"name": "A"}]},
        {"routes": [{"to": ["a"], "when": "daily"}]},
        {"routes": [{"to": ["a"], "topics": ["@helth"]}]},
        {"defaults": {"cookies": {"a": "b; c=d"}}},
        {"defaults": {"user_agent": "Zürich"}},
        {"defaults": {"slowest": "never"}},
        {"sources": [{"name": "A", "url": "https://a.example/", "tags": "Africa"}]},
        {"websub": {"listen": "127.0.0.1:8765"}},
    ],
)
def test_the_schema_refuses_what_the_desk_refuses(wrong):
    sound = {"schedules": {"wires": {"every": "2m"}}, "sources": [{"name": "A", "url": "https://a.example/"}]}
    sound |= {"routes": [{"to": ["a"], "topics": ["@health"]}], "websub": {"callback": "https://a.example/"}}

    assert jsonschema.Draft202012Validator(desk_schema()).is_valid(sound)
    assert not jsonschema.Draft202012Validator(desk_schema()).is_valid(sound | wrong)


def test_a_dozen_sources_of_every_sort_stand_in_the_starter(desk):
    assert len(desk.sources) >= 12
    assert {source.kind.value for source in desk.sources} == {"auto", "sitemap", "listing"}
    assert {source.schedule for source in desk.sources} == set(desk.schedules)


def test_what_is_there_already_is_not_overwritten(tmp_path):
    (tmp_path / "wirewatch.schema.json").write_text("mine")

    with pytest.raises(DeskError, match=r"wirewatch\.schema\.json: is there already; nothing was written"):
        write_starter(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["wirewatch.schema.json"]
    assert (tmp_path / "wirewatch.schema.json").read_text() == "mine"


def test_a_folder_that_is_none_is_refused(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(DeskError, match="cannot be written to"):
        write_starter(tmp_path / "file")
