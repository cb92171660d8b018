#!/bin/sh
# That docs/rfc-behaviours.md and the tests know each other: every test that the page names (`FILE_test/NAME`) is run, and
# every test that is named after a section of RFC 1812 or RFC 4443 is on the page.
# Usage: check_rfc_behaviours.sh PAGE TESTS_FOLDER
set -eu
page=$1 tests=$2
status=0

named=$(grep -oE '[a-z0-9_]+_test/[a-z0-9_]+' "$page" | sort -u)
[ -n "$named" ] || { echo "$page names no test"; exit 1; }
for test in $named; do
	# Listed in main, in whatever kind of cmocka entry.
	if ! grep -qsE "TEST\(${test#*/}\)|unit_test[a-z_]*\(${test#*/}[,)]" "$tests/${test%/*}.c"; then
		echo "$page names $test, and no such test is run"
		status=1
	fi
done
for test in $(cd "$tests" && grep -oE '^static void [a-z0-9_]+_rfc(1812|4443)_[0-9a-z_]+' ./*_test.c | sed 's|^\./||; s|\.c:static void |/|'); do
	if ! printf '%s\n' "$named" | grep -qxF "$test"; then
		echo "$test is not on $page"
		status=1
	fi
done
exit $status
