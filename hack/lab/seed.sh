# shellcheck shell=bash
# What the guest gets at each start, as a tar archive on its second disk: addresses, identities, the node's configuration.

seed_network() { # TREE
	mkdir -p "$1/etc/systemd/network" "$1/etc/cni/net.d" || return 1
	cat >"$1/etc/fairlane-lab.env" <<-ENV
		NODE_NAME=$LAB_NODE
		NODE_ADDRESS=$LAB_ADDRESS
		VFS=$LAB_VFS
	ENV
	cat >"$1/etc/systemd/network/10-lab.network" <<-INI
		[Match]
		MACAddress=$LAB_MAC
		[Network]
		Address=$LAB_ADDRESS/$LAB_PREFIX
		Gateway=$LAB_HOST_ADDRESS
		LinkLocalAddressing=no
		IPv6AcceptRA=no
	INI
	echo "$LAB_NODE" >"$1/etc/hostname"
	printf '127.0.0.1 localhost\n%s %s\n' "$LAB_ADDRESS" "$LAB_NODE" >"$1/etc/hosts"
	cat >"$1/etc/cni/net.d/00-multus.conf" <<-JSON
		{"cniVersion": "0.3.1", "name": "fairlane-pods", "type": "multus",
		 "kubeconfig": "/etc/kubernetes/multus.kubeconfig", "binDir": "/usr/lib/cni",
		 "logFile": "/var/log/multus.log", "logLevel": "error",
		 "delegates": [{"cniVersion": "0.3.1", "name": "fairlane-pods", "type": "ptp",
		   "ipam": {"type": "host-local", "ranges": [[{"subnet": "$LAB_POD_SUBNET"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
	JSON
}

# With single-numa-node and a static memory manager, reserved memory is what the system reserves and the eviction threshold.
seed_kubelet() { # TREE
	mkdir -p "$1/etc/kubernetes/pki" "$1/var/lib/kubelet/seccomp/fairlane" || return 1
	cp "$ROOT_DIR"/forwarder-image/seccomp/*.json "$1/var/lib/kubelet/seccomp/fairlane/" || return 1
	cat >"$1/etc/kubernetes/kubelet.yaml" <<-YAML
		apiVersion: kubelet.config.k8s.io/v1beta1
		kind: KubeletConfiguration
		authentication:
		  anonymous: {enabled: false}
		  webhook: {enabled: true}
		  x509: {clientCAFile: /etc/kubernetes/pki/ca.crt}
		authorization: {mode: Webhook}
		tlsCertFile: /etc/kubernetes/pki/kubelet-server.crt
		tlsPrivateKeyFile: /etc/kubernetes/pki/kubelet-server.key
		containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
		cgroupDriver: systemd
		failSwapOn: false
		cpuManagerPolicy: static
		reservedSystemCPUs: "$LAB_SYSTEM_CPUS"
		topologyManagerPolicy: single-numa-node
		memoryManagerPolicy: Static
		systemReserved: {memory: 412Mi}
		evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%}
		reservedMemory:
		- {numaNode: 0, limits: {memory: 256Mi}}
		- {numaNode: 1, limits: {memory: 256Mi}}
		enforceNodeAllocatable: [pods]
		resolvConf: ""
		imageGCHighThresholdPercent: 100
		imageGCLowThresholdPercent: 99
		nodeStatusUpdateFrequency: 5s
		runtimeRequestTimeout: 10m
	YAML
}

seed_identities() { # TREE
	local kubernetes="$1/etc/kubernetes" server="https://$NODE_ADDRESS:$API_PORT"
	make_certificate lab-kubelet-server ca "/CN=$LAB_NODE" serverAuth "DNS:$LAB_NODE,IP:$LAB_ADDRESS" &&
		make_certificate lab-kubelet ca "/O=system:nodes/CN=system:node:$LAB_NODE" clientAuth || return 1
	cp "$PKI_DIR/ca.crt" "$kubernetes/pki/" && cp "$PKI_DIR/lab-kubelet-server.crt" "$kubernetes/pki/kubelet-server.crt" &&
		cp "$PKI_DIR/lab-kubelet-server.key" "$kubernetes/pki/kubelet-server.key" || return 1
	make_kubeconfig "$kubernetes/kubelet.kubeconfig" lab-kubelet "$server" &&
		make_kubeconfig "$kubernetes/multus.kubeconfig" multus "$server"
}

# Keys of one start: the guest knows ours, and we know the guest's.
seed_ssh() { # TREE
	local key
	mkdir -p "$1/etc/ssh" "$1/root/.ssh" && chmod 700 "$1/root" "$1/root/.ssh" || return 1
	for key in ssh_key host_key; do
		rm -f "$LAB_DIR/$key" "$LAB_DIR/$key.pub"
		ssh-keygen -q -t ed25519 -N '' -C fairlane-lab -f "$LAB_DIR/$key" || return 1
	done
	cp "$LAB_DIR/ssh_key.pub" "$1/root/.ssh/authorized_keys" && cp "$LAB_DIR/host_key" "$1/etc/ssh/ssh_host_ed25519_key" || return 1
	echo "$LAB_ADDRESS $(cat "$LAB_DIR/host_key.pub")" >"$LAB_DIR/known_hosts"
}

make_seed() {
	local tree="$LAB_DIR/seed"
	rm -rf "$tree" && mkdir -p "$tree/opt/fairlane-lab" || return 1
	seed_network "$tree" && seed_kubelet "$tree" && seed_identities "$tree" && seed_ssh "$tree" || return 1
	cp "$STATE_DIR/images/pause.tar" "$tree/opt/fairlane-lab/" || return 1
	tar --create --file "$LAB_DIR/seed.tar" --owner=0 --group=0 --directory "$tree" . && rm -rf "$tree"
}
