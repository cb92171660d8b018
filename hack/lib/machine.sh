# shellcheck shell=bash
# What the cluster changes on the machine outside its own directories, each with its way back:
# sysctls, huge pages, mounts, links, packet filter rules, control groups.

# The kubelet sets those of vm and kernel.
CHANGED_SYSCTLS=(net/ipv4/ip_forward net/bridge/bridge-nf-call-iptables net/bridge/bridge-nf-call-ip6tables
	net/bridge/bridge-nf-call-arptables vm/nr_hugepages vm/overcommit_memory vm/panic_on_oom kernel/panic
	kernel/panic_on_oops kernel/keys/root_maxkeys kernel/keys/root_maxbytes)

save_sysctls() {
	local name
	[[ -f $SAVED_SYSCTLS ]] && return 0
	for name in "${CHANGED_SYSCTLS[@]}"; do
		[[ -f /proc/sys/$name ]] && echo "$name $(cat "/proc/sys/$name")"
	done >"$SAVED_SYSCTLS.partial"
	mv "$SAVED_SYSCTLS.partial" "$SAVED_SYSCTLS"
}

restore_sysctls() {
	local name value
	[[ -f $SAVED_SYSCTLS ]] || return 0
	while read -r name value; do
		[[ $(cat "/proc/sys/$name") == "$value" ]] || echo "$value" >"/proc/sys/$name"
	done <"$SAVED_SYSCTLS"
}

reserve_hugepages() {
	local file=/proc/sys/vm/nr_hugepages attempt
	for attempt in 1 2 3; do
		(($(cat "$file") >= HUGEPAGES)) && return 0
		echo "$HUGEPAGES" >"$file"
		(($(cat "$file") >= HUGEPAGES)) && return 0
		echo 1 >/proc/sys/vm/compact_memory 2>/dev/null || true
		((attempt < 2)) || echo 1 >/proc/sys/vm/drop_caches
	done
	echo "only $(cat "$file") of $HUGEPAGES huge pages of 2 MiB could be reserved: free some memory" >&2
	return 1
}

# Frames on the Linux bridges of test networks are not for the host's packet filter: it would see a router's packet twice
# and take the second for an invalid one.
set_sysctls() {
	local name
	echo 1 >/proc/sys/net/ipv4/ip_forward || return 1
	for name in iptables ip6tables arptables; do
		if [[ -f /proc/sys/net/bridge/bridge-nf-call-$name ]]; then
			echo 0 >"/proc/sys/net/bridge/bridge-nf-call-$name" || return 1
		fi
	done
}

# In a peer group of its own, so that the pods' mounts do not appear in the checkout as well.
mount_state() {
	mkdir -p "$STATE_MOUNT" || return 1
	mountpoint -q "$STATE_MOUNT" && return 0
	mount --bind "$STATE_DIR" "$STATE_MOUNT" && mount --make-private "$STATE_MOUNT" && mount --make-shared "$STATE_MOUNT"
}

make_node_link() {
	ip link show "$NODE_LINK" >/dev/null 2>&1 || ip link add "$NODE_LINK" type bridge || return 1
	ip addr replace "$NODE_ADDRESS/32" dev "$NODE_LINK" && ip link set "$NODE_LINK" up
}

# Pods reach each other and the API server even where the host's policy is to drop.
accept_pod_traffic() {
	local hook chain
	for hook in INPUT FORWARD; do
		chain="FAIRLANE-$hook"
		iptables -w -N "$chain" 2>/dev/null || iptables -w -F "$chain" || return 1
		iptables -w -A "$chain" -s "$POD_SUBNET" -j ACCEPT && iptables -w -A "$chain" -d "$POD_SUBNET" -j ACCEPT || return 1
		iptables -w -C "$hook" -j "$chain" 2>/dev/null || iptables -w -I "$hook" -j "$chain" || return 1
	done
}

our_mounts() { # the deepest first
	awk -v dir="$RUN_DIR/" 'index($5, dir) == 1 {print $5}' /proc/self/mountinfo | sort -r
}

our_links() {
	{
		ip -o link show | awk -F': ' '$2 ~ /^fl-/ {sub("@.*", "", $2); print $2}'
		ip -4 -o addr show to "$POD_GATEWAY/32" | awk '{print $2}'
	} | sort -u
}

our_cgroups() { # the deepest first
	local hierarchy
	for hierarchy in $(cgroup_hierarchies); do
		[[ -d $hierarchy/fairlane ]] && find "$hierarchy/fairlane" -depth -type d
	done
	return 0
}

our_rules() {
	local family
	for family in iptables ip6tables; do
		command -v "$family-save" >/dev/null && "$family-save" 2>/dev/null | grep -E '^(:|-A .*)(KUBE-|FAIRLANE-)' | sed "s/^/$family: /"
	done
	return 0
}

unmount_all() {
	local mount
	our_mounts | while read -r mount; do umount -l "$mount" || true; done
	[[ -z $(our_mounts) ]]
}

# A link goes with its network namespace, which the kernel ends a moment after the last process.
remove_links() {
	local link deadline=$((SECONDS + 5))
	for link in $(our_links); do [[ $link == fl-* ]] && ip link del "$link" 2>/dev/null; done
	while [[ -n $(our_links) ]] && seconds_left "$deadline"; do sleep 0.1; done
	for link in $(our_links); do ip link del "$link" 2>/dev/null; done
	[[ -z $(our_links) ]]
}

# Deletes our chains and the rules of other chains that jump to them; whatever else is in a table stays.
remove_rules() {
	local family
	for family in iptables ip6tables; do
		command -v "$family-save" >/dev/null || continue
		"$family-save" 2>/dev/null | awk '
			/^\*/ {table = $0; chains = ""; flush = ""; jumps = ""}
			/^:(KUBE|FAIRLANE)-/ {name = substr($1, 2); flush = flush "-F " name "\n"; chains = chains "-X " name "\n"; next}
			/^-A (KUBE|FAIRLANE)-/ {next}
			/^-A .*-[jg] (KUBE|FAIRLANE)-/ {sub("^-A", "-D"); jumps = jumps $0 "\n"}
			/^COMMIT/ && (chains != "" || jumps != "") {printf "%s\n%s%s%sCOMMIT\n", table, jumps, flush, chains}
		' | "$family-restore" -w --noflush || true
	done
	[[ -z $(our_rules) ]]
}

remove_cgroups() {
	local group deadline=$((SECONDS + 5))
	while [[ -n $(our_cgroups) ]]; do
		our_cgroups | while read -r group; do rmdir "$group" 2>/dev/null; done
		seconds_left "$deadline" || break
	done
	[[ -z $(our_cgroups) ]]
}

# Sockets and links that the container runtime and the kubelet put at places which cannot be configured.
remove_stray_files() {
	local file
	for file in /run/containerd/s/*; do
		[[ -S $file ]] && ! grep -q " $file\$" /proc/net/unix && rm -f "$file"
	done
	rmdir /run/containerd/s /run/containerd 2>/dev/null
	for file in /var/lib/cni/results/*; do
		grep -qs "$RUN_DIR/" "$file" && rm -f "$file"
	done
	rmdir /var/lib/cni/results /var/lib/cni 2>/dev/null
	for file in /var/log/containers/*; do
		[[ -L $file && $(readlink "$file") == "$RUN_DIR"/* ]] && rm -f "$file"
	done
	return 0
}

# Everything that may be left of a cluster on this machine, one a line. Empty when nothing is.
leftovers() {
	local pid
	for pid in $(cluster_pids); do echo "process $pid: $(tr '\0' ' ' <"/proc/$pid/cmdline" | cut -c1-100)"; done
	our_mounts | sed 's/^/mount (or network namespace) /'
	our_links | sed 's/^/link /'
	our_rules | sed 's/^/rule /'
	our_cgroups | sed 's/^/control group /'
	[[ ! -e $RUN_DIR ]] || echo "directory $RUN_DIR"
}
