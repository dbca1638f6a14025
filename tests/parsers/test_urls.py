import pytest

from parsers.urls import host_of, page_key, same_site

PAGE = "https://www.harbour-post.example/local/2026/harbour-bridge-closes-after-crack"
NUMBERED = "https://www.harbour-post.example/news/bridge-20261234"
BARE = "www.harbour-post.example/local/2026/harbour-bridge-closes-after-crack"

SPELLINGS = [
    "http://harbour-post.example/local/2026/harbour-bridge-closes-after-crack/",
    "HTTPS://WWW.HARBOUR-POST.EXAMPLE:443/local/2026/harbour-bridge-closes-after-crack",
    "http://www.harbour-post.example.:80/local/2026/harbour-bridge-closes-after-crack",
    "https://desk:secret@www.harbour-post.example/local/2026/harbour-bridge-closes-after-crack",
    "https://www.h%61rbour-post.example/local/2026/harbour-bridge-closes-after-crack",
    r"https:\\www.harbour-post.example\local\2026\harbour-bridge-closes-after-crack",
    "https://www.harbour-post.example//local/./x/../2026/harbour-bridge-closes-after-crack",
    "https://www.harbour-post.example/local/2026/harbour%2Dbridge-closes-after-crack",
    f"\n {PAGE} ", PAGE + "?", PAGE + "/?", PAGE + "?&", PAGE + "?;", PAGE + "%20", PAGE + "/%E2%80%8B",
    PAGE + "#comments", PAGE + "#:~:text=the%20bridge", PAGE + "#xtor=AL-32", PAGE + "?#!/",
    PAGE + "/index.html", PAGE + "/Index.PHP/", PAGE + "/default.aspx",
    PAGE.replace("/local", "/index.php/local"), PAGE + "&utm_source=feed", PAGE + "%3Futm_source%3Dfeed",
]  # fmt: skip
DRESSES = [
    "https://m.harbour-post.example/local/2026/harbour-bridge-closes-after-crack",
    "https://amp.harbour-post.example/local/2026/harbour-bridge-closes-after-crack",
    "https://mobil.harbour-post.example/local/2026/harbour-bridge-closes-after-crack",
    "https://www.m.harbour-post.example/local/2026/harbour-bridge-closes-after-crack",
    "https://ww2.harbour-post.example/local/2026/harbour-bridge-closes-after-crack",
    "https://m-www.harbour-post.example/local/2026/harbour-bridge-closes-after-crack",
    PAGE + "/amp", PAGE + "/amp/", PAGE + ".amp", PAGE + "/amp.html", PAGE + "/amphtml",
    PAGE.replace("/local", "/amp/local"), PAGE.replace("/harbour-bridge", "/amp/harbour-bridge"),
    PAGE.replace("/local", "/m/local"), PAGE.replace("/local", "/mobile/local"), PAGE.replace("/local", "/print/local"),
    PAGE + "/print", PAGE + "/print/amp", PAGE + "/printable", PAGE + "/print.html",
    PAGE + "?amp", PAGE + "?amp=1", PAGE + "?outputType=amp", PAGE + "?print=1", PAGE + "?view=print", PAGE + "?m=1",
    PAGE + "?template=printart", PAGE + "?singlePage=true", PAGE + "?page=all", PAGE + "?page=1", PAGE + "?pg=all",
    PAGE + "?pagewanted=print", PAGE + "?tmpl=component&print=1", PAGE + "?p=1",
]  # fmt: skip
TRACKERS = [
    "utm_source=x&utm_medium=y", "UTM_Source=x", "fbclid=1", "ysclid=l8x7", "msclkid=77ab", "_ga=2.1", "_hsmi=7",
    "ref=home", "unheard_of=front", "s=09", "r=US&IR=T", "via=desk", "partner=rss", "from=rss", "CMP=share_btn_tw",
    "cid=sm_npd", "mod=hp_lead_pos5", "?utm_source=x", "&&utm_source=x", "amp;utm_source=x", "ito=1490",
    "mc_cid=1&amp;mc_eid=2", "mc_cid=1&#038;mc_eid=2", "itid=lk_inline_4", "sara_ecid=soci_upd", "wt_zmc=a.b",
    "ns_mchannel=social", "pinned_post_asset_id=6", "hootPostID=abc", "intcid=CNI-00-10aaa3a", "sf1234=1",
    "PHPSESSID=ab34f0c7e2d14b8fa9d0", "jsessionid=8A1B", "sid=9f86d081884c7d659a2feaa0c55ad015", "session_id=8a1b",
    "user_id=5", "campaign_id=9", "showComment=1433", "autoplay=true", "lite", "news-arkansas", "f=", "il=0",
]  # fmt: skip
WRAPPERS = [
    "https://www.google.com/url?sa=t&url={q}", "https://www.google.co.uk/url?q={q}&sa=D", "https://l.facebook.com/l.php?u={q}&h=1",
    "https://news.google.com/news/url?sa=t&url={q}", "https://nam02.safelinks.protection.outlook.com/?url={q}&data=02%7C01",
    "https://urldefense.proofpoint.com/v1/url?u={q}&k=1", "https://linkprotect.cudasvc.com/url?a={q}&c=E,1",
    "https://urldefense.com/v3/__{u}__;!!Abc123!xyz$", "https://protect2.fireeye.com/v1/url?k=1&u={q}",
    "https://urldefense.com/v3/__https:/{b}__;!!Abc123!xyz$",
    "https://secure-web.cisco.com/1abcDEF/{q}", "https://url.avanan.click/v2/___{u}___.YXAz",
    "https://web.archive.org/web/20260305120000/{u}", "https://web.archive.org/web/2026/{b}",
    "https://web.archive.org/web/20260305120000if_/{u}", "https://archive.ph/2026.03.05-120000/{u}",
    "https://www.google.com/amp/s/{b}", "https://www-harbour--post-example.cdn.ampproject.org/c/s/{b}",
    "https://www-harbour--post-example.cdn.ampproject.org/v/s/{b}?amp_js_v=0.1&usqp=mq331AQ",
    "https://www-harbour--post-example.translate.goog/local/2026/harbour-bridge-closes-after-crack?_x_tr_sl=en",
    "https://translate.google.com/translate?sl=en&tl=de&u={q}",
    "https://webcache.googleusercontent.com/search?q=cache:AbCdEf123:{u}+harbour&hl=en",
    "https://r.search.yahoo.com/_ylt=Awr.1;_ylu=Y29/RV=2/RE=16/RO=10/RU={q}/RK=2/RS=abc-",
    "https://yandex.ru/clck/jsredir?from=yandex.ru&url={q}", "https://cr.naver.com/rd?m=1&u={q}",
    "https://duckduckgo.com/l/?uddg={q}", "https://vk.com/away.php?to={q}", "https://t.me/iv?url={q}&rhash=1",
    "https://www.linkedin.com/redir/redirect?url={q}", "https://flipboard.com/redirect?url={q}",
    "https://out.reddit.com/t3_abc?url={q}", "https://disq.us/url?url={q}%3AToken", "https://href.li/?{u}",
    "https://www.harbour-post.example/redirect?url={q}", "https://news.example/out.php?to={q}",
    "https://harbour--post-example.turbopages.org/harbour-post.example/s/local/2026/harbour-bridge-closes-after-crack",
]  # fmt: skip


@pytest.mark.parametrize("guise", [*SPELLINGS, *DRESSES, *(f"{PAGE}?{tracker}" for tracker in TRACKERS)])
def test_guises_of_one_page_share_a_key(guise: str) -> None:
    assert page_key(guise) == page_key(PAGE)


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_an_address_in_a_wrapper_is_the_address(wrapper: str) -> None:
    wrapped = wrapper.format(q=PAGE.replace(":", "%3A").replace("/", "%2F"), u=PAGE, b=BARE)
    if "disq.us" in wrapper:
        wrapped = wrapped.replace("crack%3AToken", "crack&cuid=Token")
    assert page_key(wrapped) == page_key(PAGE)


@pytest.mark.parametrize(
    "coded",
    [
        "https://news.google.com/rss/articles/CBMiSWh0dHBzOi8vaGFyYm91ci1wb3N0LmV4YW1wbGUvbG9jYWwvMjAyNi9oYXJib3VyLWJyaWRnZS1jbG9zZXMtYWZ0ZXItY3JhY2vSAQA?oc=5",
        "https://link.morning.example/click/123.45/aHR0cHM6Ly9oYXJib3VyLXBvc3QuZXhhbXBsZS9sb2NhbC8yMDI2L2hhcmJvdXItYnJpZGdlLWNsb3Nlcy1hZnRlci1jcmFjaw/5f1",
        "https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly9oYXJib3VyLXBvc3QuZXhhbXBsZS9sb2NhbC8yMDI2L2hhcmJvdXItYnJpZGdlLWNsb3Nlcy1hZnRlci1jcmFjaw&ntb=1",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__harbour-2Dpost.example_local_2026_harbour-2Dbridge-2Dcloses-2Dafter-2Dcrack&d=DwM",
    ],
)  # fmt: skip
def test_an_address_in_a_code_is_the_address(coded: str) -> None:
    assert page_key(coded) == page_key(PAGE)


def test_wrappers_in_wrappers_are_followed() -> None:
    inner = "https://www.google.com/url?q=https%3A%2F%2Fwww.google.com%2Famp%2Fs%2F" + BARE.replace("/", "%2F")
    outer = "https://eur01.safelinks.protection.outlook.com/?url=" + inner.replace("%", "%25").replace("=", "%3D")
    assert page_key(outer.replace("?q", "%3Fq")) == page_key(PAGE)


def test_stars_of_a_wrapper_stand_for_what_it_took_out() -> None:
    wrapped = "https://urldefense.com/v3/__https://a.example/read?id=7*part__;Iw!!Abc!xyz$"
    assert page_key(wrapped) == page_key("https://a.example/read?id=7#part")


TWO_PAGES = [
    # numbers, days and parts in the path
    ("https://a.example/x-2", "https://a.example/x"), ("https://a.example/live/1", "https://a.example/live/2"),
    ("https://a.example/2026/11/03/live-updates", "https://a.example/2026/11/04/live-updates"),
    ("https://a.example/news/12345678", "https://a.example/news/12345679"), (PAGE, PAGE + "-2"),
    ("https://a.example/News", "https://a.example/news"), ("https://a.example/a%2Fb", "https://a.example/a/b"),
    ("https://a.example/v/AbCdE", "https://a.example/v/aBcDe"), ("https://a.example/x.html", "https://a.example/x"),
    (PAGE, PAGE + "/2"), (PAGE, PAGE + "/comments"), (PAGE, PAGE + "/feed"), (PAGE, PAGE + "/comment-page-2"),
    # words that look like a dress
    ("https://a.example/amp-makers-strike", "https://a.example/makers-strike"),
    ("https://a.example/index-fund-fees", "https://a.example/"), ("https://a.example/mobile", "https://a.example/"),
    ("https://a.example/print-shop-fire", "https://a.example/shop-fire"), ("https://a.example/m/", "https://a.example/"),
    ("https://a.example/tags/amp", "https://a.example/tags"), ("https://a.example/topics/print", "https://a.example/topics"),
    ("https://a.example/mobile/news", "https://a.example/news"), ("https://a.example/champ", "https://a.example/ch"),
    ("https://a.example/how-to-print.html", "https://a.example/how-to.html"),
    # hosts
    ("https://blogs.a.example/x", "https://video.a.example/x"), ("https://edition.a.example/x", "https://us.a.example/x"),
    ("https://m.example/x", "https://example/x"), ("https://m.co.uk/x", "https://co.uk/x"),
    ("https://a.example:8080/", "https://a.example/"), ("https://a.example/x", "https://a.test/x"),
    ("https://straße.example/x", "https://strasse.example/x"), ("http://[::1]/x", "http://[::2]/x"),
    # parameters that choose
    ("https://a.example/?p=12", "https://a.example/?p=13"), ("https://a.example/?p=12", "https://a.example/"),
    ("https://a.example/?p=1", "https://a.example/"), ("https://a.example/?s=storm", "https://a.example/?s=rain"),
    ("https://a.example/news?id=7", "https://a.example/news?id=8"), ("https://a.example/n?cid=7", "https://a.example/n?cid=8"),
    ("https://a.example/read?s=11234", "https://a.example/read?s=11235"), ("https://a.example/?7001", "https://a.example/?7002"),
    ("https://a.example/read?src=7", "https://a.example/read?src=8"),
    ("https://a.example/song?trackid=12", "https://a.example/song?trackid=13"),
    ("https://a.example/mail?nlid=12", "https://a.example/mail?nlid=13"),
    ("https://a.example/view?cm_id=12", "https://a.example/view?cm_id=13"),
    ("https://a.example/View.dbml?DB_ID=1000&ATCLID=206", "https://a.example/View.dbml?DB_ID=1000&ATCLID=207"),
    ("https://a.example/old.php?print=7701", "https://a.example/old.php?print=7702"),
    ("https://a.example/meeting?session_id=7", "https://a.example/meeting?session_id=8"),
    (PAGE + "?section=sport", PAGE + "?section=news"),
    ("https://a.example/22294063/story.aspx?e=uk", "https://a.example/22294063/story.aspx?e=us"),
    ("https://a.example/22294063/sport?e=uk", "https://a.example/22294063/sport?e=us"),
    ("https://a.example/list?cat=7", "https://a.example/list?cat=8"), (PAGE + "?cat=7", PAGE + "?cat=8"),
    ("https://a.example/mail?message_id=12", "https://a.example/mail?message_id=13"),
    ("https://a.example/x?page=1", "https://a.example/x?page=2"), (PAGE, PAGE + "?page=2"), (PAGE, PAGE + "?start=20"),
    (PAGE, PAGE + "?part=2"), (PAGE, PAGE + "?blatt=2"), (PAGE, PAGE + "?cpage=2"), (PAGE, PAGE + "?from=20"),
    (PAGE + "?lang=de", PAGE + "?lang=fr"), (PAGE + "?l=de", PAGE), (PAGE + "?edition=uk", PAGE + "?edition=us"),
    ("https://a.example/show-the-full-story.php?artikel=7712345", "https://a.example/show-the-full-story.php?artikel=7712346"),
    ("https://a.example/show-the-full-story?titre=a-b-c-d", "https://a.example/show-the-full-story?titre=a-b-c-e"),
    ("https://a.example/scores?date=2026-01-05", "https://a.example/scores?date=2026-01-06"),
    ("https://a.example/news/20260507?segment=2", "https://a.example/news/20260507?segment=3"),
    ("https://a.example/read?sid=5f1a2b3c4d5e6f7a8b9c0d1e", "https://a.example/read?sid=5f1a2b3c4d5e6f7a8b9c0d1f"),
    ("https://a.example/?action=a", "https://a.example/?action=b"), ("https://a.example/?tag=facebook", "https://a.example/?tag=email"),
    ("https://a.example/s?q=caf%E9", "https://a.example/s?q=caf%E8"), ("https://a.example/s?q=a%26b=c", "https://a.example/s?q=a&b=c"),
    ("https://a.example/read?id=7&print=1", "https://a.example/read?id=8&print=1"),
    # what stands behind the #
    ("https://a.example/app/#!/story/1", "https://a.example/app/#!/story/2"),
    ("https://a.example/app#/story/1", "https://a.example/app"),
    # wrappers that do not say, and what is no wrapper
    ("https://bit.ly/2XyZabc", "https://bit.ly/2xYzABC"), ("https://t.co/AbCdEf", "https://t.co/abcdef"),
    ("https://www.google.com/search?q=a", "https://www.google.com/search?q=b"),
    ("https://getpocket.com/save?url=" + PAGE, PAGE), ("https://www.facebook.com/sharer/sharer.php?u=" + PAGE, PAGE),
    ("https://a.example/login?next=" + PAGE, PAGE),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), TWO_PAGES)
def test_two_pages_never_share_a_key(one: str, other: str) -> None:
    assert page_key(one) != page_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x?b=2&a=1", "https://a.example/x?a=1&b=2&a=1"),
        ("https://a.example/x?a=b+c", "https://a.example/x?a=b%20c"), ("https://a.example/?id=7&q=", "https://a.example/?id=7"),
        ("https://a.example/read?id=7&from=rss", "https://a.example/read?id=7"),
        ("https://a.example/read?id=7&sid=9f86d081884c7d659a2f", "https://a.example/read?id=7"),
        ("https://a.example/read;jsessionid=8A1B?id=7", "https://a.example/read?id=7"),
        ("https://a.example/(S(lit3py55t21z5v55vlm25s55))/read?id=7", "https://a.example/read?id=7"),
        ("https://a.example/%7Edesk/caf%c3%a9", "https://a.example/~desk/café"),
        ("https://a.example/cafe%CC%81", "https://a.example/caf%C3%A9"),
        ("https://müller.example/x", "https://xn--mller-kva.example/x"), ("https://MÜLLER.example/x", "https://müller.example/x"),
        ("https://m%C3%BCller.example/x", "https://müller.example/x"), ("https://ｅxample。test/x", "https://example.test/x"),
        ("https://пример.рф/x", "https://xn--e1afmkfd.xn--p1ai/x"), ("https://en.m.a.example/x", "https://en.a.example/x"),
        ("https://a.example/articleshow/12345.cms", "https://a.example/amp_articleshow/12345.cms"),
        ("https://a.example/news/story-12345-print.html", "https://a.example/news/story-12345.html"),
        ("https://a.example/read?id=51675455&cmpid=1490", "https://a.example/read?id=51675455"),
        ("https://a.example/read?id=7&smid=tw-share&_r=0", "https://a.example/read?id=7"),
        ("https://a.example/four-shot-outside-bar/nkXFD?icmp=x&e=uk", "https://a.example/four-shot-outside-bar/nkXFD"),
        ("https://a.example/story/22294063/four-shot?e=uk", "https://a.example/story/22294063/four-shot"),
        ("https://a.example/22294063/story.html?e=uk", "https://a.example/22294063/story.html"),
        (NUMBERED + "?cat=7", NUMBERED), (PAGE + "?region=top-news&n=Top/Reference", PAGE),
        (PAGE + "?promo_code=15C10-1&rss=3457&nav=5192", PAGE), (PAGE + "?news", PAGE),
        (NUMBERED + "?ec_carp=976186401922298178", NUMBERED), (NUMBERED + "?cid=12345", NUMBERED),
        ("http://a.example:443/x", "https://a.example/x"), ("https://a.example", "http://www.a.example/?utm_source=x"),
        ("https://a.example/2026/05/three-shot?iid=EL", "https://a.example/2026/05/three-shot/amp"),
        ("https://a.example/新聞/港口大橋因裂縫關閉通行?foo=bar", "https://a.example/新聞/港口大橋因裂縫關閉通行"),
    ],
)  # fmt: skip
def test_what_says_the_same_is_one_page(one: str, other: str) -> None:
    assert page_key(one) == page_key(other)


@pytest.mark.parametrize(
    "text", ["", "mailto:desk@a.example", "https://", "https://?", "http://[::1", "https://a:b/", "x y"]
)
def test_what_is_no_web_address_is_its_own_key(text: str) -> None:
    assert page_key(text) == text
    assert host_of(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example" + "/amp" * 20_000, "https://a.example" + "/%20" * 20_000 + "x",
        "https://href.li/?" * 20_000, "https://a.example/#!" + "/" * 99_999,
        "https://a.example/" + "Ab12/" * 20_000, "https://a.example/?" + "&".join(f"{n:x}=1" for n in range(20_000)),
        "https://a.example/?" + "x" * 100_000, "https://a.example/" + "a-" * 50_000,
        "https://a.example/" + "%2e%2e/" * 20_000, "https://" + "m." * 20_000 + "a.example/",
    ],
)  # fmt: skip
def test_a_hostile_address_has_a_key_soon(text: str) -> None:
    assert page_key(text)  # a suite's own limit ends what takes minutes, as a recursion or a square of 100,000 does


def test_half_a_character_is_no_reason_to_fail() -> None:
    assert page_key("https://a.example/\ud83d").encode()


def test_named_noise_is_left_out_of_the_key() -> None:
    assert page_key("https://a.example/x?k=1&id=7", frozenset("k")) == page_key("https://a.example/x?id=7")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.a.example/x?y", "a.example"), ("http://a.example:8080", "a.example:8080"),
        ("http://[::1]:8080/x", "[::1]:8080"), ("https://m.müller.example#!/x", "xn--mller-kva.example"),
        ("https://www.google.com/url?q=https%3A%2F%2Fa.example%2Fx", "a.example"),
    ],
)  # fmt: skip
def test_a_host_is_that_of_the_page(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.a.example/x", "http://m.a.example/y", True),
        ("https://a.example", "https://news.a.example", True),
        ("https://a.example", "https://b.example", False), ("https://a.example", "nothing", False),
        ("https://a.example", "http://[::1", False),
    ],
)  # fmt: skip
def test_sites_are_told_by_their_hosts(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same
