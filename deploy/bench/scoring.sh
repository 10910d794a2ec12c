#!/usr/bin/env bash
# Prints how many requests a second a web service answers over TLS with its key, each recorded in Application Insights, at 1, 8 and 32
# connections that are kept: an ONNX model, and the entry script score.py. Beside each rate p99 and the processor time of a request in every
# process, until the last row is stored. In the same run, with as many connections: a bare web server of Quarkus with the model on its
# event loop (TLS, nothing else), and gunicorn with Flask and the same score.py (no TLS, no key, no record); first the rate at which
# one thread scores with the model. Wants python3, and gunicorn with Flask.
#
#   deploy/bench/scoring.sh [--seconds N] [--connections N,…] [--workers N] [--port-base N | --data DIR]
#
#   --seconds N        a figure, 10 by default, and as long a warm-up before it
#   --connections N,…  1,8,32 by default
#   --workers N        of gunicorn, 2 by default
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
sleep 5
generate ScoringLoad "$base" "$data" "$seconds" "$work/outputs" "$seed/score-python/score.py" "$work/body.json" "$connections" \
    "$((base + 90))" "${servers[0]}" "$((base + 91))" "${servers[1]}" false
echo "Load at the end: $(cut -d' ' -f1-3 /proc/loadavg)"
