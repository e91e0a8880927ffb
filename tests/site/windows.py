"""Pages of the site in browser windows, and what goes wrong there."""

# Milliseconds. Nothing is measured with it: it ends a test whose page never gets ready, and a
# machine ten times slower than the usual one is still in time.
PATIENCE = 300_000

PAUSED_AT = PATIENCE / 1000  # seconds

DESKTOP = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
PHONE = {"viewport": {"width": 375, "height": 812}, "has_touch": True, "is_mobile": True}
SCRIPTLESS = {**DESKTOP, "java_script_enabled": False}

AT_ONCE = "*, ::before, ::after { transition: none !important }"

# Without these Chromium asks its maker's hosts for updates at each start. Names of other hosts
# lead nowhere, so a page that asks one is not served by it.
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class Window:
    """A page in the browser, and what went wrong on it.

    Attributes
    ----------
    page : playwright.sync_api.Page
    elsewhere : list of str
        Addresses on other hosts that the page asked for.
    errors : list of str
        Complaints of the browser, errors of scripts, and answers that say that a file is missing.
    """

    def __init__(self, context, address):
        self.page = context.new_page()
        self.address = address
        self.elsewhere, self.errors = [], []
        self.page.on("request", self.asked)
        self.page.on("response", self.answered)
        self.page.on("console", self.complained)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def asked(self, request):
        """Remember what does not come from this machine."""
        if not request.url.startswith((self.address, "data:", "blob:", "file:")):
            self.elsewhere.append(request.url)

    def answered(self, response):
        """Remember what is missing."""
        if response.status >= 400:
            self.errors.append(f"{response.status} {response.url}")

    def complained(self, message):
        """Remember errors on the console."""
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def goto(self, name, fragment=""):
        """Open a page of the site, by its file name, as a server sends it."""
        self.page.goto(f"{self.address}/{name}{fragment}")

    def goto_file(self, path, fragment=""):
        """Open a page as a file of a folder."""
        self.page.goto(f"{path.as_uri()}{fragment}")

    def open_what_waits(self):
        """Open what waits for answers to questions; return whether anything did."""
        waiting = self.page.locator(".cb-waits button")
        count = waiting.count()
        waiting.evaluate_all("buttons => buttons.forEach(button => button.click())")
        return count > 0

    def stop_time(self):
        """Let the page's time pass only where the test says so; called before a page is opened."""
        self.page.clock.install(time=0)
        # Until it is paused the clock runs, and it cannot be paused in its past: on a slow machine
        # more than a second lies between the two calls. Nothing waits for it on the empty page.
        self.page.clock.pause_at(PAUSED_AT)

    def show_scheme(self, scheme):
        """Change between light and dark at once, without passing through the colors between."""
        still = self.page.add_style_tag(
            content="*, ::before, ::after {transition: none !important}"
        )
        self.page.emulate_media(color_scheme=scheme)
        # A listing of source code has no theme that could be another than the browser's.
        self.page.wait_for_function(
            "scheme => (document.documentElement.dataset.theme ?? scheme) === scheme", arg=scheme
        )
        still.evaluate("style => { document.body.offsetWidth; style.remove(); }")


def new_context(chromium, **settings):
    """A browser without a past, in which nothing moves by itself and nothing is hurried."""
    context = chromium.new_context(**{**DESKTOP, "reduced_motion": "reduce", **settings})
    context.set_default_timeout(PATIENCE)
    return context


class Visit:
    """The windows that the tests of one page share; each kind is opened when first asked for."""

    def __init__(self, chromium, address):
        self.chromium, self.address = chromium, address
        self.contexts, self.windows = {}, {}
        self.name = None

    def window(self, name, settings, opening):
        """The window of a kind on a page; ``opening`` puts the page into a new one.

        The windows of the page before are closed. What the browser has loaded stays in its memory.
        """
        if name != self.name:
            self.close()
            self.name = name
        kind = repr(settings)
        if kind not in self.windows:
            if kind not in self.contexts:
                self.contexts[kind] = new_context(self.chromium, **settings)
            self.windows[kind] = Window(self.contexts[kind], self.address)
            opening(self.windows[kind])
        return self.windows[kind]

    def close(self):
        """Close the windows on a page."""
        for window in self.windows.values():
            window.page.close()
        self.windows.clear()
