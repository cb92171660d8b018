# shellcheck shell=bash
# The release build that benchmarks, experiments and the count of instructions run.
BENCH_BUILD=.fairlane/build/bench

# Compiles every program of forwarder-image/bench/meson.build.
bench_build() {
	[[ -f $ROOT_DIR/$BENCH_BUILD/build.ninja ]] ||
		step "configure the release build" "$ROOT_DIR/hack/builder.sh" meson setup "$BENCH_BUILD" forwarder-image --buildtype=release
	step "compile the release build" "$ROOT_DIR/hack/builder.sh" ninja -C "$BENCH_BUILD" benchmarks
}
