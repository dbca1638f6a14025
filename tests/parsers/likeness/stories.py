"""Reports of our own, in several languages, that the tests copy, revise and fill in."""

from datetime import UTC, datetime, timedelta

from news import Text

AT = datetime(2026, 11, 1, 10, 30, tzinfo=UTC)
TITLE = "Crack closes harbour bridge"
BRIDGE = """Engineers closed the harbour bridge on Thursday after divers found a crack in the northern pier, the \
city said.

The bridge carries 40,000 cars a day and is the only fixed crossing for lorries within 60 kilometres. Repairs \
will take at least six weeks, said Mr. Tom Abara, who heads the works department.

"We cannot take the risk," he told reporters at the site. Ferries will run every ten minutes from Friday, and \
fares are waived until the end of the month.

Twelve people were hurt when a barge struck the pier in March. The owner of the barge, Delta Lines, denied that \
the crack came from the collision.

Shops on the northern bank fear for their trade. The chamber of commerce asked the council for help, and a first \
meeting is planned for next week."""
STRIKE = """An air strike hit a residential block in {0} on Monday, killing at least nine people, medics said. \
Residents of {0} said that it came without warning shortly after dawn. Rescue workers were searching for \
survivors under the rubble of a four-storey building. The army said it was looking into the reports. Two days of \
shelling had made dozens of families leave their homes and move towards the coast, according to aid workers who \
run a clinic."""
EARNINGS = """{place} (Wire) - {name} on {day} reported net income of ${a} million in its {quarter} quarter. The \
company said it had profit of {b} cents per share. The results beat expectations. The average estimate of {c} \
analysts was for earnings of {d} cents per share. The maker of household goods posted revenue of ${e} million in \
the period. {name} expects full-year earnings of ${f} per share. Its shares have risen by {g} percent since the \
beginning of the year."""
WEATHER = """{day} will be {sky} with a high near {a}. Winds from the {wind} at {b} to {c} kilometres an hour. \
The chance of rain is {d} percent in the morning and {e} percent in the evening. At night the temperature falls \
to around {f}. Along the coast waves reach {g} metres. The sun rises at 6:{h} and sets at 17:{i}. The outlook is \
for {sky} days to come."""
WALL = """Please sign in to continue. Subscribers have access to everything that we publish, every day, on all \
their devices. Already a member? Enter your address and we send you a link. By signing in you accept our terms of \
service and our privacy policy. Thank you for supporting local journalism."""


def text(body: str, title: str = TITLE, hours: float = 0, site: str = "") -> Text:
    """A report, published so many hours after the others."""
    return Text(title, body, AT + timedelta(hours=hours), site)


def prose(seed: int, sentences: int = 20) -> str:
    """Sentences of their own: no other seed has five words in a row of them."""
    return " ".join(
        f"{_word(seed, i, 0).capitalize()} {' '.join(_word(seed, i, at) for at in range(1, 11))}."
        for i in range(sentences)
    )


def _word(seed: int, sentence: int, at: int) -> str:
    number = (seed * 7919 + sentence * 104_729 + at * 1_299_709) % 50_021
    return "".join("bdfgklmnprst"[number // 12**place % 12] + "aeiou"[number // 5**place % 5] for place in range(3))
