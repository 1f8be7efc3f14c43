package dev.fanlight.autoconfigure.tracing.delivery;

import java.util.List;

import dev.fanlight.tracing.delivery.Delivery;
import dev.fanlight.tracing.delivery.PipelineStatus;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * {@code DEGRADED} while telemetry is late, {@code UP} otherwise. Boot leaves a status it
 * does not know out when it sums up, so the application stays up without its collector.
 */
final class DeliveryHealthIndicator extends AbstractHealthIndicator {

	static final Status DEGRADED = new Status("DEGRADED", "Telemetry is late");

	private final Delivery delivery;

	DeliveryHealthIndicator(Delivery delivery) {
		this.delivery = delivery;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<PipelineStatus> pipelines = this.delivery.pipelines();
		builder.status(pipelines.stream().anyMatch(PipelineStatus::failing) ? DEGRADED : Status.UP);
		pipelines.forEach((status) -> builder.withDetail(status.name(), PipelineDetails.of(status)));
	}

}
