"""The papers: every link leads somewhere, every setting and command is written down."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from schemas.rows import ROWS
from schemas.topics import TOPICS
from wirewatch.cli import COMMANDS
from wirewatch.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PAPERS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("wirewatch/**/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(#[^)\s]*)?\)")
CODE_PATH = re.compile(r"`((?:consumers|producers|schemas|wirewatch|docs|tests|benchmarks|deploy)/[\w./-]+)`")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_every_link_and_path_of_a_paper_leads_somewhere(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    links = [target for target, _ in LINK.findall(text) if not re.match(r"\w+:", target)]
    missing = [target for target in links if not (paper.parent / target).exists()]
    missing += [path for path in CODE_PATH.findall(text) if not (ROOT / path).exists()]
    assert missing == []


def setting_names() -> Iterator[str]:
    """Every setting; of a group its members."""
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, BaseModel):
            yield from (f"{name}.{part}" for part in type(field.default).model_fields)
        else:
            yield name


@pytest.mark.parametrize("name", [*setting_names()])
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs/settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert f"## {name}" in (ROOT / "docs/commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TOPICS)
def test_every_topic_is_documented(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs/architecture.md").read_text(encoding="utf-8")


def test_every_column_of_an_export_is_documented_with_its_meaning() -> None:
    told = (ROOT / "docs" / "taking-away.md").read_text(encoding="utf-8")
    for model in ROWS.values():
        for name, field in model.model_fields.items():
            assert f"| `{name}` | {field.description} |" in told, f"{model.__name__}.{name}"
