#!/usr/bin/env bash
# Tests hack/cluster.sh for real: what it refuses, what it survives, and that nothing is left of it. Takes the machine's
# embedded cluster down and up, so it refuses to start while one is up. About a minute and a half.
# Usage: hack/tests/cluster-test.sh
# shellcheck disable=SC2317 # functions are called by their names, through `expect`
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
cluster="$root/hack/cluster.sh"
# A path that would break socket addresses, overlay options and lists of paths, were it used in any.
odd="$work/another: checkout, whose path is longer than the 107 bytes of a socket address with what comes below it"
other="$odd/hack/cluster.sh"
failures=0

expect() { # SENTENCE COMMAND...
	local sentence=$1 started=$SECONDS
	shift
	if "$@" >"$work/output" 2>&1; then
		printf 'ok      %-76s %3d s\n' "$sentence" "$((SECONDS - started))"
	else
		printf 'FAILED  %s\n' "$sentence"
		tail -n 20 "$work/output"
		failures=$((failures + 1))
	fi
}

refuses() { # WORDS COMMAND...: fails, and says so
	local words=$1
	shift
	! "$@" >"$work/refusal" 2>&1 && grep -F -- "$words" "$work/refusal"
}

within() { # SECONDS COMMAND...
	local limit=$1 started=$SECONDS
	shift
	"$@" && ((SECONDS - started <= limit))
}

members() {
	find /sys/fs/cgroup -path '*/fairlane/*' -name cgroup.procs -exec cat {} + 2>/dev/null | sort -un
}

kill_every_process() {
	local pids
	pids=$(members)
	[[ -n $pids ]] || return 1
	# shellcheck disable=SC2086 # a list
	kill -KILL $pids
	local deadline=$((SECONDS + 10))
	while [[ -n $(members) ]]; do ((SECONDS < deadline)) && sleep 0.1 || return 1; done
}

# As Ctrl-C does: to the whole foreground group. Background jobs of a script ignore SIGINT, so job control is needed; and
# whoever started this test may ignore it too (nohup, CI), which a shell cannot undo, but env can.
interrupted_after() { # SECONDS COMMAND...
	local pid seconds=$1 status=0
	shift
	set -m
	env --default-signal=INT "$@" &
	pid=$!
	set +m
	sleep "$seconds"
	kill -INT -- "-$pid" || return 1
	wait "$pid" || status=$?
	((status == 130))
}

nothing_is_left() {
	[[ -z $(members) ]] && ! grep ' /run/fairlane/' /proc/self/mountinfo && ! ip -o link | grep ' fl-' &&
		! iptables-save | grep -E 'KUBE-|FAIRLANE-' && [[ ! -e /run/fairlane ]] &&
		[[ -z $(find /sys/fs/cgroup -maxdepth 2 -name fairlane) ]] && [[ $(cat /proc/sys/vm/nr_hugepages) == "$hugepages" ]]
}

pod_runs() { # CLUSTER
	"$1" kubectl run probe --image=localhost/pause:1 --image-pull-policy=Never --restart=Never &&
		"$1" kubectl wait --for=condition=Ready pod/probe --timeout=30s
}

finish() {
	"$other" down >/dev/null 2>&1 || true
	rm -rf "$work"
}

[[ -z $(members) ]] || { echo "an embedded cluster is up: take it down first" >&2 && exit 1; }
"$cluster" down >/dev/null # what an earlier run may have left
hugepages=$(cat /proc/sys/vm/nr_hugepages)
trap finish EXIT
mkdir "$odd" && cp -r "$root/hack" "$odd/"

expect "up starts a cluster" "$cluster" up
expect "a second up takes at most 5 seconds" within 5 "$cluster" up
expect "a pod runs" pod_runs "$cluster"
expect "another checkout's up says who holds the machine" refuses "embedded cluster of $root holds this machine" "$other" up
expect "another checkout's down leaves the cluster alone" refuses "embedded cluster of $root holds this machine" "$other" down
expect "every process of the cluster is killed" kill_every_process
expect "another checkout's up cleans up after the killed one" "$other" up
expect "a pod runs there" pod_runs "$other"
expect "down leaves nothing" "$other" down
expect "and nothing is found by looking at the machine" nothing_is_left
expect "up is interrupted after 5 seconds" interrupted_after 5 "$cluster" up
expect "up is interrupted again, before it has cleaned up" interrupted_after 0.3 "$cluster" up
expect "up works after that" "$cluster" up
expect "a pod runs after that" pod_runs "$cluster"
expect "down is interrupted" interrupted_after 0.2 "$cluster" down
expect "down leaves nothing after that" "$cluster" down
expect "and nothing is found after that" nothing_is_left
exit "$((failures > 0))"
