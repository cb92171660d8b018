#!/usr/bin/env bash
# Fuzzes the forwarder's parsers, one target after the other, for a long time (the tests do it for half a minute each).
# Usage: hack/fuzz.sh [MINUTES] [TARGET...]        default: 10 minutes for each target
# New inputs are kept in .fairlane/fuzz/TARGET; a crash stops the run and leaves its input there.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"

minutes=${1:-10}
[[ $minutes =~ ^[1-9][0-9]*$ ]] || die "the number of minutes is '$minutes': a whole number from 1, e.g. 10"
shift || true # no argument at all
build=.fairlane/build/forwarder
[[ -f $ROOT_DIR/$build/build.ninja ]] ||
	step "configure the forwarder" "$here/builder.sh" meson setup "$build" forwarder-image -Db_sanitize=address,undefined -Db_lundef=false

# One line for each target: NAME PROGRAM CORPUS
targets() {
	local source name
	for source in "$ROOT_DIR"/forwarder-image/src/*/fuzz/*_fuzz.c; do
		name=$(basename "$source" .c)
		echo "$name $(realpath --relative-to="$ROOT_DIR/forwarder-image" "$(dirname "$source")")/$name" \
			"forwarder-image/$(realpath --relative-to="$ROOT_DIR/forwarder-image" "$(dirname "$source")")/${name%_fuzz}_corpus"
	done
}

fuzz() { # NAME PROGRAM CORPUS
	local found=".fairlane/fuzz/$1"
	mkdir -p "$ROOT_DIR/$found"
	step "compile $1" "$here/builder.sh" meson compile -C "$build" "$1"
	echo "fuzz $1 for $minutes min"
	"$here/builder.sh" "$build/$2" -max_total_time=$((minutes * 60)) -max_len=4096 -rss_limit_mb=2048 -print_final_stats=1 \
		-artifact_prefix="$found/" "$found" "$3" 2>&1 | grep -E 'ERROR|SUMMARY|Test unit|stat::|DONE|^#[0-9]+.*pulse' | tail -20
}

while read -r -u 3 name program corpus; do
	[[ $# == 0 || " $* " == *" $name "* ]] || continue
	fuzz "$name" "$program" "$corpus"
done 3< <(targets)
