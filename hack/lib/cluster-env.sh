# shellcheck shell=bash disable=SC2034 # constants for the scripts that source this
# The embedded cluster's fixed points. There is one embedded cluster a machine, so everything outside the checkout has one
# fixed name: whatever a killed run left behind, of this checkout or of another, is found again without any record.
NODE_NAME=fairlane-1
NODE_LINK=fl-node
# An address of our own, so that the node keeps its address when the machine changes networks or has none.
NODE_ADDRESS=10.245.0.1
POD_SUBNET=10.244.0.0/24
POD_GATEWAY=10.244.0.1
SERVICE_SUBNET=10.96.0.0/16
SERVICE_ADDRESS=10.96.0.1
API_PORT=6443
ETCD_PORT=23790
ETCD_PEER_PORT=23800
SYSTEM_CPUS=0
HUGEPAGES=256

RUN_DIR=/run/fairlane
LOCK_FILE=/run/lock/fairlane.lock
OWNER_FILE="$RUN_DIR/owner"
COMPLETE_FILE="$RUN_DIR/complete"
SAVED_SYSCTLS="$RUN_DIR/saved-sysctls"
# The checkout's .fairlane is mounted here: socket paths stay within 107 bytes and overlay options without colons and
# commas, wherever the checkout is.
STATE_MOUNT="$RUN_DIR/state"
CONTAINERD_SOCKET="$RUN_DIR/containerd.sock"

PKI_DIR="$STATE_MOUNT/pki"
ETC_DIR="$STATE_MOUNT/etc"
LOG_DIR="$STATE_DIR/log"
ADMIN_KUBECONFIG="$STATE_DIR/kubeconfig"
# What one cluster's life fills, emptied when it ends.
VOLATILE_DIRS=(etcd containerd kubelet cni pod-logs containerd-opt lab)

COMPONENTS=(etcd kube-apiserver containerd kube-controller-manager kube-scheduler kubelet kube-proxy)
KUBECTL=("$TOOLS_DIR/kubectl" --kubeconfig "$ADMIN_KUBECONFIG")

# An overlay cannot lie on an overlay, as when the checkout is in a container.
snapshotter() {
	if [[ $(stat -fc %T "$STATE_DIR") == overlayfs ]]; then echo native; else echo overlayfs; fi
}

seconds_left() { # DEADLINE (in SECONDS)
	((SECONDS < $1))
}
