"""Show the built site at an address of this machine: ``python tools/serve.py [port]``."""

import errno
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SITE = Path(__file__).parent.parent / "_build" / "html"


class Pages(SimpleHTTPRequestHandler):
    """Files of the site; a missing one gets the book's own 404 page, as on GitHub Pages."""

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_request(self, code="-", size="-"):
        """Say nothing about pages that were found."""


def refusal(words):
    """The words as a refusal of `make serve`: one sentence, and not success."""
    return SystemExit(f"make serve: {words}")


def main(port):
    if not (SITE / "index.html").is_file():
        raise refusal("the site is not built yet; run `make book` first.")
    if not (port.isdecimal() and int(port) < 2**16):
        raise refusal(f"a port is a number up to 65535, got {port}.")
    try:
        server = ThreadingHTTPServer(("127.0.0.1", int(port)), partial(Pages, directory=SITE))
    except PermissionError:
        raise refusal(f"port {port} is not open to you; take one from 1024 on.") from None
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        other = f"take another, as in make serve PORT={int(port) + 1}"
        raise refusal(f"port {port} is in use; {other}") from None
    print(f"The book is at http://localhost:{server.server_port} (Ctrl-C ends this).", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main(*sys.argv[1:2] or ["8000"])
