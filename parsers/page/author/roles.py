"""Words that name what somebody does or where, and so are no part of a name."""

import re

# What a newsroom or another body is called, in the languages of newsrooms.
_OFFICE = re.compile(
    r"\b(?:staff|team|news|newsroom|newsdesk|desk|editors?|editorial|correspondents?|reporters?|writers?|agency"
    r"|agencies|bureau|press|wire|redaktion\w*|redaktor\w*|redakcja|redakce|redacción|redaccion|redação|redazione"
    r"|rédaction|redactie|redaksjonen|toimitus|redaksi|online|network|magazine?|media|agentur|zeitung|verlag|gmbh|inc"
    r"|ltd|foundation|institute|university|universität|verband|verein|stiftung|contributors?|guest|admin|administrator"
    r"|webmaster|association|committee|ministry|office|group|council|journal|times|post|herald|gazette|tribune|radio|tv"
    r"|studio|haber|servisi|ajansı|agence|agencia|agenzia|agência)\b|-?redaktion\b|редакци[яї]|служба|новости|新闻|新聞"
    r"|編集部|编辑部|編輯部|取材班|취재팀|편집부|온라인|뉴스|هيئة التحرير"
    r"|وكالة|מערכת",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:correspondent|editor|reporter|staff|writer|redaktion|redakteur(?:in)?|journalist(?:e|in)?|periodista"
    r"|giornalista|contributor|columnist|author|senior|chief|bureau|photographer|producer|manager|director|fellow"
    r"|analyst|professor|specialist|expert|host|anchor|critic|blogger|freelance|head|ceo|founder|president"
    r"|geschäftsführer\w*|\w*leiter(?:in)?|mitarbeiter\w*|korrespondent\w*|autor(?:in|en)?|updated|published|posted"
    r"|veröffentlicht|aktualisiert|stand|uhr|min|read|minuten|lesezeit|lesedauer|ago|comments?|kommentare?|follow|view"
    r"|more|alle|alles|all|artikel|articles?|beiträge|posts?|share|subscribe|copy|link|url|profile?|bearbeiten"
    r"|über|about|website|log ?in|register|sign|getty|images|photo|foto|credit|bild)\b",
    re.I,
)


def has_office(name: str) -> bool:
    """Whether a word of it says that it is a newsroom or another body; also true of somebody called Emily Post."""
    return bool(_OFFICE.search(name))


def has_role(name: str) -> bool:
    """Whether a word of it says what somebody does, or belongs to the page around a by-line."""
    return bool(_ROLE.search(name))
