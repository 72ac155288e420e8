#!/usr/bin/env bash
# buf.sh [BASE]: lints the contract, and compares it with the one at BASE (a commit; default: where this branch left
# main, or the commit before when this is main). Exit code 0 only when form and promise are kept.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(git -C "$here" rev-parse --show-toplevel)
buf="$here/node_modules/.bin/buf"
[ -x "$buf" ] || (cd "$here" && npm install --no-save --no-fund --no-audit --loglevel=error)

cd "$top/proto"
"$buf" lint
echo "lint: clean"

base=${1:-$(git merge-base HEAD main 2>/dev/null || true)}
if [ "$base" = "$(git rev-parse HEAD)" ]; then base=$(git rev-parse --verify --quiet HEAD~1 || true); fi
if [ -z "$base" ] || [ -z "$(git ls-tree --name-only "$base" -- . 2>/dev/null)" ]; then
  echo "breaking: nothing to compare with"
  exit 0
fi
earlier=$(mktemp -d)
trap 'rm -rf "$earlier"' EXIT
git -C "$top" archive "$base" proto | tar -x -C "$earlier"
"$buf" breaking --against "$earlier/proto"
echo "breaking: nothing since $(git rev-parse --short "$base")"
