"""The connection to Elasticsearch: who we are, how long we wait, and its errors in our words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit, urlunsplit

from schemas.errors import ConfigurationError, TransientError
from wirewatch.adapters.elastic_index.answers import decide_request, raise_for

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

TIMEOUT_S = 30.0
_MAJOR = "9"


@dataclass(frozen=True, slots=True)
class Access:
    """Where Elasticsearch is and how to get in. `addresses` are one or more, with commas between them; user name and
    password may stand in the first one. They stay out of `str()`, messages and logs."""

    addresses: str
    api_key: str | None = None
    username: str | None = None
    password: str | None = None
    ca_file: Path | None = None
    timeout_s: float = TIMEOUT_S

    def hosts(self) -> list[str]:
        """The addresses without user name and password."""
        return [_bare(each) for each in self.addresses.split(",")]

    def user(self) -> tuple[str, str] | None:
        """User name and password, where there are any."""
        if self.username is not None:
            return self.username, self.password or ""
        first = urlsplit(self.addresses.split(",")[0].strip())
        return (unquote(first.username), unquote(first.password or "")) if first.username else None

    def __repr__(self) -> str:
        return f"Access({','.join(self.hosts())})"


class Connection:
    """A client, made at the first use (the library takes 0.7 s to import)."""

    def __init__(self, access: Access) -> None:
        self.address = access.hosts()[0]
        self._access = access
        self._client: Elasticsearch | None = None

    @contextmanager
    def client(self) -> Iterator["Elasticsearch"]:
        """The client; what goes wrong in the block is raised as TransientError or ConfigurationError."""
        from elasticsearch import ApiError, TransportError, UnsupportedProductError

        try:
            yield self._connected()
        except UnsupportedProductError as error:
            raise ConfigurationError(
                f"What answers at {self.address} is no Elasticsearch {_MAJOR}."
            ) from error
        except ApiError as error:
            self._raise_for(error)
        except TransportError as error:
            raise self._in_our_words(error) from error

    def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _connected(self) -> "Elasticsearch":
        if self._client is None:
            client = _client_of(self._access)
            try:
                version = str(client.info()["version"]["number"])
            except BaseException:
                client.close()
                raise
            if not version.startswith(f"{_MAJOR}."):
                client.close()
                raise ConfigurationError(
                    f"Elasticsearch at {self.address} has version {version}; this program needs {_MAJOR}."
                )
            self._client = client
        return self._client

    def _raise_for(self, error: Any) -> None:
        body = error.body if isinstance(error.body, dict) else {}
        cause = body.get("error")
        cause = cause if isinstance(cause, dict) else {"reason": str(cause or "")}
        root = next(iter(cause.get("root_cause") or ()), cause)
        decision = decide_request(error.status_code, str(root.get("type", "")), str(root.get("reason") or ""))
        try:
            raise_for(decision, self.address, _seconds(error.meta.headers.get("retry-after")))
        except (TransientError, ConfigurationError) as ours:
            raise ours from error
        raise error

    def _in_our_words(self, error: Exception) -> TransientError | ConfigurationError:
        from elastic_transport import ConnectionTimeout, SerializationError, TlsError

        match error:
            case ConnectionTimeout():
                return TransientError(
                    f"Elasticsearch at {self.address} gave no answer within {self._access.timeout_s:g} s."
                )
            case TlsError() if "CERTIFICATE" in str(error).upper() or "HOSTNAME" in str(error).upper():
                return ConfigurationError(
                    f"The certificate of Elasticsearch at {self.address} is not trusted: name its CA in "
                    "elasticsearch.ca_file."
                )
            case SerializationError():
                return TransientError(f"Elasticsearch at {self.address} gave an answer that cannot be read.")
            case _:
                return TransientError(f"Elasticsearch at {self.address} cannot be reached.")


def _client_of(access: Access) -> "Elasticsearch":
    from elasticsearch import Elasticsearch

    ways: dict[str, Any] = {}
    if access.api_key is not None:
        ways["api_key"] = access.api_key
    elif (user := access.user()) is not None:
        ways["basic_auth"] = user
    if access.ca_file is not None and access.addresses.startswith("https"):
        if not access.ca_file.is_file():
            raise ConfigurationError(f"elasticsearch.ca_file names {access.ca_file}, which is not there.")
        ways["ca_certs"] = str(access.ca_file)
    try:
        return Elasticsearch(
            access.hosts(),
            request_timeout=access.timeout_s,
            max_retries=0,  # the stage's loop waits and tries again
            **ways,
        )
    except ValueError as error:
        raise ConfigurationError(
            f"The address {', '.join(access.hosts())} cannot be used: {error}."
        ) from error


def _bare(address: str) -> str:
    parts = urlsplit(address.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError(
            f"index = {parts.scheme or 'that'}://… is no address of Elasticsearch: write https://host:9200."
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return urlunsplit((parts.scheme, f"{host}:{port}", parts.path.rstrip("/"), "", ""))


def _seconds(header: str | None) -> float | None:
    """A Retry-After of seconds; dates, which Elasticsearch never sends, are not read."""
    return float(header) if header is not None and header.isdigit() else None
