"""The client's errors in our words: what passes, and what a human must change."""

from collections.abc import Iterator
from contextlib import contextmanager

from kafka import errors as kafka

from schemas.errors import ConfigurationError, TransientError

_REFUSED = (
    kafka.SaslAuthenticationFailedError,
    kafka.UnsupportedSaslMechanismError,
    kafka.IllegalSaslStateError,
    kafka.SecurityDisabledError,
)
_MISTAKEN = (
    kafka.KafkaConfigurationError,
    kafka.UnsupportedVersionError,
    kafka.InvalidTopicError,
    kafka.InvalidReplicationFactorError,
    kafka.InvalidConfigurationError,
    kafka.PolicyViolationError,
    kafka.InvalidSessionTimeoutError,
    kafka.InvalidTransactionTimeoutError,
    kafka.InconsistentGroupProtocolError,
    kafka.UnsupportedCompressionTypeError,
    kafka.MessageSizeTooLargeError,
    kafka.RecordListTooLargeError,
)
_TOO_LARGE = (kafka.MessageSizeTooLargeError, kafka.RecordListTooLargeError)
_TAKEN_OVER = (
    kafka.ProducerFencedError,
    kafka.InvalidProducerEpochError,
    kafka.CommitFailedError,
    kafka.IllegalGenerationError,
    kafka.UnknownMemberIdError,
    kafka.RebalanceInProgressError,
    kafka.FencedInstanceIdError,
)


def in_our_words(error: Exception) -> TransientError | ConfigurationError:
    """What an error of the client means for a stage."""
    if isinstance(error, _REFUSED):
        return ConfigurationError(
            f"Kafka refuses the user or password ({_said(error)}): check kafka.username and kafka.password."
        )
    if isinstance(error, kafka.AuthorizationError):
        return ConfigurationError(
            f"Kafka does not allow this ({_said(error)}): `wirewatch setup --print` lists the rights that are needed."
        )
    if isinstance(error, kafka.UnknownTopicOrPartitionError):
        return ConfigurationError(f"A topic is missing ({_said(error)}): run `wirewatch setup`.")
    if isinstance(error, _TOO_LARGE):
        return ConfigurationError(
            f"Kafka takes no record so large ({_said(error)}): `wirewatch setup` says whose max.message.bytes is too small."
        )
    if isinstance(error, _MISTAKEN):
        return ConfigurationError(f"Kafka does not accept this ({_said(error)}).")
    if isinstance(error, _TAKEN_OVER):
        return TransientError("Kafka gave this work to another process, or took this one for dead.")
    return TransientError(f"Kafka is away ({_said(error)}).")


@contextmanager
def kafka_errors() -> Iterator[None]:
    """Raise the client's errors as ours. The client also lets errors of the network and of its own through."""
    try:
        yield
    except kafka.KafkaError as error:
        raise in_our_words(error) from error
    except (OSError, TimeoutError) as error:
        raise TransientError(f"Kafka is away ({error}).") from error


def _said(error: Exception) -> str:
    """The name and the first line of what the client says; it quotes whole requests after it."""
    name = type(error).__name__.removesuffix("Error")
    text = str(error).split("\n", 1)[0].split(": Request ", 1)[0]
    return text if len(text) <= 200 and name in text else f"{name} {text[:200]}".strip()
