# Sourced by the launchers of the servers: where jars are kept, how a server is started, watched and ended.
#
# A launcher sets `state` (the folder of one server: its data, log and pid) before it calls these. Nothing here knows
# which server it is. Exit code 69 says that a server cannot be run on this machine, with the reason on stderr.

readonly CANNOT_RUN=69

# The folder where assembled jars are kept, shared by every checkout of this machine.
cache_folder() {
  if [ -n "${WIREWATCH_SERVERS:-}" ]; then echo "$WIREWATCH_SERVERS"
  elif [ "$(id -u)" = 0 ]; then echo /var/cache/wirewatch/servers
  else echo "${XDG_CACHE_HOME:-$HOME/.cache}/wirewatch/servers"; fi
}

# need COMMAND HINT: stop where a program is missing.
need() {
  command -v "$1" >/dev/null && return
  echo "$1 is missing: $2" >&2
  exit $CANNOT_RUN
}

# need_java LEAST: stop where the JDK is missing or older.
need_java() {
  need java "install a JDK, $1 or newer (Debian: apt-get install default-jdk-headless)"
  local version
  version=$(java -version 2>&1 | sed -nE 's/.*version "([0-9]+).*/\1/p' | head -1)
  [ "${version:-0}" -ge "$1" ] && return
  echo "Java $version is too old: $1 or newer is needed" >&2
  exit $CANNOT_RUN
}

# assembled NAME POM COMMAND: the folder that COMMAND FOLDER.part makes of what a pom names, the first time. A pom that
# changes gets a folder of its own; of several that assemble at once one does the work and the others wait for it.
assembled() {
  local name=$1 pom=$2 command=$3 folder
  folder=$(cache_folder)/$name-$(sha256sum "$pom" | cut -c1-12)
  if [ ! -d "$folder" ]; then
    need mvn "install Maven (Debian: apt-get install maven)"
    need flock "install util-linux"
    mkdir -p "$(dirname "$folder")"
    (
      flock 9
      if [ ! -d "$folder" ]; then
        rm -rf "$folder.part"
        "$command" "$pom" "$folder.part" >&2 \
          || { echo "$name could not be assembled from Maven Central" >&2; exit $CANNOT_RUN; }
        chmod -R a+rX "$folder.part"
        mv "$folder.part" "$folder"
      fi
    ) 9>"$folder.lock" || exit $?
  fi
  echo "$folder"
}

# jars POM FOLDER: all jars a pom names, and those they need.
jars() { mvn -q -B -f "$1" dependency:copy-dependencies -DoutputDirectory="$2" -DincludeScope=runtime; }

alive() { [ -f "$state/pid" ] && kill -0 "$(cat "$state/pid")" 2>/dev/null; }

# launched COMMAND…: start the server in the background, in a session of its own, and write down its pid. With
# LIVES_WITH=PID it is killed as soon as that process ends, however it ends, so that a killed test run leaves nothing.
launched() {
  setsid "$@" >>"$state/server.log" 2>&1 </dev/null 9>&- &
  echo $! >"$state/pid"
  if [ -n "${LIVES_WITH:-}" ]; then
    setsid bash -c 'while kill -0 "$1" 2>/dev/null; do kill -0 "$2" 2>/dev/null || exit 0; sleep 1; done
      kill -CONT "$2"; kill -KILL "$2"' _ "$LIVES_WITH" "$(cat "$state/pid")" >/dev/null 2>&1 </dev/null 9>&- &
  fi
}

# answers PORT: whether something listens there.
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# wait_until SECONDS COMMAND…: wait for a command to succeed; show the end of the log where the server ended instead.
wait_until() {
  local seconds=$1
  shift
  for _ in $(seq $((seconds * 10))); do
    alive || { tail -n 20 "$state/server.log" >&2; echo "the server ended while it started" >&2; exit 1; }
    "$@" && return
    sleep 0.1
  done
  echo "the server does not answer after $seconds s: see $state/server.log" >&2
  exit 1
}

# ended SIGNAL: end the server by its recorded pid, and wait until it is gone.
ended() {
  if alive; then
    local pid
    pid=$(cat "$state/pid")
    kill -CONT "$pid"
    kill "-$1" "$pid"
    for _ in $(seq 300); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -0 "$pid" 2>/dev/null && { kill -KILL "$pid"; sleep 0.5; }
  fi
  rm -f "$state/pid"
}
