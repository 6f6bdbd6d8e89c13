#!/bin/sh
# The fuzzers in the campaign: with libFuzzer, for a minute each, in a build of their own. Anywhere else this passes at once.
# usage: campaign.sh SOURCE
set -eu
source=$1
case ${TIMESHEET_CAMPAIGN:-0} in
'' | *[!0-9]* | 0) echo "not in a campaign"; exit 0 ;;
esac
command -v clang >/dev/null || { echo "there is no clang: not fuzzed"; exit 0; }

seconds=$((60 * TIMESHEET_CAMPAIGN / 100 + 1))
build=$source/.build/fuzz
unset TIMESHEET_CAMPAIGN
output=$(mktemp)
trap 'rm -f "$output"' EXIT
cd "$source"
cmake --preset fuzz -DTIMESHEET_FUZZ_SECONDS="$seconds" >/dev/null
cmake --build --preset fuzz >/dev/null
status=0
ctest --test-dir "$build" --label-regex '^fuzz$' --parallel 2 --verbose >"$output" 2>&1 || status=$?
runs=$(sed -n 's/.*stat::number_of_executed_units:[[:space:]]*//p' "$output" | awk '{ sum += $1 } END { print sum + 0 }')
fuzzers=$(grep -c 'stat::number_of_executed_units' "$output" || :)
[ "$status" -eq 0 ] || { tail -n 100 "$output"; exit 1; }
if [ "$fuzzers" -eq 0 ] || [ "$runs" -eq 0 ]; then
	tail -n 50 "$output"
	echo "no fuzzer ran" >&2
	exit 1
fi
echo "$fuzzers fuzzers, $runs inputs"
if [ -n "${TIMESHEET_CAMPAIGN_FIGURES:-}" ]; then
	printf 'Fuzzing\t%s parsers and decoders, %s s each, with AddressSanitizer and UBSan\t%s\tinputs\t0\tcrashed, hung, or broke a rule\n' \
		"$fuzzers" "$seconds" "$runs" >>"$TIMESHEET_CAMPAIGN_FIGURES"
fi
