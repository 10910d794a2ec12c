#!/usr/bin/env bash
# Prints how many requests a second a web service answers over TLS with its key, each recorded in Application Insights, at 1, 8 and 32
# connections that are kept: an ONNX model, the entry script score.py, and score.py behind an online endpoint. Beside each rate p99 and the
# processor time of a request in every process, until the last row is stored. In the same run, with as many connections: a bare web server
# of Quarkus with the model on its event loop (TLS, nothing else); gunicorn with Flask and the same score.py (no TLS, no key, no record);
# and that gunicorn behind nginx, which does the same work (TLS, the key compared, a line written for each request); first the rate at
# which one thread scores with the model. After each number of connections it prints two ratios of rates: v1 (score.py) to that peer, and
# v2 (online) to v1. Wants gunicorn with Flask, and nginx (or NGINX_PROGRAM).
#
#   deploy/bench/scoring.sh [--seconds N] [--connections N,…] [--workers N] [--port-base N | --data DIR]
#
#   --seconds N        a figure, 10 by default, and as long a warm-up before it
#   --connections N,…  1,8,32 by default
#   --workers N        of gunicorn and of nginx, 2 by default
#   --port-base N      of a platform that is started for this and taken away, 18440 by default
#   --data DIR         of a platform that runs, which is used instead and left running
set -euo pipefail

usage() {
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

seconds=10 connections=1,8,32 workers=2 port_base="" data=""
while (($#)); do
    case "$1" in
        --seconds | --workers | --port-base)
            [[ "${2:-}" =~ ^[1-9][0-9]*$ ]] || usage
            name="${1#--}"
            printf -v "${name//-/_}" %s "$2"
            ;;
        --connections) [[ "${2:-}" =~ ^[1-9][0-9]*(,[1-9][0-9]*)*$ ]] || usage; connections="$2" ;;
        --data) [[ -d "${2:-}" ]] || usage; data="$2" ;;
        *) usage ;;
    esac
    shift 2
done
[[ -z "$data" || -z "$port_base" ]] || usage

nginx="${NGINX_PROGRAM:-$(PATH="$PATH:/usr/sbin" command -v nginx || true)}"
missing=()
gunicorn --check-config --chdir / flask:Flask > /dev/null 2>&1 || missing+=(gunicorn python3-flask)
[[ -x "$nginx" ]] || missing+=(nginx)
if ((${#missing[@]})); then
    echo "The peer needs what is not here: apt-get install ${missing[*]}" >&2
    exit 2
fi

checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
mltwin="$checkout/mltwin"
work="$(mktemp -d)"
started=""
servers=()
# shellcheck source=load/generator.sh
source "$checkout/deploy/bench/load/generator.sh"

clean_up() {
    ((${#servers[@]} == 0)) || kill "${servers[@]}" 2> /dev/null || true
    [[ -z "$started" ]] || "$mltwin" down --data "$started" > /dev/null
    rm -rf -- "$work"
}
trap clean_up EXIT

if [[ -z "$data" ]]; then
    started="$work/data" data="$work/data"
    "$mltwin" up -d --data "$data" --port-base "${port_base:-18440}" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
fi
eval "$("$mltwin" env --data "$data")"
base="$((${MLTWIN_ARM_URL##*:} - 2))"

# The model of the demo in both forms: for ONNX and for score.py.
seed="$checkout/deploy/seed"
environments="$checkout/deploy/environments"
(
    cd "$work"
    "${java_home}java" -cp "$environments/tribuo-4.3/target/libs/*" "$seed/train-java/Train.java" --data "$seed/breast-cancer-wisconsin.csv"
) > "$work/train.log" 2>&1 || { cat "$work/train.log" >&2; exit 1; }
row="$(sed -n 2p "$seed/breast-cancer-wisconsin.csv")"
printf '{"data":[[%s]]}' "${row%,*}" > "$work/body.json"

# With the same libraries as the services and their containers.
onnx="$environments/onnxruntime-1.23/target"
container="$(ls "$checkout"/deploy/scoring-container/target/mltwin-scoring-container*.jar | grep -v -e sources -e javadoc | head -n 1)"
libraries="$checkout/scoring-service/target/scoring-service-runner.jar:$container:$onnx/libs/*"
classes="$work/classes"
"${java_home}javac" -cp "$libraries" -d "$classes" "$checkout"/deploy/bench/load/*.java "$checkout"/deploy/bench/scoring/*.java
model=("$work/outputs/model.onnx" "$work/outputs/labels.json")
bare=("${java_home}java" -Xmx128m -XX:+UseSerialGC "-Donnxruntime.native.path=$onnx/onnxruntime/ai/onnxruntime/native/linux-$(uname -m | sed 's/x86_64/x64/')"
    -Djava.util.logging.manager=org.jboss.logmanager.LogManager -cp "$classes:$libraries" BareScoring "${model[@]}")

echo "Machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $("${java_home}java" -version 2>&1 | head -n 1)"
printf 'The model scores %s rows a second on one thread\n' "$("${bare[@]}" rate "$work/body.json" 2> "$work/rate.log")"
"${bare[@]}" "$((base + 90))" "$data/private/scoring/tls.pem" "$data/private/scoring/tls-key.pem" > "$work/bare.log" 2>&1 &
servers+=($!)
SCRIPT="$seed/score-python/score.py" AZUREML_MODEL_DIR="$work/outputs" \
    gunicorn --workers "$workers" --bind "127.0.0.1:$((base + 91))" --chdir "$checkout/deploy/bench/load" gunicorn_app:app > "$work/gunicorn.log" 2>&1 &
servers+=($!)

# The peer that does the same work, with as many workers and one upstream connection a request, as gunicorn's workers have it.
peer_key="$(head -c 24 /dev/urandom | base64 | tr -d '+/=')"
mkdir "$work/nginx"
cat > "$work/nginx/nginx.conf" << EOF
daemon off;
worker_processes $workers;
pid $work/nginx/pid;
error_log $work/nginx/error.log;
events {}
http {
    access_log $work/nginx/access.log;
    keepalive_requests 1000000000;
    client_body_temp_path $work/nginx/body;
    proxy_temp_path $work/nginx/proxy;
    fastcgi_temp_path $work/nginx/fastcgi;
    uwsgi_temp_path $work/nginx/uwsgi;
    scgi_temp_path $work/nginx/scgi;
    server {
        listen 127.0.0.1:$((base + 92)) ssl;
        ssl_certificate $data/private/scoring/tls.pem;
        ssl_certificate_key $data/private/scoring/tls-key.pem;
        location / {
            if (\$http_authorization != "Bearer $peer_key") { return 401; }
            proxy_pass http://127.0.0.1:$((base + 91));
        }
    }
}
EOF
"$nginx" -e "$work/nginx/error.log" -p "$work/nginx" -c "$work/nginx/nginx.conf" > "$work/nginx.log" 2>&1 &
servers+=($!)
sleep 5
generate ScoringLoad "$base" "$data" "$seconds" "$work/outputs" "$seed/score-python/score.py" "$work/body.json" "$connections" \
    "$((base + 90))" "${servers[0]}" "$((base + 91))" "${servers[1]}" false "$((base + 92))" "${servers[2]}" "$peer_key"
echo "Load at the end: $(cut -d' ' -f1-3 /proc/loadavg)"
