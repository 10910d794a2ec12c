# Read by the benchmarks with `source`: starts a platform with both compilers in a data folder of its own at the port base $port_base,
# compiles the load generators next to it, and takes both away at the end. A platform that runs is left alone.

checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../.." && pwd)"
mltwin="$checkout/mltwin"
data="$(mktemp -d)"
# shellcheck source=generator.sh
source "$checkout/deploy/bench/load/generator.sh"

trap '"$mltwin" down --data "$data" > /dev/null; rm -rf -- "$data" "$data".*' EXIT

"$mltwin" up -d --both-compilers --data "$data" --port-base "$port_base" > "$data.log" 2>&1 || { cat "$data.log" >&2; exit 1; }
compile_generators "$checkout" "$data.classes"
eval "$("$mltwin" env --data "$data")"

# load GENERATOR SECONDS [ARGUMENT…]: what it says, with the machine's load before and after.
load() {
    local generator="$1"
    shift
    echo "Machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $("${java_home}java" -version 2>&1 | head -n 1)"
    generate "$generator" "$port_base" "$data" "$@"
    echo "Load at the end: $(cut -d' ' -f1-3 /proc/loadavg)"
}
