"""The built site in a real browser: each page is visited once, by all tests of it."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.site import windows
from tests.site.built_site import ONE_OF_A_KIND, ROOT, SITE, page_names
from tools import browser as browsers
from tools.site_server import serving

SOURCES = ("_config.yml", "_toc.yml", "book", "src")
NOT_BUILT = "(the site is not built)"


def pytest_generate_tests(metafunc):
    """Run a test on every page; the tests of a page stay in one process.

    A file may name its own PAGES, and the dark is looked at on one page of a kind: it is the light
    in other colors. Without a site there is one page, so that the test runs and fails.
    """
    if "page_name" in metafunc.fixturenames:
        names = getattr(metafunc.module, "PAGES", page_names())
        if "dark" in metafunc.fixturenames:
            names = ONE_OF_A_KIND
        each = [pytest.param(one, marks=pytest.mark.xdist_group(one)) for one in names]
        metafunc.parametrize("page_name", each or [NOT_BUILT])


def pytest_collection_modifyitems(items):
    """The tests of a page follow each other, so that it is opened once."""

    def page(item):
        parameters = item.callspec.params if hasattr(item, "callspec") else {}
        return parameters.get("page_name", "")

    items.sort(key=page)


def newest(paths):
    """The latest change among files, seconds."""
    files = (file for path in paths for file in ([path] if path.is_file() else path.rglob("*")))
    kept = (file for file in files if file.is_file() and "__pycache__" not in file.parts)
    return max(file.stat().st_mtime for file in kept if ".egg-info" not in str(file))


@pytest.fixture(scope="session")
def site():
    """Folder of the built site, which must be newer than its sources."""
    home = SITE / "index.html"
    if not home.is_file():
        pytest.fail("the site is not built: run make book first")
    if newest(ROOT / name for name in SOURCES) > home.stat().st_mtime:
        pytest.fail("the site in _build/html is older than its sources: run make book again")
    return SITE


@pytest.fixture(scope="session")
def address(site):
    """Address at which the site is served."""
    with serving(site) as url:
        yield url


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests."""
    path = browsers.find()
    if path is None:
        refuse = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        refuse(browsers.MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=list(windows.SWITCHES), timeout=windows.PATIENCE
        )
        yield browser
        browser.close()


@pytest.fixture
def fresh(chromium, address):
    """A function that opens an empty window of a browser without a past."""
    contexts = []

    def opened(**settings):
        contexts.append(windows.new_context(chromium, **settings))
        return windows.Window(contexts[-1], address)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def visit(chromium, address):
    """The windows on the page that is visited."""
    visit = windows.Visit(chromium, address)
    yield visit
    visit.close()


@pytest.fixture
def shown(visit, page_name):
    """A page in a window of its own, opened once for all tests that leave it as they found it."""
    return visit.window(page_name, windows.DESKTOP, lambda window: window.goto(page_name))


@pytest.fixture
def dark(shown):
    """The same page in the dark."""
    shown.show_scheme("dark")
    yield shown
    shown.show_scheme("light")


@pytest.fixture
def printed(shown):
    """The same page as it is printed."""
    shown.page.emulate_media(media="print")
    yield shown
    shown.page.emulate_media(media="screen")


@pytest.fixture
def phone(visit, site, page_name):
    """A page on a phone, opened from a folder; only a server shows the page not found."""

    def opening(window):
        if page_name == "404.html":
            window.goto(page_name)
        else:
            window.goto_file(site / page_name)

    return visit.window(page_name, windows.PHONE, opening)


@pytest.fixture
def scriptless(visit, page_name):
    """A page in a browser that runs no script."""
    return visit.window(page_name, windows.SCRIPTLESS, lambda window: window.goto(page_name))


@pytest.fixture
def explorers(shown, page_name):
    """Explorers of the page, each brought into the window; they are put back at the end."""
    waited = shown.open_what_waits()
    found = shown.page.locator(".cb-explorer").all()
    for explorer in found:
        explorer.scroll_into_view_if_needed()
    yield found
    for explorer in found:
        explorer.locator("[data-cb-act=reset]").click()
    if waited:
        shown.goto(page_name)
