#!/usr/bin/env bash
# `make kubectl-fairlane`: builds the plugin of kubectl and says how to use it. The folder target/dist may be copied anywhere.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"

module="$ROOT_DIR/operator/kubectl-fairlane"

build_plugin() {
	(cd "$ROOT_DIR" && JAVA_HOME=$("$here/java-home.sh") mvn -B -ntp -q -DskipTests -pl operator/kubectl-fairlane -am package) &&
		mkdir -p "$module/target/dist/bin" &&
		install -m 0755 "$module"/bin/* "$module/target/dist/bin/"
}

step "build kubectl-fairlane" build_plugin
echo "Next: export PATH=\"$module/target/dist/bin:\$PATH\", then: kubectl fairlane --help"
