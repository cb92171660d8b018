#!/usr/bin/env bash
# Builds the images and gives them to the embedded cluster, each only when its inputs changed or the cluster lacks it.
# .fairlane/images/NAME.id then holds the image's digest. Without a running cluster this only builds; `hack/cluster.sh up`
# imports what was built.
# Usage: hack/images.sh [--import] [NAME...]      (default: all; --import: build nothing but pause, import what is built)
# BASE=IMAGE uses that base image instead of one made here with mmdebstrap.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"
# shellcheck source=hack/lib/cluster-env.sh
source "$here/lib/cluster-env.sh"

names=(pause tester operator forwarder)
archives="$STATE_DIR/images"
imported="$RUN_DIR/images"
storage="$CACHE_DIR/buildah"
local_base="localhost/debian:$DEBIAN_SUITE-slim"

reference() { # NAME
	case $1 in
	pause) echo localhost/pause:1 ;;
	*) echo "localhost/fairlane-$1:dev" ;;
	esac
}

context() { # NAME
	case $1 in
	pause | tester) echo "$here/images/$1" ;;
	operator) echo "$ROOT_DIR/operator" ;;
	forwarder) echo "$ROOT_DIR/forwarder-image" ;;
	esac
}

# Changes with what the image is made of.
input_key() { # NAME
	(
		echo "${BASE:-$(base_key)}"
		cd "$(context "$1")" || exit 1
		if [[ $1 == operator ]]; then
			tree_hash Containerfile && cd manager/target && tree_hash lib fairlane-operator-runner.jar
		else
			tree_hash .
		fi
	) | sha256sum | cut -c1-16
}

# In a mount namespace and with a run directory of its own: whatever happens, no mount is left behind.
buildah_alone() {
	local run status=0
	run=$(mktemp -d) || return 1
	unshare --mount --propagation private -- buildah --root "$storage" --runroot "$run" \
		--storage-driver "$(storage_driver)" "$@" || status=$?
	rm -rf "$run"
	return "$status"
}

storage_driver() {
	if [[ $(stat -fc %T "$CACHE_DIR") == overlayfs ]]; then echo vfs; else echo overlay; fi
}

# Changes with how the base image is made.
base_key() { declare -f make_base | cat - "$here/versions.env" | sha256sum | cut -c1-16; }

base_exists() {
	[[ $(cat "$storage/base.key" 2>/dev/null) == "$(base_key)" ]] && buildah_alone images --quiet "$local_base" >/dev/null 2>&1
}

# Without manual pages, but with their directory: Java's packages link into it and fail when it is not there.
make_base() {
	local tree="$CACHE_DIR/base-$DEBIAN_SUITE.tar" container
	# shellcheck disable=SC2016 # expanded by mmdebstrap's shell
	unshare --mount --propagation private -- mmdebstrap --variant=minbase \
		--dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
		--customize-hook='mkdir -p "$1/usr/share/man/man1"' "$DEBIAN_SUITE" "$tree" || return 1
	container=$(buildah_alone from scratch) &&
		buildah_alone add "$container" "$tree" / >/dev/null &&
		buildah_alone config --cmd bash "$container" &&
		buildah_alone commit --rm "$container" "$local_base" || return 1
	rm -f "$tree"
	base_key >"$storage/base.key"
}

compile_pause() { # DIRECTORY
	gcc -static -Os -s -Wall -Wextra -Werror -o "$1/pause" "$(context pause)/pause.c" &&
		cp "$(context pause)/Containerfile" "$1/"
}

build_image() { # NAME KEY
	local name=$1 key=$2 dir archive="$archives/$1.tar"
	dir=$(context "$name")
	if [[ $name == pause ]]; then
		dir=$(mktemp -d) && compile_pause "$dir" || return 1
	fi
	rm -f "$archive" "$archives/$name.key"
	buildah_alone build --isolation chroot --layers --iidfile "$archives/$name.id" --build-arg "BASE=${BASE:-$local_base}" \
		--file "$dir/Containerfile" --tag "$(reference "$name")" "$dir" || return 1
	[[ $name != pause ]] || rm -rf "$dir"
	# Not straight to its place: buildah wants no colon in the path, and the checkout's may have one.
	rm -f "$CACHE_DIR/image.tar"
	buildah_alone push "$(reference "$name")" "docker-archive:$CACHE_DIR/image.tar:$(reference "$name")" || return 1
	mv "$CACHE_DIR/image.tar" "$archive" && echo "$key" >"$archives/$name.key"
}

# Whether a cluster of this checkout runs.
cluster_runs() { [[ -S $CONTAINERD_SOCKET && $(head -n 1 "$OWNER_FILE" 2>/dev/null) == "$ROOT_DIR" ]]; }

ctr_images() { ctr --address "$CONTAINERD_SOCKET" --namespace k8s.io images "$@"; }

import_image() { # NAME
	mkdir -p "$imported" && ctr_images import --snapshotter "$(snapshotter)" "$archives/$1.tar" &&
		cp "$archives/$1.key" "$imported/$1"
}

needs_import() { # NAME
	cluster_runs && [[ -f $archives/$1.key ]] || return 1
	! cmp -s "$archives/$1.key" "$imported/$1" || ! grep -qx "$(reference "$1")" <<<"$present"
}

# One build at a time in this cache, which other checkouts share. An import needs no lock: archives appear whole.
lock_builds() {
	[[ -z ${IMAGES_LOCK:-} ]] || return 0
	exec {IMAGES_LOCK}>>"$CACHE_DIR/images.lock"
	flock --nonblock "$IMAGES_LOCK" || { echo "  another run is building images; waiting for it" && flock "$IMAGES_LOCK"; }
}

complete() { # NAME: whether there is what the image is made of
	[[ -f $(context "$1")/Containerfile ]] || return 1
	[[ $1 != operator || -f $ROOT_DIR/operator/manager/target/fairlane-operator-runner.jar ]]
}

need_root "building images needs root (chroot, mounts)"
import_only=
if [[ ${1:-} == --import ]]; then import_only=yes && shift; fi
asked=("$@")
[[ $# -gt 0 ]] || asked=("${names[@]}")
present=
if cluster_runs; then present=$(ctr_images ls -q); fi
mkdir -p "$storage" "$archives"
for name in "${asked[@]}"; do
	[[ " ${names[*]} " == *" $name "* ]] || die "there is no image '$name'; the images are: ${names[*]}"
	if [[ -z $import_only || $name == pause ]]; then
		complete "$name" || die "image $name: build operator/manager first (its target/fairlane-operator-runner.jar is missing), and see $(context "$name")/Containerfile"
		key=$(input_key "$name")
		if [[ $(cat "$archives/$name.key" 2>/dev/null) != "$key" ]]; then
			lock_builds
			[[ -n ${BASE:-} || $name == pause ]] || base_exists || step "make the base image $local_base" make_base
			step "build image $name" build_image "$name" "$key"
		fi
	fi
	if needs_import "$name"; then step "import image $name" import_image "$name"; fi
done
