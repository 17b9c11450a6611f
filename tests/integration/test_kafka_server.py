"""The launcher of the real Kafka, and the broker it starts."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.kafka_server import KafkaServer
from tests.servers import LAUNCHERS, Launcher, free_ports


def answers(address: str) -> bool:
    host, port = address.split(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True


def test_the_shared_kafka_listens_without_and_with_passwords(kafka: KafkaServer) -> None:
    assert answers(kafka.address)
    assert answers(kafka.with_passwords)
    assert answers(kafka.with_tls)
    assert "BEGIN CERTIFICATE" in kafka.ca.read_text()


def test_a_kafka_ends_with_the_process_it_lives_with(kafka: KafkaServer, tmp_path: Path) -> None:
    port, controller = free_ports(2)
    owner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
    launcher = Launcher(
        "kafka.sh",
        {
            "KAFKA_STATE": str(tmp_path / "kafka"),
            "KAFKA_PORT": str(port),
            "KAFKA_CONTROLLER_PORT": str(controller),
            "LIVES_WITH": str(owner.pid),
        },
    )
    launcher.start()
    assert answers(f"127.0.0.1:{port}")
    broker = launcher.pid()
    os.kill(owner.pid, signal.SIGKILL)
    owner.wait()
    for _ in range(100):
        if not answers(f"127.0.0.1:{port}"):
            break
        time.sleep(0.1)
    assert not answers(f"127.0.0.1:{port}"), f"process {broker} still listens"


def test_a_machine_without_java_is_told_apart_from_a_broken_start(tmp_path: Path) -> None:
    bash = "/bin/bash"
    for tool in ("dirname", "cat", "mkdir", "rm", "id"):
        (tmp_path / tool).symlink_to(f"/usr/bin/{tool}")
    done = subprocess.run(
        [bash, str(LAUNCHERS / "kafka.sh"), "start"], capture_output=True, text=True, check=False,
        env={"PATH": str(tmp_path), "KAFKA_STATE": str(tmp_path / "kafka"), "HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 69
    assert "java is missing: install a JDK" in done.stderr
