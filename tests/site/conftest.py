"""The built site in a real browser. Every request to another host is blocked and remembered."""

import os
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.site.built_site import ROOT, SITE, page_names, pages_holding
from tools import browser as browsers
from tools.site_server import serving

SOURCES = ("_config.yml", "_toc.yml", "book", "src")
NOT_BUILT = "(the site is not built)"
# Without these Chromium asks its maker's hosts for updates at each start.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def each_in_one_browser(names):
    """Parameters for pages; the tests of a page run one after the other in the same browser.

    Without a site there is one, so that the test runs and fails.
    """
    return [
        pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in names or [NOT_BUILT]
    ]


def pytest_generate_tests(metafunc):
    """Run a test on every page it names."""
    if "page_name" in metafunc.fixturenames:
        pages = each_in_one_browser(page_names())
        metafunc.parametrize("page_name", pages, scope="module")
    if "explorer_page" in metafunc.fixturenames:
        pages = each_in_one_browser(pages_holding('class="cb-explorer"'))
        metafunc.parametrize("explorer_page", pages)


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
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page in the browser, and what went wrong on it."""

    page: Page
    address: str
    elsewhere: list = field(default_factory=list)
    errors: list = field(default_factory=list)

    def route(self, route):
        """Let through only what lies on this machine."""
        url = route.request.url
        if url.startswith((self.address, "data:", "blob:", "file:")):
            route.continue_()
        else:
            self.elsewhere.append(url)
            route.abort()

    def listen(self, message):
        """Remember what the browser complains about."""
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def answered(self, response):
        """Remember what could not be had; the page not found is meant to be."""
        if response.status >= 400:
            self.errors.append(f"{response.status} {response.url}")

    def goto(self, name, query=""):
        """Open a page of the site by its file name."""
        self.page.goto(f"{self.address}/{name}{query}")


def opener(chromium, address, contexts):
    """A function that opens a fresh, empty browser window."""

    def opened(width=1280, height=900, **settings):
        settings.setdefault("reduced_motion", "reduce")
        context = chromium.new_context(viewport={"width": width, "height": height}, **settings)
        context.set_default_timeout(30_000)
        contexts.append(context)
        made = Visit(context.new_page(), address)
        context.route("**/*", made.route)
        made.page.on("console", made.listen)
        made.page.on("pageerror", lambda error: made.errors.append(str(error)))
        made.page.on("response", made.answered)
        return made

    return opened


@pytest.fixture
def visit(chromium, address):
    """A function that opens a fresh, empty browser window."""
    contexts = []
    yield opener(chromium, address, contexts)
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def shown(chromium, address, page_name):
    """A page in a window of its own, opened once for the tests that only look at it."""
    contexts = []
    window = opener(chromium, address, contexts)()
    window.goto(page_name)
    yield window
    contexts[0].close()


@pytest.fixture
def printed(shown):
    """The same page as it is printed."""
    shown.page.emulate_media(media="print")
    yield shown
    shown.page.emulate_media(media="screen")
