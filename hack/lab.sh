#!/usr/bin/env bash
# The lab: a second node of the embedded cluster, in an emulated machine with two NUMA nodes and SR-IOV.
# Usage: hack/lab.sh build | up | down | status | console | import [IMAGE...] | ssh [COMMAND...]
# up: builds what is missing, starts the cluster when it is down, boots the guest and waits until its virtual functions can
# be had. import: gives the node the images that were built (default: forwarder, tester).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"
# shellcheck source=hack/lib/cluster-env.sh
source "$here/lib/cluster-env.sh"
# shellcheck source=hack/lib/holder.sh
source "$here/lib/holder.sh"
# shellcheck source=hack/lib/pki.sh
source "$here/lib/pki.sh"
# shellcheck source=hack/lib/processes.sh
source "$here/lib/processes.sh"
# shellcheck source=hack/lab/env.sh
source "$here/lab/env.sh"
# shellcheck source=hack/lab/image.sh
source "$here/lab/image.sh"
# shellcheck source=hack/lab/seed.sh
source "$here/lab/seed.sh"
# shellcheck source=hack/lab/guest.sh
source "$here/lab/guest.sh"

BOOT_SECONDS=420 # it takes 90 on an idle machine of two CPUs

allocatable() { # RESOURCE
	"${KUBECTL[@]}" get node "$LAB_NODE" -o json 2>/dev/null | jq -r --arg name "$1" '.status.allocatable[$name] // "0"'
}

lab_ready() {
	"${KUBECTL[@]}" wait --for=condition=Ready "node/$LAB_NODE" --timeout=1s >/dev/null 2>&1 &&
		[[ $(allocatable intel.com/vf_a) == "$LAB_VFS" && $(allocatable intel.com/vf_b) == "$LAB_VFS" ]]
}

# From its first moment, so that no pod comes to it before somebody asks for it.
cordoned() { "${KUBECTL[@]}" cordon "$LAB_NODE" >/dev/null 2>&1; }

stop_guest() {
	stop_process lab-guest
	"${KUBECTL[@]}" delete node "$LAB_NODE" --ignore-not-found --timeout=20s >/dev/null 2>&1 || true
}

# 0: ready; 1: failed; 2: the guest's timers stand still, which it never recovers from.
boot_once() {
	local deadline=$((SECONDS + BOOT_SECONDS))
	stop_guest && start_guest || return 1
	until cordoned && lab_ready; do
		grep -q 'detected stalls' "$LAB_CONSOLE" && return 2
		component_pid lab-guest >/dev/null || ((SECONDS < deadline - BOOT_SECONDS + 5)) ||
			{ echo "QEMU has ended:" && tail -n 12 "$LOG_DIR/lab-guest.log" && return 1; }
		seconds_left "$deadline" ||
			{ echo "the node is not ready after $BOOT_SECONDS s; the end of its console:" && tail -n 15 "$LAB_CONSOLE" && return 1; }
		sleep 0.5
	done
}

# Leaves in $LAB_DIR/boot how many attempts it took, and the seconds of the last one.
boot() {
	local attempt status started
	for attempt in 1 2 3; do
		status=0
		started=$SECONDS
		boot_once || status=$?
		echo "boot $attempt: status $status"
		echo "$attempt $((SECONDS - started))" >"$LAB_DIR/boot" || return 1
		((status == 2)) || return "$status"
	done
	return 1
}

prepare_lab() {
	mkdir -p "$LAB_DIR" && make_lab_group && make_lab_link && make_seed
}

# On every CPU: one is the system's, the other the embedded node's forwarder's, which the guest must not wait for.
make_lab_group() {
	local hierarchy group
	for hierarchy in $(cgroup_hierarchies); do
		group="$hierarchy/fairlane/lab"
		mkdir -p "$group" || return 1
		if ! cgroup_v2 && [[ -f $group/cpuset.cpus ]]; then
			fill_cpuset "$group" "$(cat "$hierarchy/fairlane/cpuset.cpus")" || return 1
		fi
	done
}

import_image() { # NAME
	guest_ssh ctr --namespace k8s.io images import - <"$STATE_DIR/images/$1.tar" && cp "$STATE_DIR/images/$1.key" "$LAB_DIR/$1.key"
}

import_images() { # NAME...
	local name
	for name in "$@"; do
		[[ -f $STATE_DIR/images/$name.tar ]] || continue
		cmp -s "$STATE_DIR/images/$name.key" "$LAB_DIR/$name.key" || step "import image $name into the lab" import_image "$name"
	done
}

need_cluster() {
	[[ -f $COMPLETE_FILE && $(owner) == "$ROOT_DIR" ]] || die "no cluster of this checkout is up: run 'make up' first"
}

up() {
	need_root "the lab needs root (links, control groups)"
	need_command ssh "apt-get install openssh-client"
	build_lab
	"$here/cluster.sh" up
	lock
	if ! component_pid lab-guest >/dev/null || ! lab_ready; then
		stop_guest
		rm -rf "$LAB_DIR"
		step "prepare the lab" prepare_lab
		step "boot the lab's node" boot
	fi
	import_images forwarder tester
	echo "  the lab is up ($SECONDS s): node $LAB_NODE, $(allocatable cpu) CPUs, $(allocatable hugepages-2Mi) of huge pages," \
		"$(allocatable intel.com/vf_a) + $(allocatable intel.com/vf_b) virtual functions"
}

down() {
	need_root "taking the lab down needs root"
	lock
	! foreign || die "$(holder_message)"
	stop_guest
	remove_lab_link
	rm -rf "$LAB_DIR" "$RUN_DIR/lab-monitor.sock"
	echo "  the lab is down"
}

status() {
	need_cluster
	local pid
	pid=$(component_pid lab-guest) || die "the lab is not up: run 'make lab'"
	printf 'guest: pid %s, up %s, %s MiB\n' "$pid" "$(ps -o etime= -p "$pid" | tr -d ' ')" "$(($(ps -o rss= -p "$pid") / 1024))"
	"${KUBECTL[@]}" get node "$LAB_NODE" -o wide
}

verb=${1:-}
[[ $# == 0 ]] || shift
case $verb in
build) build_lab ;;
up) up ;;
down) down ;;
status) status ;;
console) cat "$LAB_CONSOLE" ;;
import)
	need_cluster
	[[ $# -gt 0 ]] || set -- forwarder tester
	import_images "$@"
	;;
ssh) guest_ssh "$@" ;;
*) die "usage: hack/lab.sh build | up | down | status | console | import [IMAGE...] | ssh [COMMAND...]" ;;
esac
