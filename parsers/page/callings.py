"""Words that name what somebody does or where, and so are no part of a name."""

import re

# What a newsroom or another body is called, in the languages of newsrooms.
_OFFICE = re.compile(
    r"\b(?:staff|team|news|newsroom|newsdesk|desk|editors?|editorial|correspondents?|reporters?|writers?|agency"
    r"|agencies|bureau|press|wire"
    r"|redaktion\w*|redaktor\w*|redakcja|redakce|redacción|redaccion|redação|redazione|rédaction|redactie"
    r"|redaksjonen|toimitus|redaksi"
    r"|online|network|magazine?|media|agentur|zeitung|verlag|gmbh|inc|ltd|foundation|institute|university"
    r"|universität|verband|verein"
    r"|stiftung|contributors?|guest|admin|administrator|webmaster|association|committee|ministry|office|group"
    r"|council|journal|times|post"
    r"|herald|gazette|tribune|radio|tv|studio|haber|servisi|ajansı|agence|agencia|agenzia|agência)\b|-?redaktion\b"
    r"|редакци[яї]|служба|новости|新闻|新聞|編集部|编辑部|編輯部|取材班|취재팀|편집부|온라인|뉴스|هيئة التحرير"
    r"|وكالة|מערכת",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:correspondent|editor|reporter|staff|writer|redaktion|redakteur(?:in)?|journalist(?:e|in)?|periodista"
    r"|giornalista|contributor"
    r"|columnist|author|senior|chief|bureau|photographer|producer|manager|director|fellow|analyst|professor"
    r"|specialist|expert|host|anchor"
    r"|critic|blogger|freelance|head|ceo|founder|president|geschäftsführer\w*|\w*leiter(?:in)?|mitarbeiter\w*"
    r"|korrespondent\w*"
    r"|autor(?:in|en)?|updated|published|posted|veröffentlicht|aktualisiert|stand|uhr|min|read|minuten|lesezeit"
    r"|lesedauer|ago|comments?"
    r"|kommentare?|follow|view|more|alle|alles|all|artikel|articles?|beiträge|posts?|share|subscribe|copy|link"
    r"|url|profile?|bearbeiten"
    r"|über|about|website|log ?in|register|sign|getty|images|photo|foto|credit|bild)\b",
    re.I,
)
# "Jörg Staff", "Emily Post": a first name, and one of the words that are family names, too.
_FAMILY = re.compile(
    r"(?!The|News|Web|Guest|Our|Online|Daily|City|Sports|Photo|Washington|Huffington|Business|National|Local"
    r"|World|Digital|Associated|Free"
    r"|Morning|Evening|Sunday|Jerusalem)[A-ZÄÖÜ][a-zäöüßé]{2,}\s(?:Staff|Post|Press|Desk|Guest|Group)"
)


def has_office(name: str) -> bool:
    return bool(_OFFICE.search(name)) and not _FAMILY.fullmatch(name)


def has_role(name: str) -> bool:
    """Whether a word of it says what somebody does, or belongs to the page around a by-line."""
    return bool(_ROLE.search(name)) and not _FAMILY.fullmatch(name)
