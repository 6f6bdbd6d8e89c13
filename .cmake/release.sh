#!/bin/sh
# usage: release.sh SOURCE OUT
# All that a release gives, and the sums of it: the source, Debian's package, and a static file for each processor.
set -eu
cd "$1"
for preset in source deb static static-arm64; do
	cmake --workflow --preset $preset
done
rm -rf "$2/files"
mkdir -p "$2/files"
cp .build/source/timesheet-*.tar.xz .build/deb/timesheet_*.deb .build/deb/timesheet_*.dsc .build/deb/timesheet_*.tar.* "$2/files"
for file in .build/static/timesheet-*-linux-* .build/static-arm64/timesheet-*-linux-*; do
	cp "$file" "$2/files"
done
cd "$2/files"
sha256sum -- * >SHA256SUMS
cat SHA256SUMS
