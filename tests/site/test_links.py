"""Every link inside the book leads somewhere, to the very place it names."""

from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

# A link to an explorer may carry its settings; a gallery link may too.
ATTRIBUTES = {"href", "src"}


class Anchors(HTMLParser):
    """Links of a page and the places in it that a link can name."""

    def __init__(self):
        super().__init__()
        self.links, self.places = [], {"", "top"}

    def handle_starttag(self, tag, attributes):
        """Collect from one tag."""
        for name, value in attributes:
            if name in ATTRIBUTES and value is not None and tag != "base":
                self.links.append(value)
            elif name == "id" or (name == "name" and tag == "a"):
                self.places.add(value)


@cache
def anchors(path):
    """Links and places of a built page."""
    parser = Anchors()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser


def target(site, path, link):
    """File that a link leads to, and the place in it; None for a link that leaves the site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    name = unquote(parts.path)
    folder = site if name.startswith("/") else path.parent
    file = folder / name.lstrip("/") if name else path
    file = file / "index.html" if file.is_dir() else file
    return file.resolve(), unquote(parts.fragment.split("?")[0])


def broken(site, path):
    """Links of a page that lead nowhere, each with the reason."""
    for link in anchors(path).links:
        found = target(site, path, link)
        if found is None:
            continue
        file, place = found
        if not file.is_file():
            yield link, "no such file"
        elif file.suffix == ".html" and place not in anchors(file).places:
            yield link, "no such place on that page"


def test_every_link_leads_to_a_place_that_exists(site, page_name):
    assert list(broken(site, site / page_name)) == []


def test_every_listing_of_code_has_links_that_lead_somewhere(site):
    listings = site.glob("_modules/**/*.html")
    assert {str(path): found for path in listings if (found := list(broken(site, path)))} == {}


def test_no_page_loads_anything_from_another_host(site, page_name):
    text = (site / page_name).read_text(encoding="utf-8")
    loads = ('src="http', "src='http", "@import url(http")
    assert [piece for piece in loads if piece in text] == []


def test_the_page_not_found_has_no_link_that_depends_on_its_address(site):
    links = anchors(site / "404.html").links
    assert [link for link in links if not link.startswith(("/", "#", "data:"))] == []


@pytest.mark.parametrize("path", ["nowhere.html", "book/convolution/nowhere", "a/b/c/d.html"])
def test_the_page_not_found_is_whole_at_any_address(fresh, path):
    window = fresh()
    window.goto(path)
    assert window.errors[0].startswith("404") and path in window.errors[0]
    assert [error for error in window.errors if path not in error] == []
    assert window.page.locator("h1:visible").count() == 1
    with window.page.expect_navigation():
        window.page.get_by_role("link", name="home page").click()
    assert window.page.url.endswith("/book/index.html")
