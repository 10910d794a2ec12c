# Read by the benchmarks with `source`: starts a platform with both compilers in a folder of its own at the port base $port_base,
# compiles the load generators beside, and takes both away at the end.

checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../.." && pwd)"
mltwin="$checkout/mltwin"
data="$(mktemp -d)"
java_home="${JAVA_HOME:+$JAVA_HOME/bin/}"

trap '"$mltwin" down > /dev/null; rm -rf -- "$data" "$data".*' EXIT

# names the libraries beside it: cryptography and TLS as the services have them
libraries="$checkout/identity-service/target/identity-service-runner.jar"

"${java_home}javac" -cp "$libraries" -d "$data.classes" "$checkout"/deploy/bench/load/*.java
"$mltwin" down > /dev/null
"$mltwin" up -d --both-compilers --data "$data" --port-base "$port_base" > "$data.log" 2>&1 || { cat "$data.log" >&2; exit 1; }
eval "$("$mltwin" env)"

# load GENERATOR SECONDS [ARGUMENT…]: what it says, with the machine's load before and after.
load() {
    local generator="$1"
    shift
    echo "Machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $("${java_home}java" -version 2>&1 | head -n 1)"
    printf '%s' "$MLTWIN_OWNER_CLIENT_SECRET" |
        "${java_home}java" -Xmx256m -XX:+UseSerialGC -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
            -cp "$data.classes:$libraries" \
            "$generator" "$port_base" "$data" "$@"
    echo "Load at the end: $(cut -d' ' -f1-3 /proc/loadavg)"
}
