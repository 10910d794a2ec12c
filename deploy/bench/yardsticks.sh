#!/usr/bin/env bash
# Prints what this machine gives to programs that are not ours, to judge the rates of the other benchmarks by: RS256 signatures and
# AES-256-GCM by openssl on one core; PostgreSQL's own simple update; Azurite, which emulates Blob Storage over plain HTTP without
# encryption; oauth2-mock-server, which signs a token for each request and checks nothing; and nginx, which gives files away with and
# without TLS. Each server with eight connections.
# Wants openssl, curl, wrk, Node.js with npm (it fetches the two servers into a folder of its own), nginx, and PostgreSQL's server programs
# (PGBIN, by default the newest of Debian's). What is missing is named, and its part left out.
#
#   deploy/bench/yardsticks.sh [seconds a figure, 8 by default] [port, 9910 by default; the next three too]
set -euo pipefail

seconds="${1:-8}"
port="${2:-9910}"
pgbin="${PGBIN:-$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -1)}"
work="$(mktemp -d)"
chmod 755 "$work"
trap 'kill "${server:-}" 2> /dev/null || true; [ ! -f "$work/nginx.pid" ] || kill "$(cat "$work/nginx.pid")" || true; pg pg_ctl -D "$work/pg/data" stop -m immediate > /dev/null 2>&1 || true; rm -rf -- "$work"' EXIT

# has NAME PROGRAM…: whether all programs are there; else says which part is left out.
has() {
    local name="$1" program
    shift
    for program in "$@"; do
        command -v "$program" > /dev/null || { echo "$name: left out, since $program is missing"; return 1; }
    done
}

# rate NAME NUMBER [UNIT]
rate() {
    printf '%-40s %8.0f %s\n' "$1" "$2" "${3:-a second}"
}

# PostgreSQL refuses to run as root.
pg() {
    local program="$pgbin/$1"
    shift
    if [ "$(id -u)" = 0 ]; then (cd "$work" && setpriv --reuid=65534 --regid=65534 --clear-groups "$program" "$@"); else "$program" "$@"; fi
}

cryptography() {
    has "openssl" openssl || return 0
    rate "openssl, RS256 signatures, one core" "$(openssl speed -mr -seconds "$seconds" rsa2048 2> /dev/null | awk -F: '/^\+F2/ { print ($4 > 1 ? $4 : 1 / $4) }')"
    rate "openssl, AES-256-GCM, one core" "$(openssl speed -mr -seconds "$seconds" -bytes 16384 -evp aes-256-gcm 2> /dev/null | awk -F: '/^\+F/ { print $NF / 1048576 }')" "MiB a second"
}

database() {
    has "PostgreSQL" "$pgbin/pgbench" "$pgbin/initdb" || return 0
    mkdir "$work/pg"
    [ "$(id -u)" != 0 ] || chown 65534:65534 "$work/pg"
    pg initdb -D "$work/pg/data" -U bench -A trust > /dev/null
    pg pg_ctl -D "$work/pg/data" -o "-p $((port + 1)) -k $work/pg -c listen_addresses=" -l "$work/pg/log" -w start > /dev/null
    bench() { pg pgbench -h "$work/pg" -p "$((port + 1))" -U bench "$@" postgres 2>&1; }
    bench -i -s 10 -q > /dev/null
    local protocol
    for protocol in simple prepared; do
        rate "PostgreSQL, simple update, $protocol" "$(bench -N -M "$protocol" -c 8 -j 2 -T "$seconds" | awk '/^tps/ { print $3 }')"
    done
    pg pg_ctl -D "$work/pg/data" stop -m fast > /dev/null
}

# fetch PACKAGE: from npm.
fetch() {
    npm install --silent --no-audit --no-fund --prefix "$work/$1" "$1" > /dev/null || { echo "$1: left out, since npm does not have it"; return 1; }
}

# ask NAME ADDRESS: by the script $work/load.lua
ask() {
    local told
    told="$(wrk -t1 -c8 -d"$seconds" -s "$work/load.lua" "$2")"
    if grep -q Non-2xx <<< "$told"; then echo "$1 was refused: $told" >&2; exit 1; fi
    rate "$1" "$(awk '/^Requests\/sec/ { print $2 }' <<< "$told")"
}

# serve ADDRESS PROGRAM…: starts it and waits until it answers.
serve() {
    local address="$1"
    shift
    "$@" > "$work/server.log" 2>&1 &
    server=$!
    curl --silent --retry 30 --retry-delay 1 --retry-connrefused --output /dev/null "$address/"
}

blobs() {
    has "Azurite" node npm wrk curl openssl && fetch azurite || return 0
    local address="http://127.0.0.1:$port" key until signature sas
    serve "$address" node "$work/azurite/node_modules/.bin/azurite-blob" --location "$work/blobs" --silent --skipApiVersionCheck \
        --disableTelemetry --blobPort "$port"
    # A signature of an account, by the public key that every Azurite has.
    key="$(printf %s 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==' | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')"
    until="$(date -u -d '+1 day' +%Y-%m-%dT%H:%M:%SZ)"
    signature="$(printf 'devstoreaccount1\nrwc\nb\nco\n\n%s\n\n\n2020-10-02\n' "$until" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)"
    sas="sv=2020-10-02&ss=b&srt=co&sp=rwc&se=${until//:/%3A}&sig=$(printf %s "$signature" | sed 's/+/%2B/g; s/\//%2F/g; s/=/%3D/g')"
    curl --silent --fail --request PUT --header 'content-length: 0' "$address/devstoreaccount1/bench?restype=container&$sas"

    # load NAME METHOD PREFIX BLOBS BYTES: writes and reads BLOBS names in turn.
    load() {
        cat > "$work/load.lua" << END
local n, body = 0, "$2" == "PUT" and string.rep("x", $5) or nil
local headers = { ["x-ms-blob-type"] = "BlockBlob", ["x-ms-version"] = "2021-12-02" }
request = function()
    n = n + 1
    return wrk.format("$2", "/devstoreaccount1/bench/$3" .. (n % $4) .. "?$sas", headers, body)
end
END
        ask "$1" "$address"
    }
    load 'Azurite, put 4 KiB, 100 blobs' PUT small 100 4096
    load 'Azurite, get 4 KiB, 100 blobs' GET small 100 4096
    load 'Azurite, put 1 MiB' PUT large 8 1048576
    load 'Azurite, get 1 MiB' GET large 8 1048576
    kill "$server"
}

tokens() {
    has "oauth2-mock-server" node npm wrk curl && fetch oauth2-mock-server || return 0
    local address="http://127.0.0.1:$port"
    serve "$address" node "$work/oauth2-mock-server/node_modules/.bin/oauth2-mock-server" -a 127.0.0.1 -p "$port"
    cat > "$work/load.lua" << END
wrk.method = "POST"
wrk.body = "grant_type=client_credentials&scope=bench"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
END
    ask 'oauth2-mock-server, token' "$address/token"
    kill "$server"
}

files() {
    has "nginx" nginx wrk openssl || return 0
    mkdir "$work/files"
    head -c 4096 /dev/urandom > "$work/files/small"
    head -c 1048576 /dev/urandom > "$work/files/large"
    chmod 644 "$work/files"/*
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/key.pem" -out "$work/certificate.pem" -days 2 -subj /CN=localhost 2> /dev/null
    cat > "$work/nginx.conf" << END
worker_processes auto;
pid $work/nginx.pid;
error_log $work/nginx.log;
events { worker_connections 256; }
http {
    access_log off;
    sendfile on;
    keepalive_requests 1000000;
    root $work/files;
    server { listen 127.0.0.1:$((port + 2)); }
    server {
        listen 127.0.0.1:$((port + 3)) ssl;
        ssl_certificate $work/certificate.pem;
        ssl_certificate_key $work/key.pem;
    }
}
END
    nginx -c "$work/nginx.conf" 2> /dev/null
    # file NAME ADDRESS
    file() {
        rate "$1" "$(wrk -t2 -c8 -d"$seconds" "$2" | awk '/^Requests\/sec/ { print $2 }')"
    }
    file 'nginx, get 4 KiB' "http://127.0.0.1:$((port + 2))/small"
    file 'nginx, get 4 KiB, TLS' "https://127.0.0.1:$((port + 3))/small"
    file 'nginx, get 1 MiB' "http://127.0.0.1:$((port + 2))/large"
    file 'nginx, get 1 MiB, TLS' "https://127.0.0.1:$((port + 3))/large"
}

cryptography
database
blobs
tokens
files
