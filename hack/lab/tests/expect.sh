# shellcheck shell=bash disable=SC2034 # the results are of hack/lab-test.sh
# How a lab test says what it found: lines for people, rows for build/results/lab.json.
rows=()
failures=0

row() { # NAME VALUE UNIT GOAL HOLDS NOTE; GOAL and HOLDS as JSON
	rows+=("$(jq -nc --arg name "$1" --argjson value "$2" --arg unit "$3" --argjson goal "$4" --argjson holds "$5" --arg note "$6" \
		'{name: $name, value: $value, unit: $unit, low: null, high: null, goal: $goal, holds: $holds, note: $note}')")
}

expect() { # SENTENCE COMMAND...
	local sentence=$1 started=$SECONDS output
	shift
	if output=$("$@" 2>&1); then
		printf 'ok      %-76s %3d s\n' "$sentence" "$((SECONDS - started))"
	else
		printf 'FAILED  %s\n%s\n' "$sentence" "$(tail -n 20 <<<"$output")"
		failures=$((failures + 1))
	fi
}

within() { # SECONDS COMMAND...: until it succeeds
	local deadline=$((SECONDS + $1))
	shift
	until "$@"; do
		((SECONDS < deadline)) || return 1
		sleep 0.5
	done
}

# Rows of parts that did not run this time stay as they were.
write_results() { # FILE
	mkdir -p "$(dirname "$1")"
	[[ -s $1 ]] || echo '[]' >"$1"
	printf '%s\n' "${rows[@]}" | jq -s --slurpfile before "$1" \
		'. as $now | [$before[0][] | select(.name as $name | $now | all(.name != $name))] + $now' >"$1.new"
	mv "$1.new" "$1"
}
