# Read with `source` by the programs that score for long: starts a platform at $port_base, or uses the one of $data, makes the
# models and the generators, and takes away at the end what was started.

checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../.." && pwd)"
mltwin="$checkout/mltwin"
work="$(mktemp -d)"
chmod 711 "$work"
started=""
# shellcheck source=generator.sh
source "$checkout/deploy/bench/load/generator.sh"

# What else is to be undone says a script in undo.
undo() { :; }
clean_up() {
    undo
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
compile_generators "$checkout" "$work/classes"

# The model and the request of the demo.
seed="$checkout/deploy/seed"
(cd "$work" && python3 "$seed/train-python/train.py" --data "$seed/breast-cancer-wisconsin.csv") > "$work/train.log" 2>&1 ||
    { cat "$work/train.log" >&2; exit 1; }
row="$(sed -n 2p "$seed/breast-cancer-wisconsin.csv")"
printf '{"data":[[%s]]}' "${row%,*}" > "$work/body.json"

# serve GENERATOR NUMBER RATE: with what every such generator takes.
serve() {
    echo "Machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $("${java_home}java" -version 2>&1 | head -n 1)"
    generate "$1" "$base" "$data" "$2" "$3" "$work/outputs" "$seed/score-python/score.py" "$work/body.json"
}
