"""The address at which a process is watched: /metrics, /live, /ready.

For Prometheus, Docker and Kubernetes, on a thread of its own, so that it answers while the stages work. It says nothing of
what passes through, only counts: but it is meant for loopback or a private network.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from schemas.errors import ConfigurationError
from wirewatch.liveness import Answer

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class _Server(ThreadingHTTPServer):
    """Knows what to answer."""

    daemon_threads = True

    def __init__(
        self, address: tuple[str, int], metrics: Callable[[], bytes], answers: dict[str, Callable[[], Answer]]
    ) -> None:
        self.metrics = metrics
        self.answers = answers
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    """Answers GET for three paths."""

    server: _Server
    server_version = "wirewatch"
    sys_version = ""
    timeout = 10

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/metrics":
            self._answer(200, self.server.metrics(), METRICS_TYPE)
        elif path in self.server.answers:
            answer = self.server.answers[path]()
            text = "ok\n" if answer.well else "".join(f"{trouble}\n" for trouble in answer.troubles)
            self._answer(200 if answer.well else 503, text.encode())
        else:
            self._answer(404, b"/metrics, /live, /ready\n")

    def _answer(self, status: int, body: bytes, kind: str = "text/plain; charset=utf-8") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: it is asked every few seconds."""


@contextmanager
def monitored(
    address: str,
    metrics: Callable[[], bytes],
    alive: Callable[[], Answer],
    ready: Callable[[], Answer],
) -> Iterator[str]:
    """Answers at `address` (host:port; port 0: any that is free) while the block runs; gives the address in use.

    Raises ConfigurationError where it cannot be used.
    """
    host, _, port = address.rpartition(":")
    try:
        server = _Server((host.strip("[]"), int(port)), metrics, {"/live": alive, "/ready": ready})
    except (OSError, ValueError, OverflowError) as error:
        raise ConfigurationError(
            f"monitor: {address!r} cannot be listened on ({error}); name host:port, as in 127.0.0.1:9464."
        ) from error
    thread = threading.Thread(target=server.serve_forever, name="monitor", daemon=True)
    thread.start()
    try:
        yield f"{server.server_address[0]!s}:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
