"""What a backup holds: its first file."""

from schemas.model import Model, Sha256, UtcTime


class BackedUpFile(Model):
    """One file, by its place in the data folder."""

    name: str
    size_bytes: int
    sha256: Sha256


class Backup(Model):
    """When and by what a backup was made, and every file in it."""

    made_at: UtcTime
    wirewatch: str
    files: tuple[BackedUpFile, ...]
