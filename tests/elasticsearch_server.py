"""A real Elasticsearch for tests, with passwords asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.servers import Launcher, free_ports

USER = ("elastic", "elastic-secret")
"""Name and password of the user who may do everything."""


@dataclass(frozen=True)
class ElasticServer:
    """A node that runs."""

    launcher: Launcher

    @property
    def port(self) -> int:
        """Its port on loopback."""
        return int(self.launcher.variables["ES_PORT"])

    @property
    def address(self) -> str:
        """http://127.0.0.1:port."""
        return f"http://127.0.0.1:{self.port}"


def start_elasticsearch(folder: Path, extra: Mapping[str, str] | None = None) -> Launcher:
    """Start a node in a folder that everybody may enter, on ports of its own. Raises CannotRun."""
    port, transport = free_ports(2)
    launcher = Launcher(
        "elasticsearch.sh",
        {
            "ES_STATE": str(folder / "elasticsearch"),
            "ES_PORT": str(port),
            "ES_TRANSPORT_PORT": str(transport),
            "ES_PASSWORD": USER[1],
            "ES_JAVA_OPTS": "-XX:TieredStopAtLevel=1",  # starts in half the time, and tests are over soon
            **(extra or {}),
        },
    )
    launcher.start()
    return launcher
