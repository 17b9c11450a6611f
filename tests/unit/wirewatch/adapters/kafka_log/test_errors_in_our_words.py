"""What stops a stage, and what it waits for."""

import pytest
from kafka import errors as kafka

from schemas.errors import ConfigurationError, TransientError
from wirewatch.adapters.kafka_log.errors import in_our_words


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (kafka.SaslAuthenticationFailedError(), "user or password"),
        (kafka.TopicAuthorizationFailedError("news.items"), "does not allow"),
        (kafka.GroupAuthorizationFailedError("wirewatch.index"), "does not allow"),
        (kafka.TransactionalIdAuthorizationFailedError(), "does not allow"),
        (kafka.UnknownTopicOrPartitionError(), "topic is missing"),
        (kafka.MessageSizeTooLargeError("The message is 5000000 bytes"), "max.message.bytes"),
        (kafka.RecordListTooLargeError(), "max.message.bytes"),
        (kafka.UnsupportedVersionError(), "does not accept"),
    ],
)
def test_what_a_human_must_change_stops(error: kafka.KafkaError, says: str) -> None:
    ours = in_our_words(error)
    assert isinstance(ours, ConfigurationError)
    assert says in str(ours)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (kafka.ProducerFencedError(), "another process"),
        (
            kafka.FencedInstanceIdError(),
            "another process",
        ),  # by one's own earlier connection, too: joining tells
        (kafka.IllegalGenerationError(), "another process"),
        (kafka.CommitFailedError(), "another process"),
        (kafka.RebalanceInProgressError(), "another process"),
        (kafka.KafkaConnectionError("refused"), "away"),
        (kafka.KafkaTimeoutError(), "away"),
        (kafka.NotEnoughReplicasError(), "away"),
        (kafka.CoordinatorNotAvailableError(), "away"),
    ],
)
def test_what_passes_is_waited_for(error: kafka.KafkaError, says: str) -> None:
    ours = in_our_words(error)
    assert isinstance(ours, TransientError)
    assert says in str(ours)
