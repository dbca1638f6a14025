"""What stands before a page is called by its name."""

import pytest

from news import Article, Refusal, RefusalReason
from parsers import explain_page, read_article
from parsers.refusals import wall_of
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
    "Next.js": html("<h1>404</h1><p>Back to the front.</p>", title="404: This page could not be found | Harbour Post"),
    "WordPress": html("<h1>Oops! That page can’t be found.</h1><p>Try a search?</p>", title="Harbour Post"),
    "polite": html("<h1>Sorry, we couldn’t find the page you were looking for</h1><p>Try a search?</p>"),
    "a server that forbids": html("<h1>403 Forbidden</h1><p>nginx</p>"),
    "Dutch": html("<h1>Helaas, deze pagina bestaat niet</h1><p>Ga naar de voorpagina.</p>"),
    "Portuguese": html("<h1>Ops! Página não encontrada</h1><p>O endereço mudou.</p>"),
    "Swedish": html("<h1>Tyvärr, sidan du letar efter finns inte</h1><p>Gå till första sidan.</p>"),
    "Russian": html("<h1>Ошибка 404. Страница не найдена</h1><p>Адрес изменился.</p>"),
}
# Headlines that only begin or end like an error or a wall.
NEARLY = [
    "500 homes lost in flood", "404 runners reach the finish", "Error 404: how links rot", "Forbidden garden opens",
    "Gone by Friday: the old pier", "Oops, wrong ferry", "Line 7 currently down", "Lifts under maintenance",
    "Body of sailor not found", "Bad gateway to Europe", "Something went wrong at the docks",
    "Ministry site temporarily unavailable after attack", "401 Verletzte nach Unfall", "503 service calls a day",
    "Security check at the harbour takes hours", "Access denied to reporters", "Just a moment of silence",
    "New captcha for ticket sales", "Sicherheitsprüfung an der Brücke", "Are you a robot, asks a museum",
]  # fmt: skip
FLASH = (
    "<p>Some three hundred people on the east bank were told of it on Thursday, the city said. Nobody was hurt, and "
    "the council will meet again next week.</p>"
)


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


@pytest.mark.parametrize("title", NEARLY)
def test_a_headline_with_the_words_of_an_error_or_a_wall_is_read(title: str) -> None:
    assert isinstance(read_article(page(html(f"<h1>{title}</h1>{FLASH}", title=f"{title} - Harbour Post"))), Article)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:type" content="article">',
        '<meta property="article:published_time" content="2026-11-20T10:00:00Z">',
    ],
)
@pytest.mark.parametrize("title", ["Page not found", "Access denied", "Security check"])
def test_a_page_that_promises_an_article_is_no_error_and_no_wall(title: str, head: str) -> None:
    assert isinstance(read_article(page(html(f"<h1>{title}</h1>{FLASH}", title=title, head=head))), Article)


def test_a_day_below_a_headline_speaks_against_an_error() -> None:
    dated = f"<h1>Page not found</h1><p>By Ida Moor, 20 November 2026</p>{FLASH}"
    assert isinstance(read_article(page(html(dated, title="Page not found - Harbour Post"))), Article)


def test_a_day_above_an_error_does_not_speak_for_it() -> None:
    assert refused(html("<p>20 November 2026</p>" + "<h1>Page not found</h1><p>Try the front.</p>")).reason is (
        RefusalReason.ERROR_PAGE
    )


@pytest.mark.parametrize(
    "text",
    [
        "<h1>Thieves copy walls</h1><p>Gangs build pages that tell a visitor to verify you are human before a download "
        "begins, the harbour police warned hotels on Friday.</p><p>Two ferries were among the victims.</p>",
        "<h1>Thieves copy walls</h1><p>“Verify you are human”, the page says.</p><p>Two ferries lost their passwords "
        "to it last week, the harbour police warned on Friday.</p>",
        "<h1>Regulator measures banners</h1><p>A third of all cookie banners have one button only, “Accept all”, and "
        "begin with “We value your privacy”, the regulator found.</p><p>To refuse must be as easy as to consent.</p>",
        "<h1>Half of us block scripts</h1><p>Shops lose sales when customers have disabled JavaScript, a survey among "
        "forty of them in the harbour towns shows.</p>",
    ],
    ids=["told of", "quoted", "banners", "scripts"],
)  # fmt: skip
def test_a_report_on_walls_is_none(text: str) -> None:
    assert isinstance(read_article(page(html(text, title="Harbour Post"))), Article)


def test_a_flash_beside_a_line_for_readers_without_scripts_is_read() -> None:
    note = "<div>Please enable JavaScript.</div>"
    assert isinstance(read_article(page(html(f"<h1>Bridge closed</h1>{FLASH}") + note)), Article)


BANNERS = {
    "en": "<h2>We value your privacy</h2><p>We and our 310 partners store cookies on your device and process data on "
    "your visit for advertising that is made for you.</p><p>You may change your cookie choices whenever you like.</p>"
    "<button>Accept all</button>",
    "de": "<p>Wir und unsere 88 Partner speichern Cookies auf Ihrem Gerät, um Ihnen passende Werbung zu zeigen und um "
    "deren Erfolg zu messen.</p><p>Die Einwilligung kann jederzeit widerrufen werden.</p><div><button>Alle "
    "akzeptieren</button><button>Ablehnen</button></div>",
}  # fmt: skip


@pytest.mark.parametrize("banner", BANNERS.values(), ids=BANNERS)
@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("head", ["", '<meta property="og:type" content="article">', ld(**{"@type": "NewsArticle"})])
def test_a_banner_of_no_telling_name_is_cut_from_a_flash(banner: str, head: str, is_first: bool) -> None:
    box, flash = f'<div class="x7">{banner}</div>', f"<div><h1>Old bridge closed</h1><div>{FLASH}</div></div>"
    reading = explain_page(page(html(box + flash if is_first else flash + box, head=head)))
    assert isinstance(reading.outcome, Article), reading.outcome
    assert "three hundred people" in reading.outcome.text
    assert "artner" not in reading.outcome.text
    assert "asks for consent" in {cut.why for cut in reading.body.cuts}


def test_an_article_on_cookies_keeps_its_paragraphs_beside_a_button_that_asks() -> None:
    box = "<div><p>We use cookies to show posts.</p><button>Accept all cookies</button></div>"
    text = "<p>Shops that set cookies without consent pay up to nine thousand, the harbour court ruled on Friday.</p>"
    outcome = read_article(page(html(f'<h1>Cookies cost</h1><div class="article-text">{text}{box}{FLASH}</div>')))
    assert isinstance(outcome, Article)
    assert "nine thousand" in outcome.text


def test_a_listing_with_a_headline_on_walls_is_no_wall() -> None:
    headline = "<p>Verify you are human: how thieves copy bot checks</p>"
    assert wall_of(page(html(headline + prose(9)))) is None
    assert wall_of(page(html("<p>Verify you are human</p>"))) is not None


def test_a_page_without_a_word_is_empty() -> None:
    assert refused(html("")).reason is RefusalReason.EMPTY


def test_a_lone_label_is_too_short() -> None:
    assert refused("<html><body><p>Coming soon</p></body></html>").reason is RefusalReason.TOO_SHORT
