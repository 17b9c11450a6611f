"""Why a broker cannot be reached: asked by hand, because the client does not say.

The client reports a wrong password, an unknown certificate and a broker that is away alike, as a connection that was not
made in time: where the broker closes right after its answer, the answer is lost. So after such a failure one connection is
made here, step by step.
"""

import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from kafka import errors as kafka
from kafka.net.sasl import get_sasl_mechanism
from kafka.protocol.metadata import ApiVersionsRequest
from kafka.protocol.parser import KafkaProtocol
from kafka.protocol.sasl import SaslAuthenticateRequest, SaslHandshakeRequest

from schemas.errors import ConfigurationError, TransientError

_STEP_S = 5.0
_AGAIN_S = 1.0


class _SpeaksOtherwise(ConfigurationError):
    """What listens there is no such listener."""


def why_not_reached(
    servers: tuple[str, ...], security: Mapping[str, Any]
) -> TransientError | ConfigurationError | None:
    """The reason, found with the first server that answers at all; None where it lets us in. A broker that is just ending cuts
    a talk short as one does that speaks otherwise: only who does so twice counts as that."""
    first = _look(servers, security)
    if not isinstance(first, _SpeaksOtherwise):
        return first
    time.sleep(_AGAIN_S)
    return _look(servers, security)


def _look(
    servers: tuple[str, ...], security: Mapping[str, Any]
) -> TransientError | ConfigurationError | None:
    said = "no server is named"
    for server in servers:
        host, _, port = server.rpartition(":")
        try:
            with closing(socket.create_connection((host.strip("[]"), int(port)), _STEP_S)) as plain:
                return _refusal(server, plain, host.strip("[]"), security)
        except OSError as error:
            said = f"{server}: {error.strerror or error}"
    return TransientError(f"Kafka cannot be reached ({said}).")


def _refusal(
    server: str, plain: socket.socket, host: str, security: Mapping[str, Any]
) -> TransientError | ConfigurationError | None:
    protocol = str(security.get("security_protocol", "PLAINTEXT"))
    connection = plain
    if protocol.endswith("SSL"):
        try:
            connection = _with_tls(plain, host, security)
        except ssl.SSLCertVerificationError as error:
            return ConfigurationError(
                f"The certificate of {server} is not trusted ({error.verify_message}): check kafka.ca_file."
            )
        except ssl.SSLError as error:
            return ConfigurationError(
                f"{server} does not speak TLS as asked ({error.reason or error}): check kafka.security and the port."
            )
    try:
        with closing(connection):
            talk = _Talk(connection)
            talk.ask(ApiVersionsRequest(version=0))
            return _refused_user(server, talk, host, security) if protocol.startswith("SASL") else None
    except TimeoutError:  # it hangs; who speaks otherwise closes
        return TransientError(f"Kafka at {server} takes connections and does not answer.")
    except (ConnectionError, kafka.KafkaProtocolError):
        return _SpeaksOtherwise(
            f"{server} does not speak as asked: check the port, kafka.security and kafka.mechanism against its listener."
        )


def _with_tls(plain: socket.socket, host: str, security: Mapping[str, Any]) -> ssl.SSLSocket:
    context = ssl.create_default_context(cafile=security.get("ssl_cafile"))
    context.check_hostname = bool(security.get("ssl_check_hostname", True))
    if security.get("ssl_certfile"):
        context.load_cert_chain(security["ssl_certfile"], security.get("ssl_keyfile"))
    return context.wrap_socket(plain, server_hostname=host)


def _refused_user(
    server: str, talk: "_Talk", host: str, security: Mapping[str, Any]
) -> ConfigurationError | None:
    name = security["sasl_mechanism"]
    shaken = talk.ask(SaslHandshakeRequest(mechanism=name, version=1))
    if shaken.error_code:
        offered = ", ".join(shaken.mechanisms)
        return ConfigurationError(f"{server} does not offer {name} but {offered}: check kafka.mechanism.")
    mechanism = get_sasl_mechanism(name)(host=host, **security)
    while not mechanism.is_done():
        answer = talk.ask(SaslAuthenticateRequest(mechanism.auth_bytes(), version=1))
        if answer.error_code:
            return ConfigurationError(
                f"Kafka at {server} refuses the user {security['sasl_plain_username']} or the password "
                f"({answer.error_message or 'authentication failed'}): check kafka.username and kafka.password."
            )
        mechanism.receive(answer.auth_bytes)
    return None


class _Talk:
    """Requests and answers, one after the other, over a connection."""

    def __init__(self, connection: socket.socket) -> None:
        connection.settimeout(_STEP_S)
        self._connection = connection
        self._protocol = KafkaProtocol(client_id="wirewatch")

    def ask(self, request: Any) -> Any:
        self._protocol.send_request(request)
        self._connection.sendall(self._protocol.send_bytes())
        while True:
            received = self._connection.recv(65536)
            if not received:
                raise ConnectionResetError("closed without an answer")
            answers = self._protocol.receive_bytes(received)
            if answers:
                return answers[0][1]
