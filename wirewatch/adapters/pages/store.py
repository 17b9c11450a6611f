"""The pages themselves, compressed, in files named by their SHA-256: bounded by size and age."""

import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import zstandard

PRUNE_EVERY_S = 600.0


class PageStore:
    """Keeps pages under a folder, at most so many bytes and so long; the oldest go first. A full disk costs the page, never the
    item."""

    def __init__(
        self, folder: Path, *, max_bytes: int, max_age_s: float, clock: Callable[[], float] = time.time
    ) -> None:
        self._folder, self._max_bytes, self._max_age_s, self._clock = folder, max_bytes, max_age_s, clock
        self._prune_at = 0.0

    def keep(self, page: bytes) -> str:
        """Keep a page; its SHA-256."""
        name = sha256(page).hexdigest()
        path = self._path(name)
        with suppress(OSError):
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                part = path.with_suffix(".part")
                part.write_bytes(zstandard.compress(page, 6))
                part.replace(path)
            self._prune_sometimes()
        return name

    def get(self, name: str) -> bytes | None:
        """A page by its SHA-256, where it is still kept."""
        try:
            return zstandard.decompress(self._path(name).read_bytes())
        except (FileNotFoundError, zstandard.ZstdError):
            return None

    def remove(self, name: str) -> bool:
        """Remove a page by its SHA-256; whether it was there."""
        path = self._path(name)
        is_there = path.exists()
        path.unlink(missing_ok=True)
        return is_there

    def prune(self) -> int:
        """Let go of what is too old or too much; how many pages went."""
        files = sorted(
            (file.stat().st_mtime, file.stat().st_size, file) for file in self._folder.glob("*/*.zst")
        )
        total, gone = sum(size for _, size, _ in files), 0
        for at, size, file in files:
            if total <= self._max_bytes and self._clock() - at <= self._max_age_s:
                break
            file.unlink(missing_ok=True)
            total -= size
            gone += 1
        return gone

    def _prune_sometimes(self) -> None:
        if self._clock() >= self._prune_at:
            self._prune_at = self._clock() + PRUNE_EVERY_S
            self.prune()

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / f"{name}.zst"
