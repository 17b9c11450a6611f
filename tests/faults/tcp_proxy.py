"""A proxy on loopback that passes bytes on, until it is told to do a server harm."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal

Harm = Literal["none", "hang", "lose_answer", "cut_answer"]


class TcpProxy:
    """Passes on what comes. `harm`: answers hang; are lost when the server has done its work; are cut in the middle. `harmed` counts answers."""

    def __init__(self, port: int, at: int = 0) -> None:
        self.harm: Harm = "none"
        self.harmed = 0
        self._server_port = port
        self._listener = socket.create_server(("127.0.0.1", at))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                try:
                    server = socket.create_connection(("127.0.0.1", self._server_port))
                except OSError:
                    client.close()
                    continue
                for source, target, is_answer in ((client, server, False), (server, client, True)):
                    threading.Thread(target=self._pass, args=(source, target, is_answer), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        with suppress(OSError), source, target:
            while data := source.recv(65536):
                if is_answer and self.harm != "none":
                    self.harmed += 1
                    if self.harm == "hang":
                        continue
                    if self.harm == "cut_answer":
                        target.sendall(data[: len(data) // 2])
                    target.shutdown(socket.SHUT_RDWR)
                    return
                target.sendall(data)


@contextmanager
def proxied(port: int, at: int = 0) -> Iterator[TcpProxy]:
    """A proxy before a port while the block runs, at a port of its own or one that was agreed on."""
    proxy = TcpProxy(port, at)
    try:
        yield proxy
    finally:
        proxy.close()
