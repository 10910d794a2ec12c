#!/usr/bin/env bash
# Prints how many permission checks a second identity-service answers, in batches of one over TLS connections that are kept, with the
# load generator on the same machine, and the processor time one costs identity, of that its compilers, the rest of the platform and
# the generator; first what is allowed, then what is denied and so kept to be explained. Beside it the rate of RS256 signatures in the
# same run, by which machines compare.
#
#   deploy/bench/access.sh [port base, 18440 by default] [seconds a figure, 10 by default]
set -euo pipefail

port_base="${1:-18440}"
seconds="${2:-10}"
# shellcheck source=load/platform.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/load/platform.sh"

load AccessLoad "$seconds"
measure_crypto
