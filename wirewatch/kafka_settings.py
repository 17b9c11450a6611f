"""The settings of a Kafka cluster, and what the log needs to know of it."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

KAFKA = re.compile(r"kafka://(?P<servers>[^\s/@,]+:\d+(,[^\s/@,]+:\d+)*)/?")
"""A cluster's address: kafka://host:port, further brokers after commas."""


class KafkaSettings(BaseModel):
    """How to reach the cluster that `log` names; for nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    security: Literal["plaintext", "ssl", "sasl_plaintext", "sasl_ssl"] = "plaintext"
    """How the brokers' listener wants to be spoken to, by Kafka's own names: ssl is TLS, sasl a user and a password."""
    ca_file: Path | None = None
    """The certificates to trust, with ssl (PEM); none: the machine's own."""
    cert_file: Path | None = None
    """Our own certificate, where the brokers ask for one (PEM)."""
    key_file: Path | None = None
    """The key of our own certificate (PEM)."""
    mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"
    """How the password is proven, with sasl; PLAIN sends it, so only with ssl or in a private network."""
    username: str | None = None
    """Who we are, with sasl."""
    password: SecretStr | None = None
    """The password, with sasl; better in the variable WIREWATCH_KAFKA__PASSWORD than in a file."""
    partitions: Annotated[int, Field(ge=1, le=1000)] | None = None
    """Partitions of the topics that have several, when `wirewatch setup` makes them; none: 12 (feeds.state: 64). It is how
    many processes a stage can have at most; later it cannot be changed without making topics anew."""
    replication: Annotated[int, Field(ge=1, le=10)] | None = None
    """Replicas of each topic; none: as the brokers do by default. Three survive the loss of a broker."""
    session_s: Annotated[float, Field(ge=1, le=300)] = 10
    """Seconds without a sign of life after which a process's partitions go to others; brokers have bounds of their own."""
    instance: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,100}$")] | None = None
    """What this process is called among those of its stage; none: the host's name and a number. The same after a restart."""

    @model_validator(mode="after")
    def _complete(self) -> "KafkaSettings":
        if self.security.startswith("sasl") and not (self.username and self.password):
            raise ValueError(f"security {self.security} needs username and password")
        if not self.security.startswith("sasl") and (self.username or self.password):
            raise ValueError("username and password go with security sasl_ssl or sasl_plaintext")
        if bool(self.cert_file) != bool(self.key_file):
            raise ValueError("cert_file and key_file go together")
        return self

    def client_options(self) -> dict[str, Any]:
        """Security as the client takes it."""
        options: dict[str, Any] = {"security_protocol": self.security.upper()}
        if self.security.endswith("ssl"):
            files = {"ssl_cafile": self.ca_file, "ssl_certfile": self.cert_file, "ssl_keyfile": self.key_file}
            options |= {name: str(file) for name, file in files.items() if file}
        if self.security.startswith("sasl"):
            secret = self.password.get_secret_value() if self.password else ""
            options |= {
                "sasl_mechanism": self.mechanism,
                "sasl_plain_username": self.username,
                "sasl_plain_password": secret,
            }
        return options


def servers_of(log: str) -> tuple[str, ...]:
    """The brokers that the setting `log` names. Raises ValueError."""
    found = KAFKA.fullmatch(log)
    if found is None:
        raise ValueError('it is "sqlite", or kafka://host:port with further brokers after commas')
    return tuple(found["servers"].split(","))
