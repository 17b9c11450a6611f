"""The log on Kafka: topics, consumer groups and transactions of a cluster, in the words of `consumers/ports.py`.

`log.py` is the log; `member_view.py` one stage's view of it: a member of the stage's group (`member.py`), a transactional
writer (`writer.py`), and the state the stage may look up (`state.py`); `view.py` a view that belongs to no group. `cluster.py` makes the
clients; `errors.py` and `diagnosis.py` turn what they raise into our three kinds of errors. `setup.py` makes the topics,
`acls.py` says what a stage must be allowed.

The client's traps that this is built around are told where they are dealt with; `docs/decisions/` tells why the whole is
as it is.
"""

from wirewatch.adapters.kafka_log.cluster import Cluster, KafkaAccess
from wirewatch.adapters.kafka_log.log import KafkaLog

__all__ = ["Cluster", "KafkaAccess", "KafkaLog"]
