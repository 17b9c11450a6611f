"""docker-compose.yml, read by the loader of Docker Compose itself. No container engine is needed, nor asked for."""

import json
import os
import shutil
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from consumers.topology import STREAM
from wirewatch.settings import Settings

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SERVERS = {"kafka", "elasticsearch", "kibana"}
STAGES = {spec.name for spec in STREAM}


@pytest.fixture(scope="module")
def loader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The loader, built."""
    if shutil.which("go") is None:
        reason = "go is not installed: it builds the loader of Docker Compose"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    program = tmp_path_factory.mktemp("loader") / "compose"
    subprocess.run(["go", "build", "-o", str(program), "."], cwd=HERE, check=True, timeout=280)
    return program


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a user has after `make secrets`."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copy(ROOT / "docker-compose.yml", folder)
    shutil.copytree(ROOT / "deploy", folder / "deploy")
    subprocess.run(["bash", "deploy/secrets.sh"], cwd=folder, check=True)
    return folder


def loaded(loader: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if "PASSWORD" not in name}
    return subprocess.run(
        [str(loader), "docker-compose.yml"], cwd=folder, env=environment, capture_output=True, text=True, timeout=60
    )  # fmt: skip


@pytest.fixture(scope="module")
def services(loader: Path, checkout: Path) -> Mapping[str, Any]:
    """The services as Docker Compose would start them."""
    done = loaded(loader, checkout)
    assert done.returncode == 0, done.stderr
    found: Mapping[str, Any] = json.loads(done.stdout)["services"]
    return found


def test_there_is_a_service_for_every_stage_and_every_server(services: Mapping[str, Any]) -> None:
    assert set(services) >= SERVERS | STAGES | {"setup"}
    assert {name: services[name]["command"] for name in STAGES} == {name: ["stage", name] for name in STAGES}


def test_every_service_that_stays_has_a_health_check_and_every_one_a_memory_limit(
    services: Mapping[str, Any],
) -> None:
    for name, service in services.items():
        assert int(service["mem_limit"]) > 0, name
        if name in SERVERS | STAGES | {"desk"}:
            assert service["healthcheck"]["test"], name
            assert service["restart"] == "unless-stopped", name
        else:
            assert service["restart"] == "no", name


def test_nothing_listens_beyond_this_machine(services: Mapping[str, Any]) -> None:
    published = [port for service in services.values() for port in service.get("ports") or ()]
    assert published
    assert {port["host_ip"] for port in published} == {"127.0.0.1"}


def test_stages_run_without_rights_on_a_file_system_they_cannot_write(services: Mapping[str, Any]) -> None:
    for name in STAGES:
        service = services[name]
        assert (service["read_only"], service["cap_drop"], service["user"]) == (True, ["ALL"], "10001:10001")


def test_stages_start_when_everything_is_set_up(services: Mapping[str, Any]) -> None:
    for name in STAGES:
        assert services[name]["depends_on"]["setup"]["condition"] == "service_completed_successfully"
    assert services["setup"]["depends_on"]["kafka"]["condition"] == "service_healthy"
    assert services["setup"]["depends_on"]["elasticsearch"]["condition"] == "service_healthy"


@pytest.mark.parametrize("name", ["classify", "setup", "kibana-setup", "desk"])
def test_the_environment_of_a_service_gives_valid_settings(
    name: str, services: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for variable, value in services[name]["environment"].items():
        monkeypatch.setenv(variable, value)
    assert Settings().log_format == "json"


def test_every_password_is_generated_and_none_is_in_the_file(checkout: Path) -> None:
    text = (checkout / "docker-compose.yml").read_text()
    secrets = dict(line.split("=", 1) for line in (checkout / ".env").read_text().splitlines())
    assert len(set(secrets.values())) == len(secrets) == 6
    assert all(len(secret) == 48 for secret in secrets.values())
    assert all(f"${{{name}:?" in text for name in secrets)
    assert stat.S_IMODE((checkout / ".env").stat().st_mode) == 0o600


def test_secrets_that_are_there_stay(checkout: Path) -> None:
    before = (checkout / ".env").read_text()
    subprocess.run(["bash", "deploy/secrets.sh"], cwd=checkout, check=True)
    assert (checkout / ".env").read_text() == before


def test_without_secrets_the_file_is_refused_with_what_to_do(loader: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    done = loaded(loader, tmp_path)
    assert done.returncode == 1
    assert "run make secrets first" in done.stderr
