"""An Elasticsearch for one benchmark: started by its launcher on ports of its own, and gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LAUNCHER = Path(__file__).resolve().parents[1] / "deploy" / "servers" / "elasticsearch.sh"


@contextmanager
def node() -> Iterator[str]:
    """The address of a fresh node that asks for no password."""
    folder = Path(tempfile.mkdtemp(prefix="wirewatch-bench-"))
    folder.chmod(0o755)  # it does not run as root: its own user must reach its folder
    port, transport = _free_ports()
    told = {
        "ES_STATE": str(folder / "state"), "ES_PORT": port, "ES_TRANSPORT_PORT": transport, "LIVES_WITH": str(os.getpid()),
    }  # fmt: skip
    variables = os.environ | told
    try:
        with (folder / "said").open("w") as said:  # no pipe: the node would inherit it and hold it open
            subprocess.run(["bash", str(_LAUNCHER), "start"], env=variables, stdout=said, check=True)  # noqa: S607
        yield f"http://127.0.0.1:{port}"
    finally:
        subprocess.run(["bash", str(_LAUNCHER), "kill"], env=variables, check=False)  # noqa: S607
        shutil.rmtree(folder, ignore_errors=True)


def _free_ports() -> tuple[str, str]:
    with socket.socket() as one, socket.socket() as other:
        for each in (one, other):
            each.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1]), str(other.getsockname()[1])
