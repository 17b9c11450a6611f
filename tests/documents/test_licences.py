"""Every package that is installed with Wirewatch may be: its licence goes with Apache-2.0."""

import re
from importlib.metadata import PackageNotFoundError, distribution, requires

import pytest

FREE = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|Zlib|Unlicense|CC0|Public Domain|HPND)\b|LGPL",
    re.IGNORECASE,
)
NAMED_ELSEWHERE = {"langdetect": "Apache-2.0", "sgmllib3k": "BSD"}
"""Packages whose metadata name no licence, and the one that their own files do."""


def closure(name: str, known: set[str]) -> None:
    """A package with all that it needs at run time."""
    for requirement in requires(name) or ():
        if "extra ==" in requirement:
            continue
        found = re.match(r"[A-Za-z0-9._-]+", requirement)
        needed = found[0].lower() if found else ""
        if needed and needed not in known:
            try:
                distribution(needed)
            except PackageNotFoundError:
                continue  # for another system or Python
            known.add(needed)
            closure(needed, known)


def needed() -> list[str]:
    known: set[str] = set()
    closure("wirewatch", known)
    return sorted(known)


@pytest.mark.parametrize("name", needed())
def test_a_package_has_a_licence_that_goes_with_ours(name: str) -> None:
    about = distribution(name).metadata
    told = [
        *(about.get_all("License-Expression") or ()),
        *(about.get_all("License") or ()),
        *(about.get_all("Classifier") or ()),
    ]
    licence = NAMED_ELSEWHERE.get(name) or " ".join(
        each[:300] for each in told if not each.startswith("Topic")
    )
    assert FREE.search(licence), f"{name}: {licence!r}"
