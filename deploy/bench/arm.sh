#!/usr/bin/env bash
# Prints how many requests a second Azure Resource Manager answers (GET of a storage account, PUT of one as it stands, each through all
# stages with permission, index and activity log) over TLS connections that are kept, with the load generator on the same machine, and
# the processor time one costs workspace-service, of that its compilers, the rest of the platform and the generator.
#
#   deploy/bench/arm.sh [port base, 18440 by default] [seconds a figure, 10 by default] [get, put; both by default]
set -euo pipefail

port_base="${1:-18440}"
seconds="${2:-10}"
# shellcheck source=load/platform.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/load/platform.sh"

load ArmLoad "$seconds" "${@:3}"
