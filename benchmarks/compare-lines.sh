#!/usr/bin/env bash
# What a line about each request costs: Fanlight with and without its canonical line, Boot with and without Tomcat's
# access log and Logbook, in turn, in one run. Usage:
#   benchmarks/compare-lines.sh [rounds] [application options...]
# With ONLY='.*queued.*' those alone whose name matches.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3}
shift || true
mvn -q -B -Pcompare -DskipTests -Dmaven.javadoc.skip -Dmaven.source.skip package
# The applications on one processor, who asks them on another
pin=() own=()
if [ "$(nproc)" -ge 2 ] && command -v taskset >/dev/null; then
  pin=(taskset -c 1) own=(-Dcompare.processor=0)
fi
exec "${pin[@]}" java "${own[@]}" -Dcompare.only="${ONLY:-.*}" -cp benchmarks/target/classes dev.fanlight.benchmarks.compare.CompareRequestLines \
  benchmarks/compare/fanlight/target/app.jar benchmarks/compare/boot/target/app.jar \
  benchmarks/compare/logbook/target/app.jar "$rounds" "$@"
