#!/usr/bin/env bash
# Prints how many secret gets, secret sets, wraps and unwraps (RSA-OAEP-256, 2048 bits) a second keyvault-service answers over 8 TLS
# connections that are kept, with the load generator on the same machine, how long one takes, and the processor time one costs the
# service, of that its compilers, the rest of the platform and the generator: that does not depend on what else the machine does. Tokens
# are checked, permissions decided, values encrypted and durable, each operation audited. Each is asked for until its rate stands still
# before it is measured, 15 to 90 s, since the second compiler begins late.
#
#   deploy/bench/vault.sh [port base, 18440 by default] [seconds a figure, 10 by default] [get, set, wrap, unwrap; all by default]
set -euo pipefail

port_base="${1:-18440}"
seconds="${2:-10}"
# shellcheck source=load/platform.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/load/platform.sh"

load VaultLoad "$seconds" "${@:3}"
