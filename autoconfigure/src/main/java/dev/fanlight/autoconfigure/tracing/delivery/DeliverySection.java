package dev.fanlight.autoconfigure.tracing.delivery;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.tracing.delivery.Delivery;

/**
 * The section of the endpoint that shows every pipeline.
 */
final class DeliverySection implements EndpointSection {

	private final Delivery delivery;

	DeliverySection(Delivery delivery) {
		this.delivery = delivery;
	}

	@Override
	public String name() {
		return "delivery";
	}

	@Override
	public Map<String, ?> read() {
		Map<String, Object> pipelines = new LinkedHashMap<>();
		this.delivery.pipelines().forEach((status) -> pipelines.put(status.name(), PipelineDetails.of(status)));
		return pipelines;
	}

}
