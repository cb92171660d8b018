#!/usr/bin/env bash
# The embedded cluster: a real Kubernetes of one node on this machine, from our own binaries. It lives from `up` to `down`;
# nothing of it is kept but images and certificate authorities.
# Usage: hack/cluster.sh up | down [--force] | status | restart COMPONENT [SIGNAL] |
#        kubeconfig | kubectl [ARG...] | helm [ARG...]           (kubectl and helm without arguments: print their paths)
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
# shellcheck source=hack/lib/machine.sh
source "$here/lib/machine.sh"
# shellcheck source=hack/lib/components.sh
source "$here/lib/components.sh"

api_ready() { "${KUBECTL[@]}" get --raw=/readyz; }
node_ready() { "${KUBECTL[@]}" wait --for=condition=Ready "node/$NODE_NAME" --timeout=1s; }
kubelet_ready() { curl -sf http://127.0.0.1:10248/healthz; }
containerd_ready() { ctr --address "$CONTAINERD_SOCKET" version; }
default_account() { "${KUBECTL[@]}" get serviceaccount default; }

healthy() {
	local name
	for name in "${COMPONENTS[@]}"; do component_pid "$name" >/dev/null || return 1; done
	api_ready >/dev/null 2>&1 && node_ready >/dev/null 2>&1
}

# Only when no mount is left: a pod's volumes would be emptied with these directories.
empty_state() {
	local dir
	[[ -z $(our_mounts) ]] || return 1
	for dir in "${VOLATILE_DIRS[@]}"; do rm -rf --one-file-system "${STATE_DIR:?}/$dir" || return 1; done
}

# Removes every trace of a cluster, in the order in which one thing holds the other. Works without any record of it.
sweep() {
	local failed=0
	rm -f "$COMPLETE_FILE"
	kill_all || failed=1
	unmount_all || { echo "mounts remain: $(our_mounts)" >&2 && return 1; }
	remove_links || failed=1
	remove_rules || failed=1
	remove_cgroups || failed=1
	restore_sysctls || failed=1
	remove_stray_files
	empty_state || failed=1
	rm -rf --one-file-system "$RUN_DIR" || failed=1
	return "$failed"
}

check_machine() {
	local port net
	for port in "$API_PORT" "$ETCD_PORT" "$ETCD_PEER_PORT" 10250; do
		[[ -z $(ss -Hltn "sport = :$port") ]] ||
			die "port $port is in use by $(ss -Hltnp "sport = :$port" | sed 's/.*users:((//; s/)).*//' | head -n 1): stop it"
	done
	for net in 10.244.0.0/15 "$SERVICE_SUBNET"; do
		[[ -z $(ip -4 route show root "$net") ]] || die "this machine has routes within $net, which the cluster needs for itself"
	done
	[[ -x $TOOLS_DIR/kube-apiserver ]] || die "the cluster's binaries are missing: run hack/build-tools.sh"
}

prepare_machine() {
	mkdir -p "$STATE_DIR" "$RUN_DIR" "$LOG_DIR" || return 1
	printf '%s\n' "$ROOT_DIR" "$(date '+%Y-%m-%d %H:%M:%S')" >"$OWNER_FILE" || return 1
	local name
	for name in "${COMPONENTS[@]}"; do : >"$LOG_DIR/$name.log" || return 1; done
	empty_state && save_sysctls && set_sysctls && reserve_hugepages && mount_state && make_node_link && accept_pod_traffic && make_cgroups
}

start_control_plane() {
	start_etcd && start_containerd && start_kube-apiserver || return 1
	wait_for 90 kube-apiserver api_ready && wait_for 30 containerd containerd_ready
}

start_node() {
	start_kube-controller-manager && start_kube-scheduler && start_kubelet && start_kube-proxy || return 1
	cat "$here"/manifests/*.yaml | "${KUBECTL[@]}" apply -f - || return 1
	wait_for 90 kubelet node_ready && wait_for 60 kube-controller-manager default_account
}

fresh_up() {
	if [[ -n $(leftovers) ]]; then step "remove what an earlier cluster left" sweep; fi
	check_machine
	step "prepare the machine" prepare_machine
	step "make certificates" make_pki
	step "start etcd, containerd, API server" start_control_plane
	step "start controllers, kubelet, kube-proxy" start_node
	"$here/images.sh" --import {LOCK_FD}>&-
	touch "$COMPLETE_FILE"
}

repair() {
	local name
	for name in "${COMPONENTS[@]}"; do
		component_pid "$name" >/dev/null || "start_$name" || return 1
	done
	wait_for 90 kube-apiserver api_ready && wait_for 90 kubelet kubelet_ready && wait_for 90 kubelet node_ready
}

up() {
	need_root "the embedded cluster needs root (mounts, namespaces, control groups)"
	lock
	! foreign || die "$(holder_message)"
	if [[ -f $COMPLETE_FILE && $(owner) == "$ROOT_DIR" ]]; then
		install_seccomp_profiles
		if ! healthy; then step "start again what had ended" repair || fresh_up; fi
	else
		fresh_up
	fi
	echo "  the cluster is up ($SECONDS s): kubeconfig $ADMIN_KUBECONFIG"
}

down() {
	need_root "taking the cluster down needs root"
	lock
	[[ ${1:-} == --force ]] || ! foreign || die "$(holder_message)"
	[[ -z $(leftovers) ]] || step "take the cluster down" sweep || true
	local left
	left=$(leftovers)
	[[ -z $left ]] || die "left behind:"$'\n'"$left"
	echo "  nothing is left: no process, mount, namespace, link, rule or control group"
}

status() {
	local name pid
	[[ -f $OWNER_FILE ]] || die "no cluster is up"
	! foreign || die "$(holder_message)"
	for name in "${COMPONENTS[@]}"; do
		if pid=$(component_pid "$name"); then
			printf '%-26s pid %-8s cpus %-6s up %s\n' "$name" "$pid" "$(taskset -cp "$pid" | sed 's/.*: //')" "$(ps -o etime= -p "$pid")"
		else
			printf '%-26s not running; log %s\n' "$name" "$LOG_DIR/$name.log"
		fi
	done
	"${KUBECTL[@]}" get nodes -o wide
}

restart() {
	local name=${1:-} signal=${2:-TERM}
	[[ -n $name && " ${COMPONENTS[*]} " == *" $name "* ]] || die "restart which of: ${COMPONENTS[*]}?"
	need_root "restarting a component needs root"
	lock
	[[ $(owner) == "$ROOT_DIR" ]] || die "no cluster of this checkout is up"
	stop_process "$name" "$signal"
	"start_$name"
	case $name in
	etcd | kube-apiserver) wait_for 60 "$name" api_ready ;;
	containerd) wait_for 60 "$name" containerd_ready ;;
	kubelet) wait_for 60 "$name" kubelet_ready ;;
	*) wait_for 60 "$name" component_pid "$name" ;;
	esac
}

case ${1:-} in
up) up ;;
down) down "${2:-}" ;;
status) status ;;
restart) restart "${2:-}" "${3:-TERM}" ;;
kubeconfig) echo "$ADMIN_KUBECONFIG" ;;
kubectl)
	shift
	[[ $# -gt 0 ]] || { echo "$TOOLS_DIR/kubectl" && exit; }
	exec "${KUBECTL[@]}" "$@"
	;;
helm)
	shift
	[[ $# -gt 0 ]] || { echo "$TOOLS_DIR/helm" && exit; }
	exec "$TOOLS_DIR/helm" --kubeconfig "$ADMIN_KUBECONFIG" "$@"
	;;
*) die "usage: hack/cluster.sh up | down [--force] | status | restart COMPONENT [SIGNAL] | kubeconfig | kubectl | helm" ;;
esac
