#!/usr/bin/env bash
# Publishes the kit into a repository of files, copies each project of examples/ to a folder outside the checkout, and runs its tests there:
# the kit comes from that repository, all else from Maven Central, once. Ends with 1 where one fails.
# That for pytest needs the image mltwin/platform, and Debian's python3-pytest and python3-azure.
#
#   deploy/dist/examples.sh [--offline] [--home PATH] [EXAMPLE...]
#
#   --offline     without a network, after a time with one
#   --home PATH   a distribution's file or its folder, which gives the platform; without it this checkout
set -euo pipefail

checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
home="$checkout" offline=()
if [[ "${1:-}" == --offline ]]; then
    offline=(-o -Daether.offline.protocols=file)
    shift
fi
if [[ "${1:-}" == --home ]]; then
    [[ -e "${2:-}" ]] || { echo "examples.sh: there is no ${2:-PATH}: name a distribution." >&2; exit 2; }
    home="$(realpath -- "$2")"
    shift 2
fi
examples=("$@")
if ((${#examples[@]} == 0)); then
    mapfile -t examples < <(cd "$checkout/examples" && printf '%s\n' */ | grep -v target | tr -d /)
fi

work="$(mktemp -d)"
trap 'rm -rf -- "$work"' EXIT
# what Maven Central gave is kept, the kit is not
local="$checkout/examples/target/repository"
maven=(mvn -B -ntp -q "-Dmaven.repo.local=$local" "-Dmaven.repo.local.tail=$HOME/.m2/repository")
publish() {
    echo "The kit is published into a repository of files"
    "${maven[@]}" -f "$checkout/pom.xml" -Dquick -Ppublish -pl kit/client,kit/junit,kit/testcontainers,kit/quarkus/runtime,kit/quarkus/deployment deploy \
        "-DaltDeploymentRepository=local::file://$work/published" || return
    rm -rf -- "$local/io/mltwin"
    cat > "$work/settings.xml" << XML
<settings>
  <profiles>
    <profile>
      <id>published</id>
      <repositories>
        <repository><id>published</id><url>file://$work/published</url></repository>
      </repositories>
    </profile>
  </profiles>
  <activeProfiles><activeProfile>published</activeProfile></activeProfiles>
</settings>
XML
}
export MLTWIN_HOME="$home"
example() {
    cd "$work/$1" || return
    if [[ -e pom.xml ]]; then
        [[ -e "$work/settings.xml" ]] || publish || return
        "${maven[@]}" "${offline[@]}" -s "$work/settings.xml" test
    else
        /usr/bin/python3 -m pytest -q -p no:cacheprovider
    fi
}
failed=()
for example in "${examples[@]}"; do
    echo "--- $example"
    cp -R -- "$checkout/examples/$example" "$work/$example"
    (example "$example") || failed+=("$example")
done
((${#failed[@]} == 0)) || { echo "These failed: ${failed[*]}; see above." >&2; exit 1; }
echo "All of them passed: ${examples[*]}"
