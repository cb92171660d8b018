# shellcheck shell=bash disable=SC2154 # run.sh sets what it says below
# Checks of what the chart renders without a cluster. Uses chart, release, namespace, update, scratch, here.

copy_crds() {
	rm -f "$chart"/files/crds/*.yaml
	cp "$ROOT_DIR"/crds/yaml/*.yaml "$chart/files/crds/"
}

crds_are_fresh() {
	diff -r "$ROOT_DIR/crds/yaml" "$chart/files/crds" ||
		fail "crds/yaml and its copy differ: run 'make generate' (or helm/tests/run.sh --update) and commit"
}

# render CASE: the manifests without the CRDs, which are compared as files.
render() {
	"$TOOLS_DIR/helm" template "$release" "$chart" --namespace "$namespace" --kube-version 1.37.0 \
		--values "$here/cases/$1.yaml" --set crds.install=false
}

# notes CASE: what Helm tells after an installation.
notes() {
	"$TOOLS_DIR/helm" install "$release" "$chart" --namespace "$namespace" --dry-run=client --values "$here/cases/$1.yaml" |
		sed -n '/^NOTES:/,$p'
}

golden_matches() { # NAME GENERATOR CASE
	local golden="$here/golden/$1"
	"$2" "$3" >"$scratch/$1"
	[[ -z $update ]] || cp "$scratch/$1" "$golden"
	diff -u "$golden" "$scratch/$1" || fail "if that is meant: helm/tests/run.sh --update, and commit"
}

cases() {
	local file
	for file in "$here"/cases/*.yaml; do basename "$file" .yaml; done
}

every_golden_has_its_case() {
	local file name
	for file in "$here"/golden/*; do
		name=$(basename "$file")
		[[ $name == rbac-*.txt || -f $here/cases/${name%%.*}.yaml ]] || fail "golden/$name belongs to no case" || return
	done
}

check_goldens() {
	local case
	for case in $(cases); do
		check "renders $case as its golden" golden_matches "$case.yaml" render "$case"
		check "tells the notes of $case as its golden" golden_matches "$case.notes.txt" notes "$case"
	done
	check "every golden belongs to a case" every_golden_has_its_case
}

is_refused() { # ARGUMENT MESSAGE
	local output
	if output=$("$TOOLS_DIR/helm" template "$release" "$chart" --set "$1" 2>&1 >/dev/null); then
		fail "it was accepted"
	else
		grep -qF -- "$2" <<<"$output" || fail "the message lacks: $2" "it says: $output"
	fi
}

check_refusals() {
	local argument message
	while IFS='|' read -r argument message; do
		argument=${argument% }
		check "refuses $argument" is_refused "$argument" "${message# }"
	done < <(grep -v '^#' "$here/refusals.txt")
}
