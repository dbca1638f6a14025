"""Small pages of every kind, written out of a few words."""

import json
from itertools import cycle

SITE = "https://www.harbour-post.example"
NOUNS = "bridge harbour council tram school ferry museum budget river market".split()  # noqa: SIM905
ENGLISH = (
    "The {0} was closed to all traffic on Thursday morning, the city said, after engineers had found a crack in one "
    "of the {1} piers."
)
SENTENCES = {
    "en": ENGLISH,
    "de": (
        "Die Stadt hat am Donnerstag {0} gesperrt, nachdem Fachleute bei {1} einen Riss gefunden "
        "hatten, der sich seit Wochen geöffnet hat."
    ),
    "fr": (
        "La ville a fermé jeudi matin {0} à toute circulation après la découverte d'une fissure près de "
        "{1}, a indiqué la mairie dans un communiqué."
    ),
    "ar": (
        "أغلقت المدينة صباح الخميس {0} أمام حركة المرور بعد أن عثر المهندسون على شرخ قرب {1}، وقالت "
        "البلدية إن الإصلاح قد يستغرق عدة أسابيع."
    ),
    "ja": (
        "市は木曜日の朝、{0}を全面通行止めにした。技術者が{1}"
        "の近くで亀裂を見つけたためで、修理には数週間かかる見通しだと発表した。"
    ),
    "zh": "市政府周四上午宣布关闭{0}，因为工程师在{1}附近发现了一条裂缝，预计修复工作需要数周时间，期间车辆必须绕行。",
    "ko": (
        "시는 목요일 오전 기술자들이 {1} 근처에서 균열을 발견함에 따라 {0} 통행을 전면 금지했으며 "
        "수리에는 몇 주가 걸릴 것이라고 밝혔다."
    ),
    "ru": (
        "Город в четверг утром закрыл {0} для движения после того, как инженеры нашли трещину возле {1}"
        ", сообщила мэрия в своём заявлении."
    ),
    "th": ("เมืองสั่งปิด{0}ในเช้าวันพฤหัสบดีหลังวิศวกรพบรอยร้าวใกล้{1} และคาดว่าการซ่อมแซมจะใช้เวลาหลายสัปดาห์ เจ้าหน้าที่กล่าว"),
    "he": (
        "העירייה סגרה ביום חמישי בבוקר את {0} לתנועה לאחר שמהנדסים מצאו סדק ליד {1}, ומסרה כי התיקון "
        "עשוי להימשך שבועות."
    ),
}


def sentences(count: int, language: str = "en") -> list[str]:
    nouns = cycle(NOUNS)
    return [SENTENCES[language].format(next(nouns), next(nouns)) for _ in range(count)]


def prose(paragraphs: int, language: str = "en") -> str:
    return "".join(f"<p>{line} {line}</p>" for line in sentences(paragraphs, language))


def headline(number: int) -> str:
    return f"{NOUNS[number % 10].title()} plan number {number} divides the town council again"


def address(number: int) -> str:
    return f"/local/{headline(number).lower().replace(' ', '-')}"


def teasers(count: int, *, tag: str = "article", summary: str = "", date: str = "") -> str:
    """Cards with a linked headline, as fronts, sections and related boxes have them."""
    return "".join(
        f'<{tag} class="card"><a href="{address(n)}"><h3>{headline(n)}</h3></a>'
        f"{f'<time>{date}</time>' if date else ''}{f'<p>{summary}</p>' if summary else ''}</{tag}>"
        for n in range(count)
    )


def goods(count: int, *, price: str = "$49.00") -> str:
    return "".join(
        f'<li class="product"><a href="/products/lamp-{n}"><img src="/{n}.jpg" alt=""><h3>Lamp {n}</h3></a>'
        f"<span>{price}</span></li>"
        for n in range(count)
    )


def menu() -> str:
    entries = ("News", "Sport", "Business", "Culture", "Weather", "Travel", "Opinion", "Video")
    return "<nav>" + "".join(f'<a href="/{entry.lower()}">{entry}</a>' for entry in entries) + "</nav>"


def ld(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **node})}</script>'


def html(main: str, *, title: str = "", head: str = "", classes: str = "", language: str = "en") -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><title>{title}</title>{head}</head><body class="{classes}">'
        f"<header>{menu()}</header><main>{main}</main><footer><p>© Harbour Post</p></footer></body></html>"
    )
