# shellcheck shell=bash
# Hugepages for a measurement: both sides of a ratio have them, or neither.
HUGEPAGES_FILE=/proc/sys/vm/nr_hugepages
HUGEPAGE_KIB=2048

# hugepages_take MIB: reserves so much for as long as the script runs, where the machine gives it; sets HUGEPAGES_MIB to
# MIB, or to 0 where it does not.
hugepages_take() {
	local wanted=$(($1 * 1024 / HUGEPAGE_KIB))
	export HUGEPAGES_MIB=0
	HUGEPAGES_BEFORE=$(cat "$HUGEPAGES_FILE" 2>/dev/null) || return 0
	grep -q "Hugepagesize: *$HUGEPAGE_KIB kB" /proc/meminfo || return 0
	trap 'echo "$HUGEPAGES_BEFORE" 2>/dev/null >"$HUGEPAGES_FILE" || true' EXIT
	((HUGEPAGES_BEFORE >= wanted)) || echo "$wanted" 2>/dev/null >"$HUGEPAGES_FILE" || true
	(($(awk '/^HugePages_Free:/ {print $2}' /proc/meminfo) < wanted)) || HUGEPAGES_MIB=$1
}
