#!/bin/sh
# Succeeds when the platform is seeded and all six services are ready.
[ -e "$MLTWIN_DATA/run/outcome" ] || exit 1
exec curl -fsS --fail-early -o /dev/null --cacert "$MLTWIN_DATA/trust/ca.pem" \
    "https://localhost:[$((MLTWIN_PORT_BASE + 1))-$((MLTWIN_PORT_BASE + 6))]/q/health/ready"
