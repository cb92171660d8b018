#!/usr/bin/env bash
# Runs a command in the forwarder's build root: a Debian tree with the C tool chain and DPDK, made once and cached.
# The checkout is mounted at its own path, so that error messages and coverage name real files.
# Usage: [FAIRLANE_ROOT=NAME] hack/builder.sh COMMAND [ARG...]        hack/builder.sh --prepare | --print-dir
# What was compiled before, in this or another checkout, is taken from a cache of the compiler's results where the root has one.
# FAIRLANE_ROOT: another root than "builder", of the packages in hack/packages-NAME.txt.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"

name=${FAIRLANE_ROOT:-builder}
key=$(cat "$here/packages-$name.txt" "$here/versions.env" | sha256sum | cut -c1-12)
root="$CACHE_DIR/$name-$DEBIAN_SUITE-$key"

make_root() {
	local packages
	packages=$(paste -sd, "$here/packages-$name.txt")
	rm -rf "$root.partial"
	unshare --mount --propagation private -- mmdebstrap --variant=minbase \
		--include="$packages" --aptopt='APT::Install-Recommends "false"' \
		--dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
		"$DEBIAN_SUITE" "$root.partial" || return 1
	mv "$root.partial" "$root"
}

# In a mount namespace of its own: whatever happens, no mount is left behind. What the cache hashes is what is compiled
# (NOCPP2): a file that changes between the two would leave a wrong object for everybody.
enter() {
	# shellcheck disable=SC2016 # expanded by the inner shell
	exec unshare --mount --propagation private -- bash -c '
		set -e
		root=$1 checkout=$2 results=$3
		shift 3
		for d in proc sys dev; do mount --rbind "/$d" "$root/$d"; done
		mkdir -p "$root$checkout"
		mount --rbind "$checkout" "$root$checkout"
		mkdir -p "$results" "$root/var/cache/ccache"
		mount --bind "$results" "$root/var/cache/ccache"
		cd "$root"
		exec chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
			TERM="${TERM:-dumb}" LANG=C.UTF-8 FAIRLANE_CHECKOUT="$checkout" \
			CCACHE_DIR=/var/cache/ccache CCACHE_BASEDIR="$checkout" CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=1G \
			CCACHE_NOCPP2=1 \
			bash -c "cd \"\$FAIRLANE_CHECKOUT\" && exec \"\$@\"" builder "$@"
	' enter "$root" "$ROOT_DIR" "$CACHE_DIR/ccache" "$@"
}

[[ ${1:-} != --print-dir ]] || { echo "$root" && exit; }
[[ $(id -u) == 0 ]] || die "the build root needs root (mounts and chroot): run as root or with sudo"
if [[ ! -d $root ]]; then
	need_command mmdebstrap "apt-get install mmdebstrap"
	mkdir -p "$CACHE_DIR"
	step "make the build root '$name'" make_root >&2
fi
[[ ${1:-} == --prepare ]] || enter "$@"
