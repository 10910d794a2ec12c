#!/usr/bin/env bash
# Seeds the platform, then waits for 'docker compose exec operator mltwin …'.
set -eu
mltwin seed
touch /tmp/seeded
exec sleep infinity
