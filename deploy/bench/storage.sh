#!/usr/bin/env bash
# Prints how many blobs of 4 KiB and 1 MiB a second workspace-service stores and gives back over 8 TLS connections that are kept, with
# the load generator on the same machine, how long one takes, and the processor time one costs the service, of that its compilers, the
# rest of the platform and the generator: that does not depend on what else the machine does. Signatures and tokens are checked,
# permissions decided, contents encrypted and on disk before the answer. Read are any of the blobs that were stored before, written are
# new names. Lists are pages of 100 names. Each is asked for until its rate stands still before it is measured, 15 to 90 s.
#
#   deploy/bench/storage.sh [port base, 18440 by default] [seconds a figure, 10 by default] [blobs stored before, 100 by default]
#       [MiB of one upload in parallel blocks with the heap that it takes, 0 by default: none] [operation, such as "put 1 MiB, SharedKey"]
set -euo pipefail

port_base="${1:-18440}"
seconds="${2:-10}"
# shellcheck source=load/platform.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/load/platform.sh"

load StorageLoad "$seconds" "${3:-100}" "${4:-0}" "${@:5}"
