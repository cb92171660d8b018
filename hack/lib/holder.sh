# shellcheck shell=bash
# Who holds this machine's embedded cluster: one checkout at a time has it, and one command at a time works on it.

owner() { # CHECKOUT, of the cluster that is or was on this machine
	head -n 1 "$OWNER_FILE" 2>/dev/null || true
}

holder_message() {
	local path since
	path=$(owner)
	since=$(sed -n 2p "$OWNER_FILE")
	echo "the embedded cluster of $path holds this machine since $since ($(cluster_pids | wc -l) processes);" \
		"stop it there with 'make down', or from here with 'hack/cluster.sh down --force'"
}

# One `up` or `down` at a time on this machine. The kernel gives the lock back when the holder ends, however it ends.
lock() {
	mkdir -p "$(dirname "$LOCK_FILE")"
	exec {LOCK_FD}>>"$LOCK_FILE"
	flock --nonblock "$LOCK_FD" && return 0
	echo "another run of hack/cluster.sh is busy (checkout $(owner)); waiting for it, up to 120 s"
	flock --timeout 120 "$LOCK_FD" || die "another run of hack/cluster.sh is still busy: $(owner)"
}

# A cluster of another checkout of which a component lives is its owner's; otherwise what is left of it is nobody's.
foreign() {
	local path name
	path=$(owner)
	[[ -n $path && $path != "$ROOT_DIR" && -d $path ]] || return 1
	for name in "${COMPONENTS[@]}"; do component_pid "$name" >/dev/null && return 0; done
	return 1
}
