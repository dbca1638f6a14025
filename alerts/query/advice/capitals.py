"""Abbreviations that are ordinary words without their capitals."""

from alerts.query.words.tokens import cut

# In languages that desks read: a bare US finds "us", WHO "who", UN the French "un". WFP or IMF find nothing else.
_TEXT = """
    ad ai al am an as at au be by da de di do du eh el em en er es et eu go ha he hi id if il im in is it la le lo ma
    me mi my na ne no nu of oh ok on or os ou ox pa pi po re sa se si so sp su ta te ti to tu tv um un up us va vi we
    ace act add ado age ago aid aim air ale all amp and ant any ape apt arc are arm art ash ask ate bad bag ban bar bat
    bay bed bet bid big bit bow box boy bug bus but buy can cap car cat cop cow cry cup cut dam day den des die dim din
    dip dog don dot due ear eat egg ein ell end era fan far fat fax fed fee few fig fin fir fit fix fly fog for fox fun
    fur gap gas gem get god got gun guy had has hat her him hip his hit hot how ice ill its jam jet job kid kit lab lap
    las law lay led leg les let lid lie lip log los lot low mad man map mar mas mat may men met mix mob mod mom mud net
    new nor not now nut oak oar odd off oil old one ore our out own pad pan par pas pay pen per pet pie pig pin pit por
    pot put que qui ran rap rat raw red ref rib rid rim rip rob rod row rub run sad saw say sea see set she sin sit six
    ski sky son spa spy sum sun sur tax tea ten the tie tin tip toe too top try two une use van vet via war was way web
    wet who why win wit won yes yet you zoo
    aids camp cart core fast gulf hope lead made mean mine nice past pool race safe salt seal sharp star start stem
    swift unit
"""
_WORDS = frozenset(_TEXT.split())


def ordinary_word(abbreviation: str) -> str | None:
    """Give the word that an abbreviation in capitals, as US or U.S., finds besides; None if there is none."""
    tokens = cut(abbreviation).tokens
    word = tokens[0].text if len(tokens) == 1 else ""
    return word.lower() if word.isupper() and word.lower() in _WORDS else None
