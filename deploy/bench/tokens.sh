#!/usr/bin/env bash
# Prints how many tokens identity-service issues a second (client credentials, version 2, over TLS connections that are kept) and how
# long one takes, at 1, 8 and 32 connections, with the load generator on the same machine; and how many RS256 signatures all
# cores make in a second in the same run: a token is one signature and what is around it. The processor time a token costs the service,
# of that its compilers, the rest of the platform and the load generator is told too: it does not depend on what else the machine does.
#
#   deploy/bench/tokens.sh [port base, 18440 by default] [seconds a figure, 10 by default]
set -euo pipefail

port_base="${1:-18440}"
seconds="${2:-10}"
# shellcheck source=load/platform.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/load/platform.sh"

load TokenLoad "$seconds"
