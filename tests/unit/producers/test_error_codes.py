"""The closed vocabulary of what can go wrong, and its explanation."""

import re
from typing import get_args

from producers.trouble import EntryCode, ErrorCode
from tests.conftest import ROOT


def test_every_code_is_explained_and_no_other() -> None:
    page = (ROOT / "docs" / "polling.md").read_text("utf-8")
    page = page.partition("## When a feed fails")[2]
    explained = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert sorted(explained) == sorted({*get_args(ErrorCode), *get_args(EntryCode)})
