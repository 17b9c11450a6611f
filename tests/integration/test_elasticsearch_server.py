"""The launcher of the real Elasticsearch, and the node it starts."""

import subprocess
from pathlib import Path

import pytest
from elasticsearch import AuthenticationException, Elasticsearch

from tests.elasticsearch_server import USER, ElasticServer
from tests.servers import LAUNCHERS


def test_the_shared_elasticsearch_answers_its_user_alone(elasticsearch: ElasticServer) -> None:
    with Elasticsearch(elasticsearch.address, basic_auth=USER) as client:
        assert client.info()["version"]["number"].startswith("9.4.")
    with (
        Elasticsearch(elasticsearch.address, basic_auth=("elastic", "guessed")) as stranger,
        pytest.raises(AuthenticationException),
    ):
        stranger.info()


def test_a_machine_without_a_new_enough_jdk_is_told_apart_from_a_broken_start(tmp_path: Path) -> None:
    old = tmp_path / "old" / "bin"
    old.mkdir(parents=True)
    (old / "java").write_text("#!/bin/sh\necho 'openjdk version \"17.0.9\"' >&2\n")
    (old / "java").chmod(0o755)
    done = subprocess.run(
        ["bash", str(LAUNCHERS / "elasticsearch.sh"), "start"], capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "ES_JDK": str(tmp_path / "old"), "ES_STATE": str(tmp_path / "es"), "HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 69
    assert "no JDK 21 or newer was found" in done.stderr
