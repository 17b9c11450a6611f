#!/usr/bin/env bash
# A real Kafka of one node (KRaft) on loopback, without Docker: for tests, and to try the stream on a cluster.
#
#   kafka.sh start [--fresh]   start it and wait until it answers; --fresh forgets its data first
#   kafka.sh stop | kill       end it with SIGTERM | SIGKILL
#   kafka.sh pid | log         its pid | the end of its log
#   kafka.sh jars              fetch its jars from Maven Central (start does so when they are missing)
#
# KAFKA_STATE       its folder: data, settings, log, pid (default ./wirewatch-data/kafka)
# KAFKA_PORT        its port on 127.0.0.1 (default 9092); the controller listens on KAFKA_CONTROLLER_PORT (default 9093)
# KAFKA_HEAP        memory of its heap (default 320m)
# KAFKA_PROPERTIES  a file of further broker properties; what it names wins
# LIVES_WITH        a pid: the server is killed when that process has ended
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/launch.sh"

state=${KAFKA_STATE:-wirewatch-data/kafka}
port=${KAFKA_PORT:-9092}
controller=${KAFKA_CONTROLLER_PORT:-9093}
heap=${KAFKA_HEAP:-320m}

# One node: every internal topic has one replica. Topics are made by `wirewatch setup`, never by a reader's typing error.
broker_properties() {
  cat <<P
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$controller
advertised.listeners=PLAINTEXT://127.0.0.1:$port
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
controller.listener.names=CONTROLLER
log.dirs=$state/data
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
log.segment.bytes=67108864
log.cleaner.dedupe.buffer.size=16777216
num.network.threads=2
num.io.threads=3
P
  [ -z "${KAFKA_PROPERTIES:-}" ] || cat "$KAFKA_PROPERTIES"
}

start() {
  alive && { echo "Kafka runs already: pid $(cat "$state/pid")"; return; }
  [ "${1:-}" != --fresh ] || rm -rf "$state"
  mkdir -p "$state"
  state=$(cd "$state" && pwd)
  need_java 17
  jars=$(assembled kafka "$here/kafka/pom.xml" jars)
  broker_properties >"$state/server.properties"
  local logging=-Dlog4j2.configurationFile=$here/kafka/log4j2.properties
  if [ ! -f "$state/data/meta.properties" ]; then  # an id without the signs that begin an option
    java -Xmx64m -XX:TieredStopAtLevel=1 "$logging" -cp "$jars/*" kafka.tools.StorageTool format \
      -t "$(head -c 16 /dev/urandom | base64 | tr '+/' 'ab' | tr -d '=')" -c "$state/server.properties" \
      >"$state/format.log" 2>&1 || { cat "$state/format.log" >&2; exit 1; }
  fi
  launched java -Xms"$heap" -Xmx"$heap" -XX:+UseSerialGC -XX:MaxDirectMemorySize=128m -Djava.awt.headless=true \
    -Djava.net.preferIPv4Stack=true $(class_archive) "$logging" -cp "$jars/*" kafka.Kafka "$state/server.properties"
  wait_until 60 answers "$port"
  echo "Kafka runs: pid $(cat "$state/pid"), port $port"
}

# The classes of a start, archived at the first clean stop and used by every start after it, which then takes half as long.
class_archive() {
  local archive
  archive=$jars/classes-$(java -version 2>&1 | sha256sum | cut -c1-12).jsa
  if [ -f "$archive" ]; then echo "-XX:SharedArchiveFile=$archive -Xshare:auto"
  elif [ -w "$jars" ]; then echo "$archive" >"$state/archive"; echo "-XX:ArchiveClassesAtExit=$state/classes.jsa"; fi
}

keep_class_archive() {
  if [ -f "$state/classes.jsa" ] && [ -f "$state/archive" ]; then
    mv "$state/classes.jsa" "$(cat "$state/archive").$$" && mv "$(cat "$state/archive").$$" "$(cat "$state/archive")"
  fi
  rm -f "$state/classes.jsa" "$state/archive"
}

case ${1:-} in
  jars) need_java 17; assembled kafka "$here/kafka/pom.xml" jars ;;
  start) start "${2:-}" ;;
  stop) ended TERM; keep_class_archive ;;
  kill) ended KILL ;;
  pid) cat "$state/pid" ;;
  log) tail -n 50 "$state/server.log" ;;
  *) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
