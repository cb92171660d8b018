#!/usr/bin/env bash
# Prints the home of a JDK of at least version 21: JAVA_HOME when it is one, else the newest in /usr/lib/jvm, else the one
# that java in PATH belongs to. Fails, and prints nothing, when there is none.
# Usage: export JAVA_HOME=$(hack/java-home.sh)
set -euo pipefail
minimum=21

version() { # HOME: the major version of the JDK there; nothing when it is none
	[[ -x $1/bin/javac && -f $1/release ]] || return 0
	sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

suitable() { # HOME
	local found
	found=$(version "$1")
	((${found:-0} >= minimum))
}

if [[ -n ${JAVA_HOME:-} ]] && suitable "$JAVA_HOME"; then
	echo "$JAVA_HOME"
	exit
fi
best='' best_version=0
for home in /usr/lib/jvm/*/ "$(readlink -f "$(command -v java || true)" | sed 's|/bin/java$||')"; do
	home=${home%/}
	if suitable "$home" && (($(version "$home") > best_version)); then
		best=$home best_version=$(version "$home")
	fi
done
[[ -n $best ]] && echo "$best"
