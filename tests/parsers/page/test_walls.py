"""What stands before a page is called by its name."""

import pytest

from news import Article, Refusal, RefusalReason
from parsers import read_article
from tests.parsers.page.shelves import SITE, html, ld, prose, sentences, teasers
from tests.parsers.pages import URL, page

BOT_WALLS = {
    "Cloudflare": html(
        "<h1>www.harbour-post.example</h1><p>Verifying you are human. This may take a few seconds.</p>",
        title="Just a moment...",
        head="<script>window._cf_chl_opt={}</script>",
    ),
    "Cloudflare, blocked": html(
        "<h1>Sorry, you have been blocked</h1><p>You are unable to access harbour-post.example</p>",
        title="Attention Required! | Cloudflare",
    ),
    "DataDome": html(
        "<p>Please enable JS and disable any ad blocker</p>",
        head='<script src="https://ct.captcha-delivery.com/c.js"></script>',
    ),
    "PerimeterX": html(
        "<h1>Before we continue...</h1><p>Press and hold to confirm you are a human (and not a bot).</p>"
        '<div id="px-captcha"></div>'
    ),
    "Akamai": html(
        "<h1>Access Denied</h1><p>You don't have permission to access this server. Reference #18.2f.1700</p>",
        title="Access Denied",
    ),
    "Imperva": html("<p>Request unsuccessful. Incapsula incident ID: 877000-33</p>"),
    "AWS": html(
        "<h1>Let's confirm you are human</h1><p>Complete the security check before continuing.</p>",
        title="Human Verification",
    ),
    "DDoS-Guard": html(
        "<h1>Checking your browser before accessing the site</h1><p>This process is automatic.</p>", title="DDoS-Guard"
    ),
    "Anubis": html("<h1>Making sure you're not a bot!</h1><p>Loading...</p><p>Protected by Anubis from Techaro</p>"),
    "a search engine": html(
        "<p>Our systems have detected unusual traffic from your computer network.</p>", title="Sorry"
    ),
    "German": html("<h1>Sind Sie ein Mensch?</h1><p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p>"),
    "French": html("<h1>Vérification de sécurité</h1><p>Merci de confirmer que vous n'êtes pas un robot.</p>"),
    "Russian": html("<h1>Подтвердите, что вы не робот</h1><p>Нам показалось, что запросы идут автоматически.</p>"),
    "Chinese": html("<h1>安全验证</h1><p>请完成验证后继续访问</p>"),
    "Japanese": html("<p>私はロボットではありません</p>"),
    "Korean": html("<p>로봇이 아닙니다 확인란을 선택해 주세요</p>"),
}
CONSENT_WALLS = {
    "English": (
        "<h1>We value your privacy</h1><p>We and our 812 partners store and access information on a "
        "device, such as cookies.</p><p>You may accept all or manage your choices about privacy.</p>"
        "<button>Accept all</button>"
    ),
    "a search engine": (
        "<h1>Before you continue</h1><p>We use cookies and data to deliver our services.</p><p>If you "
        "choose to reject all, we will not use cookies for these purposes.</p>"
    ),
    "German, free or paid": (
        "<h1>Mit Werbung weiterlesen</h1><p>Wir und unsere 190 Partner verarbeiten Ihre Daten, zum "
        "Beispiel mit Cookies.</p><p>Oder lesen Sie mit dem Pur-Abo ohne Werbung und Tracking.</p>"
    ),
    "Dutch": (
        "<h1>Uw privacy</h1><p>Wij en onze partners gebruiken cookies en verwerken gegevens met uw "
        "toestemming.</p><p>Alles accepteren, of cookies instellen.</p>"
    ),
    "French": (
        "<h1>Vos données</h1><p>Avec votre accord, nos partenaires et nous utilisons des cookies.</p><p>"
        "Vous pouvez accepter et fermer, ou continuer sans accepter les cookies.</p>"
    ),
    "Spanish": (
        "<h1>Tu privacidad</h1><p>Nosotros y nuestros socios utilizamos cookies para tratar datos.</p>"
        "<p>Aceptar todo, o rechazar las cookies.</p>"
    ),
    "Italian": (
        "<h1>La tua privacy</h1><p>Noi e i nostri partner utilizziamo i cookie per trattare i dati.</p>"
        "<p>Accetta tutto oppure gestisci i cookie.</p>"
    ),
    "Norwegian": (
        "<h1>Personvern</h1><p>Vi og våre partnere bruker cookies med ditt samtykke.</p><p>Godta alle, "
        "eller velg hvilke cookies du godtar.</p>"
    ),
}
ERRORS = {
    "not found": html("<p>Try our front page instead.</p>", title="Page not found | Harbour Post"),
    "a number": html("<h1>404</h1><p>Nothing is here any more.</p>", title="Harbour Post"),
    "a class": html(
        "<h1>Hm.</h1><p>Nothing seems to be at this address. Have a look at our front page.</p>", classes="error404"
    ),
    "not found, beside the latest news": html(
        f"<h1>Page not found</h1><p>Perhaps one of these helps.</p>{teasers(20)}"
    ),
    "German": html("<h1>Seite nicht gefunden</h1><p>Die Adresse gibt es nicht mehr.</p>"),
    "French": html("<h1>Page introuvable</h1><p>Cette adresse n'existe plus.</p>"),
    "Spanish": html("<h1>Página no encontrada</h1><p>La dirección ya no existe.</p>"),
    "Polish": html("<h1>Strona nie została znaleziona</h1><p>Adres już nie istnieje.</p>"),
    "Japanese": html("<h1>ページが見つかりません</h1><p>お探しのものは移動しました。</p>"),
    "Arabic": html("<h1>الصفحة غير موجودة</h1><p>ربما نقلت إلى عنوان آخر.</p>"),
    "maintenance": html("<h1>Down for maintenance</h1><p>We will be back at noon.</p>"),
    "a server's error": html("<h1>502 Bad Gateway</h1><p>nginx</p>"),
    "a script that has to run": html("<p>You need to enable JavaScript to run this app.</p>"),
    "a script, in German": html("<p>Bitte aktivieren Sie JavaScript, um diese Seite zu lesen.</p>"),
}


def refused(text: str, url: str = URL) -> Refusal:
    outcome = read_article(page(text, url=url))
    assert isinstance(outcome, Refusal), outcome
    assert outcome.detail
    return outcome


@pytest.mark.parametrize("text", BOT_WALLS.values(), ids=BOT_WALLS)
def test_a_wall_against_programs_is_called_one(text: str) -> None:
    assert refused(text).reason is RefusalReason.BOT_WALL


@pytest.mark.parametrize("text", CONSENT_WALLS.values(), ids=CONSENT_WALLS)
def test_a_page_that_asks_for_consent_is_called_one(text: str) -> None:
    assert refused(html(text)).reason is RefusalReason.CONSENT_WALL


def test_a_consent_page_is_told_by_its_host() -> None:
    text = html(f"<h1>Harbour Post</h1><p>{sentences(1)[0]}</p>")
    assert refused(text, "https://consent.harbour-post.example/v2?next=1").reason is RefusalReason.CONSENT_WALL


@pytest.mark.parametrize("text", ERRORS.values(), ids=ERRORS)
def test_an_error_that_says_all_is_well_is_called_an_error(text: str) -> None:
    assert refused(text).reason is RefusalReason.ERROR_PAGE


def test_a_refusal_says_in_the_pages_own_words_what_it_was_told_by() -> None:
    assert "Page not found" in refused(ERRORS["not found"]).detail
    assert "Just a moment" in refused(BOT_WALLS["Cloudflare"]).detail


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BOT_WALLS["German"], RefusalReason.BOT_WALL),
        (html(CONSENT_WALLS["English"]), RefusalReason.CONSENT_WALL),
        (ERRORS["a class"], RefusalReason.ERROR_PAGE),
    ],
)
def test_a_desk_can_overrule_a_wall(text: str, reason: RefusalReason) -> None:
    assert isinstance(read_article(page(text), accept={reason}), Article)


def test_the_words_of_a_banner_do_not_make_a_wall_of_an_article() -> None:
    banner = CONSENT_WALLS["English"]
    text = html(f"<div class='cmp'>{banner}</div><h1>Bridge closed</h1>{prose(5)}", head=ld(**{"@type": "NewsArticle"}))
    article = read_article(page(text, url=f"{SITE}/local/bridge-closed-after-a-crack-was-found"))
    assert isinstance(article, Article)
    assert "engineers had found a crack" in article.text


def test_a_page_without_a_word_is_empty() -> None:
    assert refused(html("")).reason is RefusalReason.EMPTY


def test_a_lone_label_is_too_short() -> None:
    assert refused("<html><body><p>Coming soon</p></body></html>").reason is RefusalReason.TOO_SHORT
