# shellcheck shell=bash
# The cluster's processes: each in the control group fairlane/system, which keeps it on the system CPUs and by which it is
# found again, with a session, a log file and a record (pid, start time) of its own. Pods live in fairlane/kubepods.

cgroup_v2() {
	[[ $(stat -fc %T /sys/fs/cgroup) == cgroup2fs ]]
}

cgroup_hierarchies() {
	if cgroup_v2; then echo /sys/fs/cgroup; else findmnt -rn -t cgroup,cgroup2 -o TARGET; fi
}

# A cpuset (v1) starts empty, and nothing can enter it before it has CPUs and memory nodes.
fill_cpuset() { # DIRECTORY CPUS
	cat "$(dirname "$1")/cpuset.mems" >"$1/cpuset.mems" && echo "$2" >"$1/cpuset.cpus"
}

# Version 2 hands controllers down level by level. Those that the kubelet asks for must arrive.
enable_controllers() { # DIRECTORY
	local controller controllers
	read -ra controllers <"$1/cgroup.controllers" || return 1
	for controller in "${controllers[@]}"; do
		echo "+$controller" >"$1/cgroup.subtree_control" 2>/dev/null && continue
		[[ cpu,cpuset,memory,pids,hugetlb != *"$controller"* ]] ||
			{ echo "the control group controller $controller cannot be enabled in $1" >&2 && return 1; }
	done
}

# Weights: a build that runs beside the cluster must not make its leases expire, so the cluster counts as eight tasks.
make_cgroups() {
	local hierarchy group
	for hierarchy in $(cgroup_hierarchies); do
		group="$hierarchy/fairlane"
		if cgroup_v2; then enable_controllers "$hierarchy" || return 1; fi
		mkdir -p "$group" || return 1
		if cgroup_v2; then enable_controllers "$group" || return 1; fi
		mkdir -p "$group/system" || return 1
		if [[ -f $group/cpu.shares ]]; then echo 8192 >"$group/cpu.shares" || return 1; fi
		if [[ -f $group/cpu.weight ]]; then echo 800 >"$group/cpu.weight" || return 1; fi
		if cgroup_v2; then
			echo "$SYSTEM_CPUS" >"$group/system/cpuset.cpus" || return 1
		elif [[ -f $group/cpuset.cpus ]]; then
			fill_cpuset "$group" "$(cat "$hierarchy/cpuset.cpus")" && fill_cpuset "$group/system" "$SYSTEM_CPUS" || return 1
		fi
	done
}

# Every process of the cluster, containers included.
cluster_pids() {
	local hierarchy
	for hierarchy in $(cgroup_hierarchies); do
		[[ -d $hierarchy/fairlane ]] || continue
		find "$hierarchy/fairlane" -name cgroup.procs -exec cat {} + 2>/dev/null
	done | sort -un
}

# This shell and what it starts count as a part of the control plane: a client that tests it under load must not wait
# longer for a CPU than it.
join_control_plane() {
	local hierarchy
	for hierarchy in $(cgroup_hierarchies); do
		[[ ! -d $hierarchy/fairlane/system ]] || echo $$ >"$hierarchy/fairlane/system/cgroup.procs" || return 1
	done
}

start_time() { # PID; empty when there is no such process, or only its zombie
	sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 != "Z" {print $20}'
}

component_pid() { # NAME; fails when it does not run
	local pid started
	read -r pid started 2>/dev/null <"$RUN_DIR/pids/$1" || return 1
	[[ -n $started && $(start_time "$pid") == "$started" ]] && echo "$pid"
}

# start_process NAME COMMAND...: in the background, outliving this shell. Does nothing when it runs already. In the control
# group fairlane/system, or in that of PROCESS_GROUP.
start_process() {
	local name=$1 groups=() hierarchy
	shift
	component_pid "$name" >/dev/null && return 0
	[[ -x $1 ]] || { echo "$1 is missing: run hack/build-tools.sh and hack/prerequisites.sh" >&2 && return 1; }
	for hierarchy in $(cgroup_hierarchies); do groups+=("$hierarchy/fairlane/${PROCESS_GROUP:-system}/cgroup.procs"); done
	mkdir -p "$RUN_DIR/pids" "$LOG_DIR"
	# shellcheck disable=SC2016 # expanded by the inner shell
	setsid bash -c '
		record=$1 groups=$2
		shift 2
		for group in $groups; do echo $$ >"$group" || exit 1; done
		ulimit -Sn 65536 2>/dev/null || true
		cd /
		echo "$$ $(sed "s/.*) //" /proc/$$/stat | cut -d" " -f20)" >"$record"
		exec "$@"
	' "$name" "$RUN_DIR/pids/$name" "${groups[*]}" "$@" </dev/null >>"$LOG_DIR/$name.log" 2>&1 {LOCK_FD}>&- &
	disown
}

stop_process() { # NAME [SIGNAL]
	local pid deadline=$((SECONDS + 15))
	pid=$(component_pid "$1") || return 0
	kill "-${2:-TERM}" "$pid" 2>/dev/null || true
	while component_pid "$1" >/dev/null; do
		seconds_left "$deadline" || kill -KILL "$pid" 2>/dev/null || true
		sleep 0.1
	done
	rm -f "$RUN_DIR/pids/$1"
}

# wait_for SECONDS COMPONENT COMMAND...: polls until the command succeeds. Shows the end of the component's log when the
# time is over or the component has ended.
wait_for() {
	local limit=$1 name=$2 deadline=$((SECONDS + $1)) launched=$((SECONDS + 3)) reason
	shift 2
	until "$@" >/dev/null 2>&1; do
		reason=
		seconds_left "$deadline" || reason="$name is not ready after $limit s"
		component_pid "$name" >/dev/null || seconds_left "$launched" || reason="$name has ended"
		if [[ -n $reason ]]; then
			printf '%s; the end of %s:\n' "$reason" "$LOG_DIR/$name.log"
			tail -n 12 "$LOG_DIR/$name.log"
			return 1
		fi
		sleep 0.2
	done
}

kill_all() {
	local deadline=$((SECONDS + 30)) pids
	while pids=$(cluster_pids) && [[ -n $pids ]]; do
		seconds_left "$deadline" || { echo "processes do not end: $(tr '\n' ' ' <<<"$pids")" >&2 && return 1; }
		# shellcheck disable=SC2086 # a list
		kill -KILL $pids 2>/dev/null || true
		sleep 0.1
	done
}
