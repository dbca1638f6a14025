"""The words of cookie and consent boxes. All in small letters."""

import re

from parsers.page.gate.saying import is_quoted

_ASKS = re.compile(
    r"we value your privacy|we (?:and|&) our (?:\d[\d,.]* )?(?:partners|vendors)"
    r"|before you continue(?: to)?|your (?:privacy|cookie) choices"
    r"|(?:accept|reject|agree to|allow) all(?: cookies)?"
    r"|manage (?:my |your )?(?:options|preferences|cookies|choices)|we use cookies"
    r"|wir (?:und|verwenden|nutzen|schätzen)[^.]{0,30}(?:partner|cookies|privatsphäre)"
    r"|alle(?:s)? (?:akzeptieren|ablehnen|cookies)"
    r"|zustimmen (?:und|&) weiter|mit werbung (?:weiter)?(?:lesen|nutzen|und)"
    r"|(?:ohne|weitgehend ohne) (?:werbung|tracking)|pur-abo"
    r"|einwilligung|(?:nous|avec) (?:et )?nos (?:\d[\d\s]* )?partenaires"
    r"|(?:tout )?(?:accepter|refuser) (?:et|tout|les cookies)"
    r"|continuer sans accepter|avec votre (?:accord|consentement)|nosotros y nuestros"
    r"|(?:aceptar|rechazar) (?:todo|y|las cookies)"
    r"|utilizamos cookies|nós e (?:os )?nossos|(?:aceitar|rejeitar) (?:tudo|todos|e)|noi e i nostri"
    r"|(?:accetta|rifiuta) (?:tutto|e )"
    r"|wij en onze|alles (?:accepteren|weigeren)|akkoord|vi (?:og|och) våre? partner\w*|godta alle?"
    r"|godkänn alla?|tillad alle"
    r"|my i nasi|(?:za)?akceptuj(?:ę)? (?:wszystk|i )|hyväksy kaikki|přijmout vše|souhlasím|принять все"
    r"|мы и наши партн"
    r"|tümünü kabul|çerezleri kabul|ملفات تعريف الارتباط|קבל הכל|すべて(?:の cookie を)?(?:同意|許可)|同意して"
    r"|모두 (?:동의|수락)|接受(?:全部|所有)|全部接受",
)
_OF_CONSENT = re.compile(
    r"cookie|consent|privacy|partners|personali[sz]|datenschutz|zustimm|einwillig|werbung|tracking"
    r"|donn[ée]es|partenaires|privacidad"
    r"|datos|privacidade|dados|dati|gegevens|toestemming|personverni?|samtyck|samtykke|zgod|danych|souhlas"
    r"|çerez|конфиденц|данны"
    r"|الخصوصية|בפרטיות|プライバシー|クッキー|쿠키|개인정보|隐私|隱私|技术",
)


def asks_in(text: str) -> set[str]:
    """The different phrases that ask for consent, quoted ones apart."""
    return {found[0] for found in _ASKS.finditer(text.lower()) if not is_quoted(found)}


def is_of_consent(text: str) -> bool:
    """Tell whether a text has to do with cookies, data or advertising."""
    return bool(_OF_CONSENT.search(text.lower()))
