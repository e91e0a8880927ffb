"""The built site on this machine, compressed as by a real host: for tests and the audit."""

import gzip
import threading
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from tools.serve import Pages

COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".txt", ".ipynb"}


class CompressedPages(Pages):
    """Files of the site, gzipped where that helps, and kept by the browser for a while."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Send a file, compressed if it is text."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        wanted = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (wanted and path.is_file() and path.suffix in COMPRESSED):
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self):
        """Let the browser keep what it has, as GitHub Pages does."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, format, *args):
        """Say nothing."""


@contextmanager
def serving(folder):
    """The address of a server that runs while the block does.

    Parameters
    ----------
    folder : pathlib.Path
        The built site.

    Yields
    ------
    str
        Such as ``http://127.0.0.1:41234``.
    """
    pages = partial(CompressedPages, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), pages) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
