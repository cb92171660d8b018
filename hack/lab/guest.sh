# shellcheck shell=bash
# The guest: QEMU under software emulation, and the link between it and this machine.

# QEMU runs straight from its tree, by the tree's own loader: no chroot, no mount.
qemu() { # PROGRAM ARG...; prints the command, one argument a line
	local root libraries
	root=$(qemu_root)
	libraries="$root/usr/lib/x86_64-linux-gnu"
	printf '%s\n' "$libraries/ld-linux-x86-64.so.2" --library-path "$libraries" "$root/usr/bin/$1" "${@:2}"
}

# One physical function on each NUMA node, behind a root port of that node's own host bridge. Every other device names its
# bus, because QEMU would put it on one of these.
pci_arguments() {
	local node
	for node in 0 1; do
		printf '%s\n' \
			-device "pxb-pcie,id=bridge$node,bus=pcie.0,bus_nr=$(((node + 1) * 32)),numa_node=$node" \
			-device "pcie-root-port,id=root$node,bus=bridge$node,chassis=$((node + 1)),slot=$((node + 1)),pref32-reserve=4M,hotplug=off" \
			-netdev "hubport,id=hub$node,hubid=$node" \
			-device "igb,id=pf$node,bus=root$node,netdev=hub$node,mac=52:54:00:fa:1b:0$node"
	done
}

memory_arguments() {
	local half=$((LAB_CPUS / 2)) memory=$((LAB_MEMORY_MIB / 2))
	printf '%s\n' -m "${LAB_MEMORY_MIB}M" -smp "$LAB_CPUS,sockets=2,cores=$half,threads=1" \
		-object "memory-backend-ram,id=memory0,size=${memory}M" -object "memory-backend-ram,id=memory1,size=${memory}M" \
		-numa "node,nodeid=0,memdev=memory0,cpus=0-$((half - 1))" \
		-numa "node,nodeid=1,memdev=memory1,cpus=$half-$((LAB_CPUS - 1))" -numa dist,src=0,dst=1,val=21
}

# thread=single: with a thread for each virtual CPU about one boot in five gets no timer ticks on one of them and hangs.
guest_arguments() {
	local image
	image=$(lab_image)
	printf '%s\n' -name "$LAB_NODE" -nodefaults -no-user-config -display none -L "$(qemu_root)/usr/share/qemu" \
		-L "$(qemu_root)/usr/share/seabios" -M q35,kernel-irqchip=split,hpet=off -accel tcg,thread=single -cpu max
	memory_arguments
	printf '%s\n' -device intel-iommu,intremap=on,caching-mode=on \
		-drive "if=none,id=disk,file=$LAB_DIR/disk.qcow2,format=qcow2,cache=unsafe" -device virtio-blk-pci,drive=disk,bus=pcie.0 \
		-drive "if=none,id=seed,file=$LAB_DIR/seed.tar,format=raw,readonly=on" -device virtio-blk-pci,drive=seed,bus=pcie.0 \
		-netdev "tap,id=node,ifname=$LAB_LINK,script=no,downscript=no" \
		-device "virtio-net-pci,netdev=node,bus=pcie.0,mac=$LAB_MAC,romfile=" -device virtio-rng-pci,bus=pcie.0
	pci_arguments
	printf '%s\n' -kernel "$image/vmlinuz" -initrd "$image/initrd.img" -append "console=ttyS0 root=/dev/vda rw \
intel_iommu=on iommu=pt default_hugepagesz=2M hugepagesz=2M hugepages=$LAB_HUGEPAGES mitigations=off audit=0 \
tsc=reliable nohz=off highres=off systemd.show_status=0" \
		-serial "file:$LAB_CONSOLE" -monitor "unix:$RUN_DIR/lab-monitor.sock,server,nowait"
}

make_lab_link() {
	ip link show "$LAB_LINK" >/dev/null 2>&1 || ip tuntap add "$LAB_LINK" mode tap || return 1
	ip addr replace "$LAB_HOST_ADDRESS/$LAB_PREFIX" dev "$LAB_LINK" && ip link set "$LAB_LINK" up &&
		ip route replace "$LAB_POD_SUBNET" via "$LAB_ADDRESS" dev "$LAB_LINK" || return 1
	local hook subnet
	for hook in INPUT FORWARD; do
		for subnet in "$LAB_SUBNET" "$LAB_POD_SUBNET"; do
			iptables -w -C "FAIRLANE-$hook" -s "$subnet" -j ACCEPT 2>/dev/null ||
				iptables -w -A "FAIRLANE-$hook" -s "$subnet" -j ACCEPT || return 1
		done
	done
}

remove_lab_link() {
	local hook subnet
	for hook in INPUT FORWARD; do
		for subnet in "$LAB_SUBNET" "$LAB_POD_SUBNET"; do
			iptables -w -D "FAIRLANE-$hook" -s "$subnet" -j ACCEPT 2>/dev/null || true
		done
	done
	! ip link show "$LAB_LINK" >/dev/null 2>&1 || ip link del "$LAB_LINK"
}

# With a fresh disk over the cached one.
start_guest() {
	local command=() create=()
	mapfile -t create < <(qemu qemu-img create -q -f qcow2 -F raw -b "$(lab_image)/disk.img" "$LAB_DIR/disk.qcow2")
	mapfile -t command < <(qemu qemu-system-x86_64 && guest_arguments)
	: >"$LAB_CONSOLE" && : >"$LOG_DIR/lab-guest.log" || return 1
	rm -f "$LAB_DIR/disk.qcow2" && "${create[@]}" || return 1
	QEMU_MODULE_DIR="$(qemu_root)/usr/lib/x86_64-linux-gnu/qemu" PROCESS_GROUP=lab start_process lab-guest "${command[@]}"
}

guest_ssh() {
	ssh -q -i "$LAB_DIR/ssh_key" -o "UserKnownHostsFile=$LAB_DIR/known_hosts" -o StrictHostKeyChecking=yes -o ConnectTimeout=5 \
		-o ServerAliveInterval=10 "root@$LAB_ADDRESS" "$@"
}
