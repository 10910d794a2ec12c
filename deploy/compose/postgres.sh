#!/usr/bin/env bash
# Starts the official image's own entrypoint with what the container trust made: the superuser's password and the script of
# the services' roles, which holds verifiers only. Runs as root, as that entrypoint expects, which steps down to postgres.
set -eu
if [[ ! -s "$PGDATA/PG_VERSION" ]]; then
    POSTGRES_PASSWORD="$(cat /mltwin/private/postgres/database.password)"
    export POSTGRES_PASSWORD PGPASSWORD="$POSTGRES_PASSWORD"
    install -o postgres -m 400 /mltwin/private/postgres/roles.sql /docker-entrypoint-initdb.d/roles.sql
fi
exec docker-entrypoint.sh postgres "$@"
