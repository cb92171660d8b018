# shellcheck shell=bash
# One function for each component: its configuration and its command line.

start_etcd() {
	# Nothing here outlives the cluster, so nothing is synced to the disk.
	start_process etcd "$TOOLS_DIR/etcd" --name="$NODE_NAME" --data-dir="$STATE_MOUNT/etcd" --unsafe-no-fsync \
		--listen-client-urls="https://127.0.0.1:$ETCD_PORT" --advertise-client-urls="https://127.0.0.1:$ETCD_PORT" \
		--listen-peer-urls="http://127.0.0.1:$ETCD_PEER_PORT" \
		--initial-advertise-peer-urls="http://127.0.0.1:$ETCD_PEER_PORT" \
		--initial-cluster="$NODE_NAME=http://127.0.0.1:$ETCD_PEER_PORT" \
		--client-cert-auth --trusted-ca-file="$PKI_DIR/etcd-ca.crt" \
		--cert-file="$PKI_DIR/etcd-server.crt" --key-file="$PKI_DIR/etcd-server.key" --log-level=warn
}

start_kube-apiserver() {
	start_process kube-apiserver "$TOOLS_DIR/kube-apiserver" --bind-address=0.0.0.0 --secure-port="$API_PORT" \
		--advertise-address="$NODE_ADDRESS" --external-hostname=localhost --allow-privileged=true \
		--etcd-servers="https://127.0.0.1:$ETCD_PORT" --etcd-cafile="$PKI_DIR/etcd-ca.crt" \
		--etcd-certfile="$PKI_DIR/etcd-client.crt" --etcd-keyfile="$PKI_DIR/etcd-client.key" \
		--tls-cert-file="$PKI_DIR/kube-apiserver.crt" --tls-private-key-file="$PKI_DIR/kube-apiserver.key" \
		--client-ca-file="$PKI_DIR/ca.crt" --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
		--kubelet-certificate-authority="$PKI_DIR/ca.crt" --kubelet-preferred-address-types=InternalIP \
		--kubelet-client-certificate="$PKI_DIR/kubelet-client.crt" --kubelet-client-key="$PKI_DIR/kubelet-client.key" \
		--service-cluster-ip-range="$SERVICE_SUBNET" --service-account-issuer=https://kubernetes.default.svc \
		--service-account-key-file="$PKI_DIR/service-accounts.key" \
		--service-account-signing-key-file="$PKI_DIR/service-accounts.key"
}

start_kube-controller-manager() {
	start_process kube-controller-manager "$TOOLS_DIR/kube-controller-manager" --leader-elect=false --secure-port=0 \
		--kubeconfig="$ETC_DIR/kube-controller-manager.kubeconfig" --use-service-account-credentials \
		--root-ca-file="$PKI_DIR/ca.crt" --service-account-private-key-file="$PKI_DIR/service-accounts.key"
}

start_kube-scheduler() {
	start_process kube-scheduler "$TOOLS_DIR/kube-scheduler" --leader-elect=false --secure-port=0 \
		--kubeconfig="$ETC_DIR/kube-scheduler.kubeconfig"
}

configure_cni() {
	local dir="$STATE_DIR/cni" plugin
	mkdir -p "$dir/bin" "$dir/net.d" || return 1
	for plugin in /usr/lib/cni/*; do ln -sfn "$plugin" "$dir/bin/"; done
	ln -sfn "$TOOLS_DIR/multus" "$dir/bin/multus" || return 1
	cat >"$dir/net.d/00-multus.conf" <<-JSON
		{"cniVersion": "0.3.1", "name": "fairlane-pods", "type": "multus",
		 "kubeconfig": "$STATE_MOUNT/etc/multus.kubeconfig", "binDir": "$STATE_MOUNT/cni/bin", "cniDir": "$RUN_DIR/multus",
		 "logFile": "$STATE_MOUNT/log/multus.log", "logLevel": "error",
		 "delegates": [{"cniVersion": "0.3.1", "name": "fairlane-pods", "type": "ptp",
		   "ipam": {"type": "host-local", "dataDir": "$RUN_DIR/cni",
		     "ranges": [[{"subnet": "$POD_SUBNET"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
	JSON
}

start_containerd() {
	configure_cni || return 1
	cat >"$ETC_DIR/containerd.toml" <<-TOML
		version = 2
		root = "$STATE_MOUNT/containerd"
		state = "$RUN_DIR/containerd"
		[grpc]
		address = "$CONTAINERD_SOCKET"
		[plugins."io.containerd.internal.v1.opt"]
		path = "$STATE_MOUNT/containerd-opt"
		[plugins."io.containerd.nri.v1.nri"]
		disable = true
		[plugins."io.containerd.grpc.v1.cri"]
		sandbox_image = "localhost/pause:1"
		# Ping without a capability, as on any Linux host.
		enable_unprivileged_icmp = true
		# Without CAP_SYS_RESOURCE nobody may lower a score.
		restrict_oom_score_adj = true
		disable_apparmor = true
		netns_mounts_under_state_dir = true
		[plugins."io.containerd.grpc.v1.cri".cni]
		bin_dir = "$STATE_MOUNT/cni/bin"
		conf_dir = "$STATE_MOUNT/cni/net.d"
		[plugins."io.containerd.grpc.v1.cri".containerd]
		snapshotter = "$(snapshotter)"
		default_runtime_name = "runc"
		[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
		runtime_type = "io.containerd.runc.v2"
		[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
		Root = "$RUN_DIR/runc"
	TOML
	start_process containerd "$(command -v containerd)" --config "$ETC_DIR/containerd.toml"
}

# The seccomp profiles that a forwarder pod names (Localhost, fairlane/NAME.json).
install_seccomp_profiles() {
	local dir="$STATE_DIR/kubelet/seccomp/fairlane" profile
	mkdir -p "$dir" || return 1
	for profile in "$ROOT_DIR"/forwarder-image/seccomp/*.json; do
		if [[ -f $profile ]]; then cp "$profile" "$dir/" || return 1; fi
	done
}

# Half a CPU is reserved, which the static CPU manager rounds up to the whole of CPU 0: it is never exclusive, and the other
# half of it is there to be asked for. A pod that asks for nothing gets next to nothing of a CPU that others use.
start_kubelet() {
	install_seccomp_profiles || return 1
	cat >"$ETC_DIR/kubelet.yaml" <<-YAML
		apiVersion: kubelet.config.k8s.io/v1beta1
		kind: KubeletConfiguration
		authentication:
		  anonymous: {enabled: false}
		  webhook: {enabled: true}
		  x509: {clientCAFile: $PKI_DIR/ca.crt}
		authorization: {mode: Webhook}
		tlsCertFile: $PKI_DIR/kubelet-server.crt
		tlsPrivateKeyFile: $PKI_DIR/kubelet-server.key
		containerRuntimeEndpoint: unix://$CONTAINERD_SOCKET
		cgroupDriver: cgroupfs
		cgroupRoot: /fairlane
		failCgroupV1: false
		failSwapOn: false
		oomScoreAdj: 0
		cpuManagerPolicy: static
		cpuManagerReconcilePeriod: 1s
		kubeReserved: {cpu: 500m}
		enforceNodeAllocatable: [pods]
		evictionHard: {memory.available: 100Mi, nodefs.available: 1%, nodefs.inodesFree: 1%, imagefs.available: 1%}
		imageGCHighThresholdPercent: 100
		imageGCLowThresholdPercent: 99
		resolvConf: ""
		podLogsDir: $STATE_MOUNT/pod-logs
		volumePluginDir: $STATE_MOUNT/kubelet/volume-plugins
		makeIPTablesUtilChains: false
		maxPods: 64
		nodeStatusUpdateFrequency: 5s
	YAML
	start_process kubelet "$TOOLS_DIR/kubelet" --config="$ETC_DIR/kubelet.yaml" --kubeconfig="$ETC_DIR/kubelet.kubeconfig" \
		--root-dir="$STATE_MOUNT/kubelet" --cert-dir="$STATE_MOUNT/kubelet/pki" --hostname-override="$NODE_NAME" \
		--node-ip="$NODE_ADDRESS"
}

start_kube-proxy() {
	cat >"$ETC_DIR/kube-proxy.yaml" <<-YAML
		apiVersion: kubeproxy.config.k8s.io/v1alpha1
		kind: KubeProxyConfiguration
		mode: iptables
		clientConnection: {kubeconfig: $ETC_DIR/kube-proxy.kubeconfig}
		hostnameOverride: $NODE_NAME
		clusterCIDR: $POD_SUBNET
		oomScoreAdj: 0
		iptables: {localhostNodePorts: false}
		conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
	YAML
	start_process kube-proxy "$TOOLS_DIR/kube-proxy" --config="$ETC_DIR/kube-proxy.yaml"
}
