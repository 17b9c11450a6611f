"""A real Kafka for tests: plain, with passwords, and with passwords over TLS; nobody but the plain listener's user may
do anything until an ACL says so."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.servers import CannotRun, Launcher, free_ports

PLAIN_USERS = {"stage": "stage-secret", "stranger": "stranger-secret"}
"""Users of the listeners with passwords (mechanism PLAIN); those of SCRAM are made by the tests that need them."""

_PROPERTIES = """
listeners=PLAINTEXT://127.0.0.1:{port},BEHIND://127.0.0.1:{behind},SASL_PLAINTEXT://127.0.0.1:{sasl},SASL_SSL://127.0.0.1:{tls},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port},BEHIND://127.0.0.1:{proxy},SASL_PLAINTEXT://127.0.0.1:{sasl},SASL_SSL://127.0.0.1:{tls}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,BEHIND:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
listener.name.sasl_plaintext.plain.sasl.jaas.config={plain}
listener.name.sasl_plaintext.scram-sha-256.sasl.jaas.config={scram}
listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config={scram}
listener.name.sasl_ssl.plain.sasl.jaas.config={plain}
listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config={scram}
listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config={scram}
listener.name.sasl_ssl.ssl.keystore.type=PEM
listener.name.sasl_ssl.ssl.keystore.location={keystore}
group.min.session.timeout.ms=1000
"""


@dataclass(frozen=True)
class KafkaServer:
    """A broker that runs, known by its listener without passwords, or by the one that clients reach through a proxy."""

    launcher: Launcher
    listener: Literal["KAFKA_PORT", "PROXY_PORT"] = "KAFKA_PORT"

    @property
    def address(self) -> str:
        """host:port of the listener it is known by."""
        return self._on(self.listener)

    @property
    def with_passwords(self) -> str:
        """host:port of the listener with passwords."""
        return self._on("SASL_PORT")

    @property
    def with_tls(self) -> str:
        """host:port of the listener with passwords over TLS."""
        return self._on("TLS_PORT")

    @property
    def ca(self) -> Path:
        """The certificate to trust."""
        return Path(self.launcher.variables["KAFKA_STATE"]) / "ca.pem"

    def _on(self, port: str) -> str:
        return f"127.0.0.1:{self.launcher.variables[port]}"


def start_kafka(folder: Path, extra: Mapping[str, str] | None = None) -> Launcher:
    """Start a broker in a folder, on ports of its own. Raises CannotRun."""
    state = folder / "kafka"
    state.mkdir()
    keystore = _certificate(state)
    port, sasl, tls, controller, behind, proxy = free_ports(6)
    users = " ".join(f'user_{name}="{password}"' for name, password in PLAIN_USERS.items())
    properties = _PROPERTIES.format(
        port=port, sasl=sasl, tls=tls, controller=controller, behind=behind, proxy=proxy, keystore=keystore,
        plain=f"org.apache.kafka.common.security.plain.PlainLoginModule required {users};",
        scram="org.apache.kafka.common.security.scram.ScramLoginModule required;",
    )  # fmt: skip
    (folder / "properties").write_text(
        properties + "".join(f"{name}={value}\n" for name, value in (extra or {}).items())
    )
    launcher = Launcher(
        "kafka.sh",
        {
            "KAFKA_STATE": str(state),
            "KAFKA_PORT": str(port),
            "KAFKA_CONTROLLER_PORT": str(controller),
            "KAFKA_PROPERTIES": str(folder / "properties"),
            "SASL_PORT": str(sasl),
            "TLS_PORT": str(tls),
            "BEHIND_PORT": str(behind),
            "PROXY_PORT": str(proxy),
        },
    )
    launcher.start()
    return launcher


def _certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that signs itself: ca.pem to trust, the returned file for the broker."""
    if not shutil.which("openssl"):
        raise CannotRun("openssl is missing: it makes the certificate of the listener with TLS")
    key, ca, both = folder / "key.pem", folder / "ca.pem", folder / "keystore.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(ca)],
        check=True, capture_output=True, env=os.environ | {"RANDFILE": str(folder / "rnd")},
    )  # fmt: skip
    both.write_text(key.read_text() + ca.read_text())
    return both
