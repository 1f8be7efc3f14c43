/**
 * Objectives of a service: how fast their error budgets burn, and the Prometheus rules
 * and the Grafana board that follow from them. Leaves counting requests to the meters,
 * and telling people to alerting and to Alertmanager.
 */
@NullMarked
package dev.fanlight.slo;

import org.jspecify.annotations.NullMarked;
