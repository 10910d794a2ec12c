#!/bin/sh
# Succeeds when the platform is seeded, all six services are ready, and what is mounted is brought in; with the argument 'platform' before that.
[ -e "$MLTWIN_DATA/run/outcome" ] || exit 1
[ -e "$MLTWIN_DATA/run/begun" ] || [ "${1:-}" = platform ] || exit 1
exec curl -fsS --fail-early -o /dev/null --cacert "$MLTWIN_DATA/trust/ca.pem" \
    "https://localhost:[$((MLTWIN_PORT_BASE + 1))-$((MLTWIN_PORT_BASE + 6))]/q/health/ready"
