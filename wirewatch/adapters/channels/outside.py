"""Channels outside (mail, chat, webhooks and the rest) through Apprise."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from schemas.alert import Alert
from schemas.errors import ConfigurationError, TransientError
from wirewatch.channel_settings import ChannelSettings
from wirewatch.messages.message import message_of

KEY_HEADER = "X-Wirewatch-Alert"
_HEADERS_BY = {
    "mailto": KEY_HEADER, "mailtos": KEY_HEADER,
    "json": "Idempotency-Key", "jsons": "Idempotency-Key",
    "form": "Idempotency-Key", "forms": "Idempotency-Key",
    "xml": "Idempotency-Key", "xmls": "Idempotency-Key",
}  # fmt: skip
"""Kinds of address that take a header of ours; in it is the alert_id, the same however often a message is sent."""

_LIMITS = {"cto": "10", "rto": "20"}
"""Seconds to connect and to read, for addresses that name none themselves."""

_TYPES = {"low": "info", "normal": "info", "high": "warning", "urgent": "failure"}


class OutsideChannel:
    """Hands alerts to one address of Apprise, so many a minute at most. Raises ConfigurationError where Apprise knows no such
    address. An address is never told, since it holds passwords."""

    def __init__(
        self, name: str, settings: ChannelSettings, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._name = name
        self._url = settings.url.get_secret_value()
        self._zone = ZoneInfo(settings.zone) if settings.zone else None
        self._between_s = 60 / settings.per_minute
        self._clock = clock
        self._next_at = 0.0
        logging.getLogger("apprise").disabled = True  # it logs addresses, with the passwords in them
        self._made(None)

    @property
    def name(self) -> str:
        """The name rules use."""
        return self._name

    def send(self, alert: Alert) -> None:
        """Hand an alert over. Raises TransientError where it was not taken, or the next may only go later."""
        wait_s = self._next_at - self._clock()
        if wait_s > 0:
            raise TransientError(
                f"so many messages a minute and no more: the next in {wait_s:.0f} s", retry_after_s=wait_s
            )
        message = message_of(alert, self._zone)
        service = self._made(alert.alert_id)
        is_html = _takes_html(service)
        taken = False
        with suppress(
            Exception
        ):  # whatever a library of a service raises: it did not take the message, and why may hold a password
            taken = service.notify(
                title=message.subject, body=message.html if is_html else message.text,
                notify_type=_TYPES[alert.priority], body_format="html" if is_html else "text",
            )  # fmt: skip
        if not taken:
            raise TransientError("it did not take the message")
        self._next_at = self._clock() + self._between_s

    def _made(self, alert_id: str | None) -> Any:
        import apprise

        service = apprise.Apprise.instantiate(self._with(alert_id), suppress_exceptions=True)
        if service is None:
            raise ConfigurationError(
                f"Channel {self._name!r}: Apprise knows no such address. Its forms are listed in Apprise's own documentation; "
                "mailtos://user:password@host?to=you@host, slack://…, jsons://host/path are some."
            )
        return service

    def _with(self, alert_id: str | None) -> str:
        """The address with our limits, and the header that names the alert."""
        scheme = self._url.partition("://")[0].lower()
        query = [f"{key}={value}" for key, value in _LIMITS.items() if f"{key}=" not in self._url]
        if alert_id is not None and scheme in _HEADERS_BY:
            query.append(f"{quote('+')}{_HEADERS_BY[scheme]}={alert_id}")
        return f"{self._url}{'&' if '?' in self._url else '?'}{'&'.join(query)}"


def _takes_html(service: Any) -> bool:
    """Whether a service shows HTML: it names one format, or several in the order it likes them."""
    formats = service.notify_format
    each = formats if isinstance(formats, tuple | list) else (formats,)
    return any(getattr(one, "value", one) == "html" for one in each)
