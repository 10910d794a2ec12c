#!/usr/bin/env bash
# Writes libs/service-runtime's startup-classes.txt: the library classes that at least two of the running services have
# loaded, without those that Quarkus loads by itself while it makes a class-data archive. Needs a running platform that has
# played its flows (./mltwin up -d, ./mltwin demo) and the JDK's jcmd. Build again afterwards.
set -euo pipefail

checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
list="$checkout/libs/service-runtime/src/main/resources/startup-classes.txt"
work="$(mktemp -d)"
trap 'rm -rf -- "$work"' EXIT

services=(identity workspace keyvault compute scoring telemetry)
for service in "${services[@]}"; do
    pid="$("$checkout/mltwin" status | awk -v part="$service" '$1 == part { print $2 }')"
    # Lines as "|  |--name/address"; generated classes and lambdas do not exist before they are made.
    jcmd "$pid" VM.class_hierarchy | sed -E 's/^[-| ]*//; s/[ /].*//' | grep -E '^[a-z].*\.' |
        grep -Ev '^io\.mltwin\.|^io\.quarkus\.(runner|deployment)\.|Lambda|\$\$|_(Bean|ClientProxy|Subclass)' | sort -u > "$work/$service"
    module="$checkout/$service-service/target"
    (cd "$module" && java -Dquarkus.appcds.generate=true -Dmltwin.startup-classes=none -Xlog:class+load:file="$work/bare" \
        -jar "$service-service-runner.jar" > /dev/null 2>&1) || true # it ends where it misses its settings, as in the build
    sed -E 's/^(\[[^]]*\])+ //; s/ .*//' "$work/bare" >> "$work/loaded"
done

sort "${services[@]/#/$work/}" | uniq -d | sort -u | comm -23 - <(sort -u "$work/loaded") |
    awk '{ class = $1; sub(/.*\./, "", class); package = substr($1, 1, length($1) - length(class) - 1) }
         package != last { printf "%s%s", (NR > 1 ? "\n" : ""), package; last = package }
         { printf " %s", class } END { print "" }' > "$work/list"
mv "$work/list" "$list"
echo "$(wc -w < "$list") words in $(wc -l < "$list") packages: $list"
