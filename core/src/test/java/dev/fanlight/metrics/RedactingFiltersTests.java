package dev.fanlight.metrics;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fanlight.redaction.Action;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tag values and key-values lose their secrets before a registry or a handler sees them.
 */
class RedactingFiltersTests {

	private static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";

	private final Redactor redactor = Redactor.of(RedactionPolicy.defaults());

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void tagValuesAreRedactedBeforeTheMeterHasAnId() {
		this.registry.config().meterFilter(new RedactingMeterFilter(this.redactor));
		this.registry
			.counter("logins", "user", "joe", "token", "abc123", "uri", "/cb?code=4f5a6b7c8d9e0f1a2b3c", "key", KEY_ID)
			.increment();
		assertThat(this.registry.getMeters()).singleElement()
			.extracting((meter) -> meter.getId().getTags())
			.isEqualTo(List.of(Tag.of("key", "[REDACTED:aws-key-id]"), Tag.of("token", "[REDACTED:kv]"),
					Tag.of("uri", "/cb?code=REDACTED"), Tag.of("user", "joe")));
	}

	@Test
	void cleanIdIsTheSame() {
		Meter.Id id = this.registry.counter("logins", "user", "joe", "status", "200").getId();
		assertThat(new RedactingMeterFilter(this.redactor).map(id)).isSameAs(id);
	}

	@Test
	void secretsThatDifferShareOneSeries() {
		this.registry.config().meterFilter(new RedactingMeterFilter(this.redactor));
		for (int i = 0; i < 1000; i++) {
			this.registry.counter("logins", "token", "abc" + i).increment();
		}
		assertThat(this.registry.getMeters()).hasSize(1);
		assertThat(this.registry.get("logins").counter().count()).isEqualTo(1000);
	}

	@Test
	void droppedTagKeepsItsKey() {
		this.redactor.policy(RedactionPolicy.builder().action("kv", Action.DROP).build());
		this.registry.config().meterFilter(new RedactingMeterFilter(this.redactor));
		assertThat(this.registry.counter("logins", "token", "abc123").getId().getTag("token"))
			.isEqualTo("[REDACTED:dropped]");
	}

	@Test
	void registryAsksOnceForACleanId() {
		AtomicInteger asked = new AtomicInteger();
		RedactingMeterFilter filter = new RedactingMeterFilter(this.redactor);
		this.registry.config().meterFilter(new MeterFilter() {

			@Override
			public Meter.Id map(Meter.Id id) {
				asked.incrementAndGet();
				return filter.map(id);
			}

		});
		for (int i = 0; i < 100; i++) {
			this.registry.counter("orders", Tags.of("status", "200")).increment();
		}
		assertThat(asked).hasValue(1);
	}

	@Test
	void keyValuesOfAnObservationAreRedactedForEveryHandler() {
		ObservationRegistry observations = observations();
		RecordingHandler handler = new RecordingHandler();
		observations.observationConfig().observationHandler(handler);
		Observation.createNotStarted("pay", observations)
			.contextualName("pay with 4111111111111111")
			.lowCardinalityKeyValue("token", "abc123")
			.lowCardinalityKeyValue("method", "GET")
			.highCardinalityKeyValue("http.url", "https://joe:pw1234@shop.example/p?sig=8f3ab2c91d&page=2")
			.highCardinalityKeyValue("note", "apiKey=0a1b2c3d4e5f")
			.highCardinalityKeyValue("order", "42")
			.observe(() -> {
			});
		assertThat(handler.stopped.getContextualName()).isEqualTo("pay with [REDACTED:pan]");
		assertThat(handler.stopped.getAllKeyValues()).containsExactlyInAnyOrder(KeyValue.of("token", "[REDACTED:kv]"),
				KeyValue.of("method", "GET"),
				KeyValue.of("http.url", "https://REDACTED:REDACTED@shop.example/p?sig=REDACTED&page=2"),
				KeyValue.of("note", "apiKey=[REDACTED:kv]"), KeyValue.of("order", "42"));
	}

	@Test
	void droppedKeyValueGoesUnlessAMeterNeedsItsKey() {
		this.redactor.policy(RedactionPolicy.builder().action("kv", Action.DROP).build());
		ObservationRegistry observations = observations();
		RecordingHandler handler = new RecordingHandler();
		observations.observationConfig().observationHandler(handler);
		Observation.createNotStarted("pay", observations)
			.lowCardinalityKeyValue("token", "abc123")
			.highCardinalityKeyValue("password", "hunter2")
			.observe(() -> {
			});
		assertThat(handler.stopped.getAllKeyValues()).containsExactly(KeyValue.of("token", "[REDACTED:dropped]"));
	}

	@Test
	void metersOfAnObservationAreRedactedFromItsStartOn() {
		this.registry.config().meterFilter(new RedactingMeterFilter(this.redactor));
		ObservationRegistry observations = observations();
		observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(this.registry));
		Observation observation = Observation.createNotStarted("pay", observations)
			.lowCardinalityKeyValue("token", "abc123")
			.start();
		observation.event(Observation.Event.of("retry"));
		observation.stop();
		assertThat(this.registry.getMeters()).hasSize(3)
			.allSatisfy((meter) -> assertThat(meter.getId().getTag("token")).isEqualTo("[REDACTED:kv]"));
	}

	private ObservationRegistry observations() {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationFilter(new RedactingObservationFilter(this.redactor));
		return observations;
	}

	/**
	 * Keeps what it saw stop.
	 */
	private static final class RecordingHandler implements ObservationHandler<Context> {

		private Context stopped = new Context();

		@Override
		public void onStop(Context context) {
			this.stopped = context;
		}

		@Override
		public boolean supportsContext(Context context) {
			return true;
		}

	}

}
