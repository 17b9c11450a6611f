"""Handing the saved objects to Kibana."""

import ssl
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from schemas.errors import ConfigurationError, TransientError

_TIMEOUT_S = 60.0
_PATH = "/api/saved_objects/_import?overwrite=true"


@dataclass(frozen=True, slots=True)
class KibanaAccess:
    """Where Kibana is and how to get in: as into its Elasticsearch."""

    address: str
    api_key: str | None = None
    user: tuple[str, str] | None = None
    ca_file: Path | None = None

    def headers(self) -> dict[str, str]:
        """What every request says. Kibana refuses those without kbn-xsrf."""
        known = {"kbn-xsrf": "wirewatch"}
        if self.api_key is not None:
            return {**known, "Authorization": f"ApiKey {self.api_key}"}
        if self.user is not None:
            return {**known, "Authorization": aiohttp.encode_basic_auth(*self.user)}
        return known


async def install(access: KibanaAccess, objects: str) -> int:
    """Import saved objects over those of the same ids; how many there are now. Raises TransientError or
    ConfigurationError."""
    form = aiohttp.FormData()
    form.add_field("file", objects, filename="wirewatch.ndjson", content_type="application/x-ndjson")
    trusted = ssl.create_default_context(cafile=access.ca_file) if access.ca_file else True
    where = access.address.rstrip("/")
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_TIMEOUT_S)) as session,
            session.post(where + _PATH, data=form, headers=access.headers(), ssl=trusted) as answer,
        ):
            return _read(where, answer.status, await answer.json(content_type=None))
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise TransientError(
            f"Kibana at {where} gave no answer that can be read ({type(error).__name__})."
        ) from error


def _read(where: str, status: int, said: object) -> int:
    told = said if isinstance(said, dict) else {}
    if status in (401, 403):
        raise ConfigurationError(
            f"Kibana at {where} does not let this user import: see [elastic] in docs/settings.md."
        )
    if status >= 500 or status == 429:
        raise TransientError(f"Kibana at {where} cannot do it now (status {status}).")
    if status != 200 or not told.get("success"):
        faults = [
            f"{each.get('type')} {each.get('id')}: {each.get('error')}" for each in told.get("errors") or ()
        ]
        raise ConfigurationError(
            f"Kibana at {where} refuses: {'; '.join(faults) or told.get('message') or status}."
        )
    return int(told["successCount"])
