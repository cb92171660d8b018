#!/bin/sh
# The layers: elements and ports never include control; core includes neither control nor elements; nothing on the
# data path includes JSON, HTTP or TLS. Usage: check_includes.sh SRC
set -eu
src=$1
status=0

# refuse FOLDER PATTERN REASON: no source or header of the folder includes what matches. Tests may include anything.
refuse() {
	if found=$(grep -rnE --include='*.c' --include='*.h' "^#[[:space:]]*include[[:space:]]*[<\"]($2)" "$src/$1" | grep -v '_test\.[ch]:'); then
		printf '%s\n  %s\n' "$found" "$3"
		status=1
	fi
}

for folder in core elements ports; do
	refuse $folder 'jansson|microhttpd|gnutls' "$folder: the data path knows no JSON, no HTTP and no TLS"
	refuse $folder 'control/|main\.h' "$folder must not include control"
done
refuse core 'elements/' 'core knows forwarding kinds only through core/forwarding.h'
refuse ports 'elements/' 'ports must not include elements'
exit $status
