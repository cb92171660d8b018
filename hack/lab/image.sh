# shellcheck shell=bash
# The guest's disk: a Debian tree, the node's binaries and hack/lab/guest, made once for each content and cached.

lab_key() {
	{
		cat "$ROOT_DIR/hack/packages-lab-guest.txt" "$ROOT_DIR/hack/versions.env" "$ROOT_DIR/hack/lab/image.sh"
		echo "$TOOLS_DIR $LAB_TOOLS_DIR"
		tree_hash "$ROOT_DIR/hack/lab/guest"
	} | sha256sum | cut -c1-12
}

lab_image() { echo "$CACHE_DIR/lab-$(lab_key)"; } # a directory: disk.img, vmlinuz, initrd.img

# The trees of packages: one that QEMU runs from, one that the guest's disk is made of.
qemu_root() { FAIRLANE_ROOT=qemu "$ROOT_DIR/hack/builder.sh" --print-dir; }
guest_root() { FAIRLANE_ROOT=lab-guest "$ROOT_DIR/hack/builder.sh" --print-dir; }

build_lab_tool() { # NAME PACKAGE
	(cd "$ROOT_DIR/hack/lab/tools/$1" &&
		CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o "$LAB_TOOLS_DIR/.$1.partial" "$2") || return 1
	mv "$LAB_TOOLS_DIR/.$1.partial" "$LAB_TOOLS_DIR/$1"
}

build_lab_tools() {
	local plugin=github.com/k8snetworkplumbingwg/sriov-network-device-plugin/cmd/sriovdp
	mkdir -p "$LAB_TOOLS_DIR" || return 1
	[[ -x $LAB_TOOLS_DIR/vfio-cni ]] || build_lab_tool vfio-cni . || return 1
	[[ -x $LAB_TOOLS_DIR/sriov-network-device-plugin ]] || build_lab_tool sriov-network-device-plugin "$plugin"
}

# Units that the guest starts, by target; what only costs time under emulation is masked.
enable_units() { # TREE
	local wants="$1/etc/systemd/system" unit
	mkdir -p "$wants/multi-user.target.wants" "$wants/sysinit.target.wants" || return 1
	ln -sfn ../lab-seed.service "$wants/sysinit.target.wants/" || return 1
	for unit in lab-vfs lab-pause kubelet sriov-device-plugin; do
		ln -sfn "../$unit.service" "$wants/multi-user.target.wants/" || return 1
	done
	ln -sfn /usr/lib/systemd/system/systemd-networkd.service "$wants/multi-user.target.wants/" || return 1
	for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service \
		fstrim.timer systemd-networkd-wait-online.service; do
		ln -sfn /dev/null "$wants/$unit" || return 1
	done
}

fill_tree() { # TREE
	local tree=$1
	cp -a "$(guest_root)/." "$tree/" && cp -rT --no-preserve=ownership "$ROOT_DIR/hack/lab/guest" "$tree" || return 1
	install -m 755 "$TOOLS_DIR/kubelet" "$LAB_TOOLS_DIR/sriov-network-device-plugin" "$tree/usr/local/bin/" &&
		install -m 755 "$TOOLS_DIR/multus" "$tree/usr/lib/cni/multus" &&
		install -m 755 "$LAB_TOOLS_DIR/vfio-cni" "$tree/usr/lib/cni/vfio" || return 1
	rm -rf "$tree"/etc/ssh/ssh_host_* "$tree"/var/lib/apt/lists/* "$tree"/var/cache/apt/*
	enable_units "$tree"
}

# In a directory of its own that becomes the image's at the end: an interrupted run leaves nothing that looks finished.
make_lab_image() {
	local image partial tree
	image=$(lab_image)
	partial="$image.partial"
	tree="$partial/tree"
	rm -rf "$partial" && mkdir -p "$tree" && fill_tree "$tree" || return 1
	cp "$tree"/boot/vmlinuz-* "$partial/vmlinuz" && cp "$tree"/boot/initrd.img-* "$partial/initrd.img" || return 1
	truncate -s 4G "$partial/disk.img" && mkfs.ext4 -q -F -d "$tree" "$partial/disk.img" || return 1
	rm -rf "$tree" "$image" && mv "$partial" "$image"
}

build_lab() {
	need_command mkfs.ext4 "apt-get install e2fsprogs"
	need_command go "install Go 1.26 or newer (https://go.dev/dl)"
	FAIRLANE_ROOT=qemu "$ROOT_DIR/hack/builder.sh" --prepare
	FAIRLANE_ROOT=lab-guest "$ROOT_DIR/hack/builder.sh" --prepare
	step "build the lab's device plugin and CNI" build_lab_tools
	exec {LAB_BUILD_LOCK}>>"$CACHE_DIR/lab.lock" # two checkouts may share this cache
	flock "$LAB_BUILD_LOCK"
	[[ -f $(lab_image)/disk.img ]] || step "make the lab's disk" make_lab_image
	exec {LAB_BUILD_LOCK}>&-
}
