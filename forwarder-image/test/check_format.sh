#!/bin/sh
# Every source is as clang-format leaves it. Usage: check_format.sh DIRECTORY...
set -eu
find "$@" -name '*.[ch]' -print0 | xargs -0 clang-format --dry-run -Werror
