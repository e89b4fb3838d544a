#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Usage: tests/quick.sh BINARY. The Python programs that the engine passes, and the checks of the sources:
# what must hold before a change lands, in under a minute. What check_files.py says is only shown; `./dev test`
# insists on it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python3 "$here/check_files.py" || true
python3 "$here/check_layers.py"
[ -x "${1:-}" ] || { echo "no interpreter at ${1:-(none given)}: only the sources were checked"; exit 0; }
exec python3 "$here/run_tests.py" --binary "$1" --skip-pending lang errors
