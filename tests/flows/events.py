"""An earthquake told by several outlets in words of their own, and passes in which they carry it."""

from news import Topic
from tests.flows.office import Office
from tests.flows.pages import Story

QUAKE = Topic("quake", "Earthquakes", "earthquake OR quake OR tremor")

WIRE = Story(
    "Earthquake kills 50 in the Tarim highlands",
    (
        "An earthquake of magnitude 6.4 struck the Tarim highlands before dawn on Sunday and killed at least 50 "
        "people, the governor of the province, Malik Osman, said.",
        "Most of the dead were found in the market town of Qarasu, where a row of mud-brick houses had slid into the "
        "river. Rescue teams from the capital reached the town at noon after clearing the mountain road.",
        "Hospitals in the valley asked for blood. The seismological institute counted forty aftershocks within six "
        "hours and warned people not to return to damaged houses.",
        "The last earthquake of that strength in the highlands, nineteen years ago, had destroyed the old bazaar of "
        "Qarasu and the bridge below it, which was only rebuilt with help from abroad.",
    ),
)
OWN_WORDS = Story(
    "Tarim highlands quake: rescuers dig in Qarasu",
    (
        "Rescuers were digging with bare hands in the market town of Qarasu on Sunday after a quake had shaken the "
        "Tarim highlands and buried whole families in their sleep.",
        "Governor Malik Osman spoke of at least 50 victims and asked the capital for tents before the next night of "
        "frost. The mountain road was open again at noon.",
        "Survivors in Qarasu described how the mud-brick houses along the river simply slid away.",
    ),
)
THIRD_WORDS = Story(
    "Tents and blood for Qarasu after the earthquake",
    (
        "The government has sent two hundred tents to Qarasu in the Tarim highlands, where an earthquake on Sunday "
        "left thousands without shelter.",
        "Malik Osman, the governor, said that doctors in the valley were short of blood and that frost was expected.",
        "In Qarasu people spent the day along the river, away from what is left of their mud-brick houses.",
    ),
)
ELSEWHERE = Story(
    "Tremor in Port Lisse cracks the cathedral tower",
    (
        "A light tremor frightened the people of Port Lisse on Sunday and left a crack in the tower of the cathedral.",
        "Nobody was hurt, said the fire brigade of Port Lisse. Mass was celebrated in the square outside.",
        "The bishop, Anna Verhoeve, thanked the organist who had played on while plaster fell from the vault.",
    ),
)


def watch_quakes(office: Office) -> None:
    office.topics = (QUAKE,)


def revised(story: Story, *changes: tuple[str, str]) -> Story:
    words = "\n".join((story.headline, *story.paragraphs))
    for before, after in changes:
        assert before in words
        words = words.replace(before, after)
    headline, *paragraphs = words.split("\n")
    return Story(headline, tuple(paragraphs))


def pages_later(office: Office, name: str, story: Story, **hours: float) -> None:
    """Another outlet carries it in a later pass."""
    office.later(**hours)
    office.publish(name, story, outlet=name.title(), published_at=office.now)
    office.run()


# A strike, and the next one in the same words.
STRIKE_ON_A_HOUSE = Story(
    "Strike on Rafah kills 12",
    (
        "An air strike on a house in Rafah killed 12 people on Monday night, among them four children, medics at the "
        "Kuwaiti hospital said.",
        "The army said that it had struck a command centre and that it was looking into the reports. Neighbours said "
        "that a family of nine had lived on the ground floor, together with relatives who had fled from the north.",
        "Talks about a ceasefire in Cairo ended without a result, mediators said; both sides blamed each other.",
    ),
)
STRIKE_ON_A_MARKET = revised(
    STRIKE_ON_A_HOUSE,
    ("Rafah kills 12", "Rafah kills 7"),
    ("12 people on Monday", "7 people on Tuesday"),
    ("a house in Rafah", "a market in Rafah"),
    ("four children", "two children"),
    ("Kuwaiti", "Najjar"),
    ("family of nine", "family of six"),
    ("ground floor", "third floor"),
)
