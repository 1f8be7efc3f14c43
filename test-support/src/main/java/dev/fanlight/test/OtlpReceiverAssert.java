package dev.fanlight.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about what an {@link OtlpReceiver} was sent until now. Wait for it before.
 */
public final class OtlpReceiverAssert extends AbstractAssert<OtlpReceiverAssert, OtlpReceiver> {

	OtlpReceiverAssert(OtlpReceiver receiver) {
		super(receiver, OtlpReceiverAssert.class);
	}

	/**
	 * None of these texts is in a span, a log record, a metric or a resource.
	 * @param secrets the texts, at least one
	 * @return this
	 */
	public OtlpReceiverAssert doesNotLeak(String... secrets) {
		Leaks.ofThese(texts(), secrets).ifPresent((words) -> failWithMessage("%s", words));
		return this;
	}

	/**
	 * No span, log record, metric or resource has a text of the shape of a secret or of a
	 * card or account number, see {@link TelemetryAssert#leaksNothingSecret()}.
	 * @return this
	 */
	public OtlpReceiverAssert leaksNothingSecret() {
		Leaks.ofAnyShape(texts()).ifPresent((words) -> failWithMessage("%s", words));
		return this;
	}

	private List<CapturedText> texts() {
		List<CapturedText> texts = new ArrayList<>();
		for (ReceivedSpan span : this.actual.spans()) {
			String place = "the span " + span.name();
			texts.add(new CapturedText("the name of a span", "", span.name()));
			texts.add(new CapturedText("the status of " + place, "", span.statusMessage()));
			add(texts, place, span.attributes());
			span.events()
				.forEach((event) -> add(texts, "the event " + event.name() + " of " + place, event.attributes()));
			add(texts, "the resource of " + place, span.resource());
		}
		for (ReceivedLog log : this.actual.logs()) {
			String place = "a log record of " + log.scope();
			texts.add(new CapturedText(place, "", log.message()));
			add(texts, place, log.attributes());
			add(texts, "the resource of " + place, log.resource());
		}
		for (ReceivedMetric metric : this.actual.metrics()) {
			add(texts, "the metric " + metric.name(), metric.attributes());
			add(texts, "the resource of the metric " + metric.name(), metric.resource());
		}
		return texts;
	}

	private static void add(List<CapturedText> texts, String place, Map<String, Object> attributes) {
		attributes.forEach((key, value) -> texts
			.add(new CapturedText("the attribute " + key + " of " + place, key, value.toString())));
	}

}
