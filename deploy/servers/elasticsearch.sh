#!/usr/bin/env bash
# A real Elasticsearch of one node on loopback, without Docker: for tests, and to try the stream on a cluster.
#
#   elasticsearch.sh start [--fresh]   start it and wait until it answers; --fresh forgets its data first
#   elasticsearch.sh stop | kill       end it with SIGTERM | SIGKILL
#   elasticsearch.sh pid | log         its pid | the end of its log
#   elasticsearch.sh home              assemble it from Maven Central (start does so when it is missing; about 1 GB once)
#
# ES_STATE       its folder: data, settings, log, pid (default ./wirewatch-data/elasticsearch)
# ES_PORT        its port on 127.0.0.1 (default 9200); nodes would talk on ES_TRANSPORT_PORT (default 9300)
# ES_HEAP        memory of its heap (default 512m)
# ES_PASSWORD    the password of its user elastic; without one nobody is asked who they are
# ES_SETTINGS    a file of further settings (YAML)
# ES_JDK         the JDK to use, 21 or newer (default: the newest there is)
# LIVES_WITH     a pid: the server is killed when that process has ended
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/launch.sh"

state=${ES_STATE:-wirewatch-data/elasticsearch}
port=${ES_PORT:-9200}
transport=${ES_TRANSPORT_PORT:-9300}
heap=${ES_HEAP:-512m}

# The newest JDK of this machine; stop where none is new enough.
jdk() {
  local least=21 newest=0 found= version folder
  for folder in ${ES_JDK:-/usr/lib/jvm/* ${JAVA_HOME:-} "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")"}; do
    [ -x "$folder/bin/java" ] || continue
    version=$("$folder/bin/java" -version 2>&1 | sed -nE 's/.*version "([0-9]+).*/\1/p' | head -1)
    if [ "${version:-0}" -ge $least ] && [ "$version" -gt "$newest" ]; then newest=$version found=$folder; fi
  done
  [ -n "$found" ] || { echo "no JDK $least or newer was found: install one, or name it with ES_JDK" >&2; exit $CANNOT_RUN; }
  echo "$found"
}

# assemble POM FOLDER: unpack what the pom names and put it together.
assemble() {
  local pom=$1 folder=$2 unpacked=$2.unpacked module
  rm -rf "$unpacked"
  mvn -q -B -Dstyle.color=never -f "$pom" "-Dunpacked=$unpacked" generate-resources || return
  mv "$unpacked"/server/elasticsearch-* "$folder" || return
  for module in "$unpacked"/modules/*/elasticsearch/modules/*/; do
    [ -d "$folder/modules/$(basename "$module")" ] || mv "$module" "$folder/modules/"
  done
  mkdir -p "$folder/plugins"
  chmod a+x "$folder"/bin/*
  rm -rf "$unpacked"
}

home_of_server() { assembled elasticsearch "$here/elasticsearch/pom.xml" assemble; }

# Elasticsearch refuses to be root: then it is nobody.
its_user=()
[ "$(id -u)" != 0 ] || its_user=(setpriv --reuid=nobody --regid=nogroup --clear-groups env "HOME=/tmp")

settings() {
  cat <<Y
cluster.name: wirewatch-local
node.name: one
discovery.type: single-node
network.host: 127.0.0.1
http.port: $port
transport.port: $transport
path.data: $state/data
path.logs: $state/logs
path.repo: $state/snapshots
xpack.security.enabled: $([ -n "${ES_PASSWORD:-}" ] && echo true || echo false)
cluster.routing.allocation.disk.threshold_enabled: false
Y
  [ -z "${ES_SETTINGS:-}" ] || cat "$ES_SETTINGS"
}

prepared() {
  mkdir -p "$state"/{config/jvm.options.d,data,logs,tmp,snapshots}
  state=$(cd "$state" && pwd)
  export ES_HOME=$home ES_PATH_CONF=$state/config ES_TMPDIR=$state/tmp ES_JAVA_HOME
  cp "$home/config/log4j2.properties" "$state/config/"
  sed -E "s#(file=|ErrorFile=)logs/#\1$state/logs/#; s#(HeapDumpPath=)data#\1$state/data#" \
    "$home/config/jvm.options" >"$state/config/jvm.options"
  printf -- '-Xms%s\n-Xmx%s\n' "$heap" "$heap" >"$state/config/jvm.options.d/heap.options"
  settings >"$state/config/elasticsearch.yml"
  [ "$(id -u)" != 0 ] || chown -R nobody:nogroup "$state"/{config,data,logs,tmp,snapshots}
  "${its_user[@]}" test -w "$state/data" -a -x "$home/bin" \
    || { echo "its user cannot enter $state or $home: choose folders that everybody may enter" >&2; exit 1; }
  if [ -n "${ES_PASSWORD:-}" ] && [ ! -e "$state/config/elasticsearch.keystore" ]; then
    printf '%s' "$ES_PASSWORD" | "${its_user[@]}" "$home/bin/elasticsearch-keystore" add -x -f bootstrap.password
  fi
}

# Whether it answers a request of its user.
answers_requests() {
  local line
  exec 3<>"/dev/tcp/127.0.0.1/$port" || return
  printf 'GET / HTTP/1.0\r\n%s\r\n' \
    "${ES_PASSWORD:+$(printf 'Authorization: Basic %s\r\n_' "$(printf 'elastic:%s' "$ES_PASSWORD" | base64 -w 0)")}" |
    sed 's/^_//' >&3
  read -r -t 2 line <&3 && [[ $line == *" 200 "* ]]
}

start() {
  alive && { echo "Elasticsearch runs already: pid $(cat "$state/pid")"; return; }
  [ "${1:-}" != --fresh ] || rm -rf "$state"
  ES_JAVA_HOME=$(jdk)
  home=$(home_of_server)
  prepared
  launched "${its_user[@]}" "$home/bin/elasticsearch" -p "$state/tmp/server.pid"
  wait_until 180 eval '(answers_requests) 2>/dev/null'
  cp "$state/tmp/server.pid" "$state/pid" # until now it held the pid of what starts the server
  echo "Elasticsearch runs: pid $(cat "$state/pid"), port $port"
}

case ${1:-} in
  home) home_of_server ;;
  start) start "${2:-}" ;;
  stop) ended TERM ;;
  kill) ended KILL ;;
  pid) cat "$state/pid" ;;
  log) tail -n 50 "$state/server.log" ;;
  *) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
