#!/usr/bin/env bash
# Prints what this machine gives to programs that are not ours, to judge the rates of storage.sh and vault.sh by: Azurite, which
# emulates Blob Storage over plain HTTP without encryption, PostgreSQL's own simple update, and where there is one nginx, which
# gives files away with and without TLS. Each with eight connections.
# Wants curl, openssl, wrk, Node.js with npm (it fetches Azurite into a folder of its own), and PostgreSQL's server programs
# (PGBIN, by default the newest of Debian's).
#
#   deploy/bench/yardsticks.sh [seconds a figure, 8 by default] [port, 9910 by default]
set -euo pipefail

seconds="${1:-8}"
port="${2:-9910}"
pgbin="${PGBIN:-$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)}"
work="$(mktemp -d)"
chmod 755 "$work"
trap 'kill "${azurite:-}" 2> /dev/null || true; [ ! -f "$work/nginx.pid" ] || kill "$(cat "$work/nginx.pid")" || true; pg pg_ctl -D "$work/pg/data" stop -m immediate > /dev/null 2>&1 || true; rm -rf -- "$work"' EXIT

# PostgreSQL refuses to run as root.
pg() {
    local program="$pgbin/$1"
    shift
    if [ "$(id -u)" = 0 ]; then (cd "$work" && setpriv --reuid=65534 --regid=65534 --clear-groups "$program" "$@"); else "$program" "$@"; fi
}

mkdir "$work/pg"
[ "$(id -u)" != 0 ] || chown 65534:65534 "$work/pg"
pg initdb -D "$work/pg/data" -U bench -A trust > /dev/null
pg pg_ctl -D "$work/pg/data" -o "-p $((port + 1)) -k $work/pg -c listen_addresses=" -l "$work/pg/log" -w start > /dev/null
bench() { pg pgbench -h "$work/pg" -p "$((port + 1))" -U bench "$@" postgres 2>&1; }
bench -i -s 10 -q > /dev/null
for protocol in simple prepared; do
    printf '%-40s %8.0f a second\n' "PostgreSQL, simple update, $protocol" \
        "$(bench -N -M "$protocol" -c 8 -j 2 -T "$seconds" | awk '/^tps/ { print $3 }')"
done
pg pg_ctl -D "$work/pg/data" stop -m fast > /dev/null

npm install --silent --no-audit --no-fund --prefix "$work/azurite" azurite > /dev/null
node "$work/azurite/node_modules/.bin/azurite-blob" --location "$work/blobs" --silent --skipApiVersionCheck --disableTelemetry \
    --blobPort "$port" > "$work/azurite.log" 2>&1 &
azurite=$!
address="http://127.0.0.1:$port"
curl --silent --retry 30 --retry-delay 1 --retry-connrefused --output /dev/null "$address/"

# A signature of an account, by the public key that every Azurite has.
key="$(printf %s 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==' | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')"
until="$(date -u -d '+1 day' +%Y-%m-%dT%H:%M:%SZ)"
signature="$(printf 'devstoreaccount1\nrwc\nb\nco\n\n%s\n\n\n2020-10-02\n' "$until" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)"
sas="sv=2020-10-02&ss=b&srt=co&sp=rwc&se=${until//:/%3A}&sig=$(printf %s "$signature" | sed 's/+/%2B/g; s/\//%2F/g; s/=/%3D/g')"
curl --silent --fail --request PUT --header 'content-length: 0' "$address/devstoreaccount1/bench?restype=container&$sas"

# load NAME METHOD PREFIX BLOBS BYTES: writes and reads BLOBS names in turn.
load() {
    cat > "$work/load.lua" << EOF
local n, body = 0, "$2" == "PUT" and string.rep("x", $5) or nil
local headers = { ["x-ms-blob-type"] = "BlockBlob", ["x-ms-version"] = "2021-12-02" }
request = function()
    n = n + 1
    return wrk.format("$2", "/devstoreaccount1/bench/$3" .. (n % $4) .. "?$sas", headers, body)
end
EOF
    local told
    told="$(wrk -t1 -c8 -d"$seconds" -s "$work/load.lua" "$address")"
    if grep -q Non-2xx <<< "$told"; then echo "Azurite refused: $told" >&2; exit 1; fi
    printf '%-40s %8.0f a second\n' "$1" "$(awk '/^Requests\/sec/ { print $2 }' <<< "$told")"
}

load 'Azurite, put 4 KiB, 100 blobs' PUT small 100 4096
load 'Azurite, get 4 KiB, 100 blobs' GET small 100 4096
load 'Azurite, put 1 MiB' PUT large 8 1048576
load 'Azurite, get 1 MiB' GET large 8 1048576
kill "$azurite"

command -v nginx > /dev/null || exit 0
mkdir "$work/files"
head -c 4096 /dev/urandom > "$work/files/small"
head -c 1048576 /dev/urandom > "$work/files/large"
chmod 644 "$work/files"/*
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/key.pem" -out "$work/certificate.pem" -days 2 -subj /CN=localhost 2> /dev/null
cat > "$work/nginx.conf" << EOF
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
EOF
nginx -c "$work/nginx.conf" 2> /dev/null
# files NAME ADDRESS
files() {
    printf '%-40s %8.0f a second\n' "$1" "$(wrk -t2 -c8 -d"$seconds" "$2" | awk '/^Requests\/sec/ { print $2 }')"
}
files 'nginx, get 4 KiB' "http://127.0.0.1:$((port + 2))/small"
files 'nginx, get 4 KiB, TLS' "https://127.0.0.1:$((port + 3))/small"
files 'nginx, get 1 MiB' "http://127.0.0.1:$((port + 2))/large"
files 'nginx, get 1 MiB, TLS' "https://127.0.0.1:$((port + 3))/large"
