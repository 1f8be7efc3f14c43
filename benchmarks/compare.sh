#!/usr/bin/env bash
# Start-up, memory, CPU and allocation of a small application with Fanlight (A) beside the same application with
# Boot's actuator, opentelemetry and prometheus starters (B), in turn, in one run. Usage:
#   benchmarks/compare.sh [rounds] [application options...]
# An option that begins with A: or B: is for one of them, such as B:--logging.structured.format.console=logstash;
# {collector} in one is the address of a server that takes everything.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
shift || true
mvn -q -B -Pcompare -DskipTests -Dmaven.javadoc.skip -Dmaven.source.skip package
exec java -cp benchmarks/target/classes dev.fanlight.benchmarks.compare.CompareApplications \
  benchmarks/compare/fanlight/target/app.jar benchmarks/compare/boot/target/app.jar "$rounds" "$@"
