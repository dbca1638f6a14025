"""English verbs whose forms no stemmer brings together, as far as news is written with them."""

from functools import cache

_FAMILIES = """
    sell sells selling sold
    buy buys buying bought
    bring brings bringing brought
    fight fights fighting fought
    seek seeks seeking sought
    teach teaches teaching taught
    catch catches catching caught
    think thinks thinking thought
    say says saying said
    pay pays paying paid
    tell tells telling told
    hold holds holding held
    withhold withholds withholding withheld
    uphold upholds upholding upheld
    leave leaves leaving left
    lose loses losing lost
    send sends sending sent
    spend spends spending spent
    build builds building built
    lend lends lending lent
    win wins winning won
    shoot shoots shooting shot
    strike strikes striking struck stricken
    lead leads leading led
    flee flees fleeing fled
    feed feeds feeding fed
    meet meets meeting met
    find finds finding found
    take takes taking took taken
    overtake overtakes overtaking overtook overtaken
    overthrow overthrows overthrowing overthrew overthrown
    throw throws throwing threw thrown
    withdraw withdraws withdrawing withdrew withdrawn
    break breaks breaking broke broken
    steal steals stealing stole stolen
    freeze freezes freezing froze frozen
    speak speaks speaking spoke spoken
    rise rises rising rose risen
    fall falls falling fell fallen
    give gives giving gave given
    forgive forgives forgiving forgave forgiven
    forbid forbids forbidding forbade forbidden
    hide hides hiding hid hidden
    write writes writing wrote written
    drive drives driving drove driven
    fly flies flying flew flown
    grow grows growing grew grown
    know knows knowing knew known
    see sees seeing saw seen
    eat eats eating ate eaten
    begin begins beginning began begun
    swear swears swearing swore sworn
    sink sinks sinking sank sunk
    swim swims swimming swam swum
    run runs running ran
    become becomes becoming became
    overcome overcomes overcoming overcame
    arise arises arising arose arisen
    die dies dying died dead
    go goes going went gone
"""


@cache
def _kin() -> dict[str, frozenset[str]]:
    families = (frozenset(line.split()) for line in _FAMILIES.split("\n") if line.strip())
    return {word: family for family in families for word in family}


def other_forms(word: str) -> frozenset[str]:
    """The whole family of a folded English word, or nothing."""
    return _kin().get(word, frozenset())
