#!/bin/sh
# Elements touch buffers, rings, ports and streams only through the wrappers of core/library.h, so that the watchdog can
# take a path off its worker anywhere else (core/phase.h). Usage: check_wrappers.sh SRC
set -eu
src=$1
status=0

# found PATTERN: lines of elements that match; not of their tests, which run outside of a worker.
found() {
	grep -rnE --include='*.c' --include='*.h' "$1" "$src/elements" | grep -vE '_test\.[ch]:|/testing/|/fuzz/'
}

direct='\brte_(pktmbuf_(alloc|free|clone|copy)|mempool_(get|put)|mbuf_raw_(alloc|free)|node_enqueue|node_next_stream)[a-z0-9_]*\('
direct="$direct|\\brte_ring_[a-z_]*enqueue[a-z_]*\\(|ops->(rx|tx)_burst\\("
if found "$direct"; then
	echo '  elements call these only by their fl_ wrappers (core/library.h)'
	status=1
fi

# What has no wrapper of its own stands between fl_library_enter and fl_library_leave.
bracketed='(rte_ipv[46]_fragment[a-z_]*packet|fl_offload_complete|rte_gso_segment)[(]'
for file in $(found "$bracketed" | cut -d: -f1 | sort -u); do
	awk -v call="$bracketed" '
		/fl_library_enter\(/ { inside = 1 }
		/fl_library_leave\(/ { inside = 0 }
		$0 ~ call && !inside { print FILENAME ":" FNR ":" $0; bad = 1 }
		END { exit bad }' "$file" || {
		echo '  this stands between fl_library_enter and fl_library_leave'
		status=1
	}
done
exit $status
