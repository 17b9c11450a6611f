#!/usr/bin/env bash
# Writes passwords for docker-compose.yml into .env, readable by its owner alone. What is there already stays.
set -euo pipefail
cd "$(dirname "$0")/.."
umask 077
touch .env
chmod 600 .env
for name in KAFKA_BROKER_PASSWORD KAFKA_PASSWORD ELASTIC_PASSWORD KIBANA_PASSWORD KIBANA_KEY DESK_TOKEN; do
  grep -q "^$name=" .env || printf '%s=%s\n' "$name" "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')" >>.env
done
echo ".env holds the passwords (docker compose up -d); keep it, and keep it to yourself."
