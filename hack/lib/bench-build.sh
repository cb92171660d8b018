# shellcheck shell=bash
# The build that benchmarks, experiments and the count of instructions run: with the flags of the image.
BENCH_BUILD=.fairlane/build/bench

# Compiles a target of forwarder-image/bench/meson.build: bench/PROGRAM, or benchmarks for all of them. A folder that was
# configured otherwise is made anew.
bench_build() {
	local flags=forwarder-image/release.ini
	cmp -s "$ROOT_DIR/$flags" "$ROOT_DIR/$BENCH_BUILD/release.ini" || rm -rf "${ROOT_DIR:?}/$BENCH_BUILD"
	if [[ ! -f $ROOT_DIR/$BENCH_BUILD/build.ninja ]]; then
		step "configure the release build" "$ROOT_DIR/hack/builder.sh" meson setup "$BENCH_BUILD" forwarder-image --native-file "$flags"
		cp "$ROOT_DIR/$flags" "$ROOT_DIR/$BENCH_BUILD/release.ini"
	fi
	step "compile the release build" "$ROOT_DIR/hack/builder.sh" ninja -C "$BENCH_BUILD" "$1"
}
