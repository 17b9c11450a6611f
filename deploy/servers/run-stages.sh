#!/usr/bin/env bash
# The stream on the servers of `make servers`, one process per stage, until Ctrl-C; a process that ends is started again.
# WIREWATCH_* settings are passed on; WIREWATCH_LOG and WIREWATCH_INDEX default to the servers of kafka.sh and elasticsearch.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export WIREWATCH_LOG=${WIREWATCH_LOG:-kafka://127.0.0.1:${KAFKA_PORT:-9092}}
export WIREWATCH_INDEX=${WIREWATCH_INDEX:-http://127.0.0.1:${ES_PORT:-9200}}
wirewatch=.venv/bin/wirewatch
pids=()

"$wirewatch" setup

keep_running() {
  local child=0
  trap 'kill -TERM $child 2>/dev/null; wait $child; exit 0' TERM
  while true; do
    "$wirewatch" stage "$1" &
    child=$!
    wait $child && exit 0
    [ $? != 2 ] || { echo "stage $1 needs a hand: see above" >&2; exit 2; }
    sleep 1
  done
}

stop() { kill -TERM "${pids[@]}" 2>/dev/null || true; }
trap stop INT TERM

for stage in poll classify complete extract cluster index match decide send; do
  keep_running "$stage" &
  pids+=($!)
done
echo "nine stages run on $WIREWATCH_LOG and $WIREWATCH_INDEX; Ctrl-C ends them"
wait
