# shellcheck shell=bash
# Shared by every script under hack/: where things are, progress with times, clear failures.
PATH="$PATH:/usr/local/go/bin:/usr/sbin:/sbin" # sudo and plain users often lack these
ROOT_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=hack/versions.env
source "$ROOT_DIR/hack/versions.env"

# All state of this checkout.
STATE_DIR="$ROOT_DIR/.fairlane"
# What is built once from pinned sources, for every checkout of this user.
CACHE_DIR="${XDG_CACHE_HOME:-$HOME/.cache}/fairlane"
TOOLS_KEY=$(cat "$ROOT_DIR"/hack/tools/*/go.mod "$ROOT_DIR"/hack/tools/*/go.sum | sha256sum | cut -c1-12)
TOOLS_DIR="$CACHE_DIR/tools-$KUBERNETES_VERSION-$TOOLS_KEY"
export ROOT_DIR STATE_DIR CACHE_DIR TOOLS_DIR

# Without these, bash goes on when the command that was interrupted handles the signal itself, as kubectl does.
trap 'exit 130' INT
trap 'exit 143' TERM

die() {
	echo "fairlane: $*" >&2
	exit 1
}

need_command() {
	command -v "$1" >/dev/null 2>&1 || die "'$1' is missing: $2"
}

need_root() {
	[[ $(id -u) == 0 ]] || die "$1: run it as root or with sudo"
}

# tree_hash PATH...: changes with the name and content of every file below, but not with what is built there.
tree_hash() {
	find "$@" \( -name target -o -name build \) -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum |
		sha256sum | cut -c1-16
}

# Prints the seconds that have passed, every 20 s, until its input ends: it cannot outlive the step it belongs to.
tick() {
	local seconds=0 status
	while true; do
		status=0
		read -r -t 20 || status=$?
		((status > 128)) || return 0
		seconds=$((seconds + 20))
		printf ' %d' "$seconds"
	done
}

# step TEXT COMMAND...: runs the command quietly, prints one line with the time it took (and, while a long one runs, the
# seconds so far), and the end of its output when it fails. The command runs where errexit is off: a function must return
# its failures.
step() {
	local text=$1 log started=$SECONDS ticker failed=0
	shift
	mkdir -p "$STATE_DIR/log"
	log="$STATE_DIR/log/${text//[^a-zA-Z0-9]/-}.log"
	printf '  %-48s' "$text ..."
	exec {ticker}> >(tick)
	"$@" >"$log" 2>&1 {ticker}>&- || failed=1
	exec {ticker}>&-
	if ((failed)); then
		printf ' FAILED after %d s; the end of %s:\n' "$((SECONDS - started))" "$log"
		tail -n 25 "$log" >&2
		return 1
	fi
	printf ' %4d s\n' "$((SECONDS - started))"
}
