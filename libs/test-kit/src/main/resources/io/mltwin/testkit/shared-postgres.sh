#!/bin/bash
# PostgreSQL in a container that several test runs share. It ends by itself when no run has used it for REST_SECONDS: a
# run that uses it has a session with the shared advisory lock 1, which ends with the run whatever becomes of it. Arguments: the
# server's.
docker-entrypoint.sh postgres "$@" &
export SERVER=$!
trap 'kill -INT "$SERVER"' TERM INT

interval=$((REST_SECONDS / 12 + 1))
unused=0
while sleep "$interval" && kill -0 "$SERVER"; do
    if [ "$(psql -U postgres -Atqc 'select pg_try_advisory_lock(1)')" = t ]; then
        unused=$((unused + interval))
    else
        unused=0
    fi
    if [ "$unused" -ge "$REST_SECONDS" ]; then
        # the lock is held until the end, so that nobody begins to use a server that is about to end
        psql -U postgres -Atq <<'END'
select pg_try_advisory_lock(1) as unused \gset
\if :unused
\! kill -INT "$SERVER"
select pg_sleep(60);
\endif
END
    fi
done
