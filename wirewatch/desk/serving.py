"""The server of the desk: beside a run on a thread of its own, or by itself."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import structlog

from schemas.errors import ConfigurationError
from wirewatch.desk.desk import Desk
from wirewatch.desk.guard import LOOPBACK
from wirewatch.settings import Settings

if TYPE_CHECKING:
    import uvicorn

log = structlog.get_logger()


@contextmanager
def served(settings: Settings, *, exact: bool = False) -> Iterator[str | None]:
    """Serve the desk while the block runs; gives its address (None where the settings want none). Where its port is taken another is
    used, unless `exact`. Raises ConfigurationError where it cannot listen, or would beyond loopback without a token."""
    if not settings.desk:
        yield None
        return
    listening = _listening(settings, exact=exact)
    host, port = listening.getsockname()[:2]
    server = _server(settings, host)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="desk", daemon=True)
    thread.start()
    name = f"[{host}]" if ":" in host else host
    try:
        yield f"http://{name}:{port}/"
    finally:
        server.should_exit = True
        thread.join(5)
        listening.close()


def _server(settings: Settings, host: str) -> "uvicorn.Server":
    import uvicorn  # with starlette a fifth of a second to load

    from wirewatch.desk.app import make_app

    names = {*LOOPBACK, host, *settings.desk_hosts}
    token = settings.desk_token.get_secret_value() if settings.desk_token else None
    app = make_app(Desk(settings), names, token)
    config = uvicorn.Config(
        app, log_level="error", access_log=False, lifespan="off", timeout_keep_alive=5, limit_concurrency=64, h11_max_incomplete_event_size=16_384,
        server_header=False,
    )  # fmt: skip
    return uvicorn.Server(config)


def _listening(settings: Settings, *, exact: bool) -> socket.socket:
    host, _, port = (settings.desk or "").rpartition(":")
    host = host.strip("[]")
    if host not in LOOPBACK and settings.desk_token is None:
        raise ConfigurationError(
            f"The desk at {settings.desk} would be open to everyone on the network: set desk_token, or let it listen on 127.0.0.1."
        )
    try:
        return _bound(host, int(port))
    except (OSError, ValueError, OverflowError) as error:
        if exact or not port.isdigit():
            raise ConfigurationError(
                f"desk: {settings.desk!r} cannot be listened on ({error}); name host:port, as in 127.0.0.1:8600."
            ) from error
        log.info("desk_port_taken", port=port)
        return _bound(host, 0)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
    except BaseException:
        made.close()
        raise
    return made
