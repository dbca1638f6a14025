"""`wirewatch sources discover`: what a site has, and lines for the desk file."""

import re
from dataclasses import replace

import pytest
import yaml

from tests.flows.pages import FERRY, front_page, sitemap, sitemap_index
from tests.flows.site import Answer, redirect
from tests.flows.sources.conftest import AN_HOUR_AGO, publish


@pytest.fixture
def discover(wirewatch, site, desk):
    def run(path="/", code=0):
        return wirewatch("sources", "discover", site.url(path), "--allow-private", code=code)

    return run


def lines(screen):
    return [line.strip() for line in screen.splitlines()]


def offered(screen):
    """The lines for the desk file, as YAML reads them."""
    return yaml.safe_load(re.split(r"first\):\n|write:\n", screen)[1])


def test_the_feed_that_a_home_page_names_is_offered(discover, site):
    site.routes["/"] = front_page(feeds=[("/courier.xml", "News")])

    said = discover()

    assert f"{site.url('/courier.xml')} (named by the page)" in lines(said)
    assert f"3 entries, the newest of {AN_HOUR_AGO:%Y-%m-%d %H:%M} UTC" in lines(said)
    assert [source["url"] for source in offered(said)] == [site.url("/courier.xml")]


def test_what_is_offered_can_be_put_into_a_desk_file(discover, wirewatch, site, desk):
    publish(site, "bay")
    site.routes["/"] = front_page(feeds=[("/bay.xml", "News")])
    added = discover().partition("first):\n")[2]
    desk.write_text(desk.read_text().replace("\n# what to watch for", added + "\n# what to watch for"))

    assert "is in order: 3 sources" in wirewatch("check")


def test_sitemaps_of_robots_are_tried(discover, site):
    site.routes["/"] = front_page()
    site.routes["/robots.txt"] = Answer(
        f"User-agent: *\nAllow: /\nSitemap: {site.url('/map.xml')}\nsitemap: {site.url('/gone.xml')}\n".encode(),
        content_type="text/plain",
    )
    site.routes["/map.xml"] = sitemap_index(site.url("/a.xml"), site.url("/b.xml"))

    said = lines(discover())

    assert f"{site.url('/map.xml')} (named by robots.txt)" in said
    assert "an index of 2 sitemaps" in said
    assert f"not usable, though named by robots.txt: http 404: {site.url('/gone.xml')}" in said


def test_the_usual_places_are_tried_and_their_absence_is_not_told(discover, site):
    site.routes["/feed"] = site.routes["/feed/"] = site.routes["/courier.xml"]

    said = discover()

    assert "(in a usual place)" in said
    assert "not usable" not in said
    assert len(offered(said)) == 1


def test_where_the_site_names_its_feed_the_usual_places_are_left_alone(discover, site):
    site.routes["/"] = front_page(feeds=[("/courier.xml", "News")])

    discover()

    assert {request.path for request in site.requests} == {"/robots.txt", "/", "/courier.xml"}


def test_two_addresses_of_the_same_news_are_offered_once(discover, site):
    site.routes["/twin.xml"] = site.routes["/courier.xml"]
    site.routes["/"] = front_page(feeds=[("/courier.xml", "News"), ("/twin.xml", "Twin")])

    said = discover()

    assert f"the same as {site.url('/courier.xml')}" in lines(said)
    assert [source["url"] for source in offered(said)] == [site.url("/courier.xml")]


def test_two_feeds_of_one_title_get_names_of_their_own(discover, site):
    publish(site, "bay")
    site.routes["/"] = front_page(feeds=[("/courier.xml", "News"), ("/bay.xml", "News")])

    first, second = offered(discover())

    assert second["name"] == f"{first['name']} (2)"


def test_a_feed_that_moved_for_good_is_offered_where_it_is(discover, site):
    site.routes["/old.xml"] = replace(redirect("/courier.xml"), status=301)
    site.routes["/"] = front_page(feeds=[("/old.xml", "News")])

    assert [source["url"] for source in offered(discover())] == [site.url("/courier.xml")]


def test_an_address_that_is_a_feed_itself_is_offered(discover, site):
    said = discover("/courier.xml")

    assert f"{site.url('/courier.xml')} (the address itself)" in lines(said)


def test_a_sitemap_is_offered_as_one(discover, site):
    site.routes["/map.xml"] = sitemap(site.url("/courier/1"))

    [source] = offered(discover("/map.xml"))

    assert source["kind"] == "sitemap"


def test_a_sitemap_of_all_is_told_but_not_offered_beside_a_feed(discover, site):
    site.routes["/"] = front_page(feeds=[("/courier.xml", "News")])
    site.routes["/robots.txt"] = Answer(f"Sitemap: {site.url('/map.xml')}".encode(), content_type="text/plain")
    site.routes["/map.xml"] = sitemap(site.url("/about"), site.url("/imprint"))

    said = discover()

    assert f"{site.url('/map.xml')} (named by robots.txt)" in lines(said)
    assert [source["url"] for source in offered(said)] == [site.url("/courier.xml")]


def test_a_page_without_a_feed_is_offered_as_a_listing(discover, site):
    site.routes["/"] = front_page([("/courier/1", FERRY.headline)])

    said = discover()

    assert "Neither feed nor sitemap; the page has 1 headline links." in said
    assert [(source["kind"], source["url"]) for source in offered(said)] == [("listing", site.url("/"))]


def test_a_site_without_anything_says_so(discover):
    said = discover(code=1)

    assert "The page itself was refused: http 404" in said
    assert "Nothing was found. Cure: " in said


def test_pages_that_robots_close_are_not_asked(discover, site):
    site.routes["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n", content_type="text/plain")
    site.routes["/"] = front_page(feeds=[("/courier.xml", "News")])

    said = discover(code=1)

    assert "The page itself was refused: robots" in said
    assert {request.path for request in site.requests} == {"/robots.txt"}


def test_a_name_that_does_not_exist_is_told(wirewatch, desk):
    said = wirewatch("sources", "discover", "https://no-such-name.invalid/", code=1)

    assert "Cure: there is no such name" in said


def test_a_page_that_is_not_there_is_not_answered_with_the_same_command(discover):
    said = discover(code=1)

    assert "Cure: the address is wrong or has moved: begin at the site's home page" in said
    assert "sources discover" not in said
