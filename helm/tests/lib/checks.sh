# shellcheck shell=bash
# Named checks: each prints one line, a failed one its output too; all of them run, finish_checks tells the sum.
checks_passed=0
checks_failed=0

# check NAME COMMAND...: the command's status decides. It runs in a subshell with errexit on.
check() {
	local name=$1 output status=0
	shift
	set +e
	output=$(set -e; "$@" 2>&1)
	status=$?
	set -e
	if ((status == 0)); then
		checks_passed=$((checks_passed + 1))
		printf '  ok      %s\n' "$name"
	else
		checks_failed=$((checks_failed + 1))
		printf '  FAILED  %s\n' "$name"
		printf '          %s\n' "${output//$'\n'/$'\n          '}"
	fi
}

finish_checks() {
	printf '%d checks passed, %d failed\n' "$checks_passed" "$checks_failed"
	((checks_failed == 0))
}

# fail TEXT: ends the check that calls it.
fail() {
	echo "$*"
	return 1
}
