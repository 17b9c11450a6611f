"""The settings of an Elasticsearch cluster."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class ElasticSettings(BaseModel):
    """How to get into the Elasticsearch that `index` names, and how its indexes are laid out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    api_key: SecretStr | None = None
    """An API key as Elasticsearch gives it (encoded); it goes before user name and password."""
    username: str | None = None
    """Who we are."""
    password: SecretStr | None = None
    """The password; better in the variable WIREWATCH_ELASTIC__PASSWORD than in a file."""
    ca_file: Path | None = None
    """The certificate (PEM) of who signed the server's; none: those the machine trusts."""
    timeout_s: Annotated[float, Field(gt=0)] = 30
    """Seconds without an answer after which a request is tried again: longer than any healthy batch takes."""
    shards: Annotated[int, Field(ge=1, le=64)] = 1
    """Shards of a new index: one holds some 50 GB, more news than ten years bring."""
    replicas: Annotated[str, Field(pattern=r"^\d+(-(\d+|all))?$")] = "0-1"
    """Copies of each shard: a number, or a range that follows the number of nodes."""
