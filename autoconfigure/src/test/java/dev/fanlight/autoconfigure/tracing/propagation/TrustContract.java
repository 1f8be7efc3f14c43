package dev.fanlight.autoconfigure.tracing.propagation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.EndpointSection.Change;
import dev.fanlight.token.Grant;
import dev.fanlight.token.Grant.LogScope;
import dev.fanlight.token.TokenKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * A running application believes its callers as far as they are trusted, takes what its
 * rules say, and keeps baggage from strangers; judged by what it sends on.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class TrustContract {

	private static final String KEY = "a-key-of-a-test-with-thirty-two-bytes";

	private static final String ID = "12345678901234567890123456789012";

	private static final String CALLER = "traceparent: 00-" + ID + "-1234567890123456-01";

	private static final String BAGGAGE = "baggage: tenant=acme";

	private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

	private Calls calls;

	abstract String type();

	@BeforeAll
	void start() {
		this.calls = new Calls(type(), this.exporter, "--management.tracing.sampling.probability=0",
				"--fanlight.request-token.key=" + KEY, "--fanlight.tracing.sampling.keep-slower-than=0s",
				"--fanlight.tracing.sampling.keep-slower-than-percentile=0",
				"--fanlight.tracing.propagation.baggage-hosts=localhost",
				"--fanlight.tracing.sampling.rules[0].path=/items/{id}",
				"--fanlight.tracing.sampling.rules[0].method=get", "--fanlight.tracing.sampling.rules[0].take=always",
				"--fanlight.tracing.sampling.rules[1].route=/things/{id}",
				"--fanlight.tracing.sampling.rules[1].take=always", "--fanlight.tracing.trust.rules[0].header=X-From",
				"--fanlight.tracing.trust.rules[0].header-value=keep",
				"--fanlight.tracing.trust.rules[0].level=keep-id", "--fanlight.tracing.trust.rules[1].header=X-From",
				"--fanlight.tracing.trust.rules[1].header-value=link", "--fanlight.tracing.trust.rules[1].level=link",
				"--fanlight.tracing.trust.rules[2].addresses=10.0.0.0/8",
				"--fanlight.tracing.trust.rules[2].level=link",
				"--fanlight.tracing.trust.rules[3].addresses=127.0.0.0/8,::1",
				"--fanlight.tracing.trust.rules[3].path=/items/9", "--fanlight.tracing.trust.rules[3].level=ignore");
	}

	@AfterAll
	void stop() throws Exception {
		this.calls.close();
	}

	@Test
	void callersAreTrusted() throws Exception {
		Sent sent = call("/call", CALLER, BAGGAGE, "tracestate: foo=1,ot=th:0");
		assertThat(sent.parent()).startsWith("00-" + ID).endsWith("-01");
		assertThat(sent.baggage()).isEqualTo("tenant=acme");
		assertThat(sent.state()).isEqualTo("foo=1,ot=th:0");
	}

	@Test
	void idAloneIsKept() throws Exception {
		Sent sent = call("/call", CALLER, BAGGAGE, "X-From: keep", "tracestate: foo=1,ot=th:0");
		assertThat(sent.parent()).startsWith("00-" + ID).endsWith("-00");
		assertThat(sent.baggage()).isEmpty();
		assertThat(sent.state()).isEqualTo("foo=1");
		assertThat(call("/items/1", CALLER, "X-From: keep").parent()).startsWith("00-" + ID).endsWith("-01");
	}

	@Test
	void newTraceIsLinkedToTheirs() throws Exception {
		this.exporter.reset();
		Sent sent = call("/items/2", CALLER, BAGGAGE, "X-From: link");
		assertThat(sent.parent()).doesNotContain(ID);
		assertThat(sent.baggage()).isEmpty();
		// The span of the request ends after its answer has arrived
		await().untilAsserted(
				() -> assertThat(spans().stream().flatMap((span) -> span.getLinks().stream())).singleElement()
					.satisfies((link) -> assertThat(link.getSpanContext().getTraceId()).isEqualTo(ID)));
	}

	@Test
	void callersAreIgnored() throws Exception {
		Sent sent = call("/items/9", CALLER, BAGGAGE);
		assertThat(sent.parent()).doesNotContain(ID);
		assertThat(sent.baggage()).isEmpty();
		assertThat(call("/items/8", CALLER).parent()).contains(ID);
	}

	@Test
	void ruleDecidesBeforeTheRatio() throws Exception {
		Sent taken = call("/items/3");
		assertThat(taken.parent()).endsWith("-03");
		assertThat(taken.state()).isEqualTo("ot=th:0");
		assertThat(call("/call").parent()).endsWith("-02");
	}

	@Test
	void ruleKnowsTheRouteBeforeTheRequestIsMapped() throws Exception {
		assertThat(call("/things/3").parent()).endsWith("-03");
		assertThat(call("/things/own").parent()).endsWith("-02");
	}

	@Test
	void tokenForcesOneTrace() throws Exception {
		String token = TokenKey.of(KEY)
			.mint(new Grant("force", Instant.EPOCH, Instant.now().plusSeconds(60), LogScope.UNCHANGED, true));
		assertThat(call("/call", "X-Fanlight-Token: " + token).parent()).endsWith("-03");
		assertThat(call("/call").parent()).endsWith("-02");
	}

	@Test
	void operatorChangesWhatIsTaken() throws Exception {
		EndpointSection section = this.calls.context().getBean("fanlightSamplingSection", EndpointSection.class);
		for (Map.Entry<String, String> change : Map
			.of("probability", "1", "traces-per-second", "50", "rule", "GET /call always")
			.entrySet()) {
			Change done = section.write(change.getKey(), change.getValue());
			assertThat(call("/call").parent()).endsWith("-03");
			assertThat(done.before()).isNotEqualTo(done.after());
			done.revert().run();
			assertThat(call("/call").parent()).endsWith("-02");
		}
		assertThat(section.read()).extractingByKey("rules")
			.asInstanceOf(InstanceOfAssertFactories.list(String.class))
			.containsExactly("GET /items/{id}: every trace", "any method route /things/{id}: every trace");
		for (String wrong : List.of("probability=2", "probability=x", "traces-per-second=0", "rule=always",
				"rule=GET /call sometimes", "other=1")) {
			String[] parts = wrong.split("=");
			assertThatIllegalArgumentException().isThrownBy(() -> section.write(parts[0], parts[1]));
		}
	}

	@Test
	void strangersGetNoBaggage() throws Exception {
		for (String path : paths()) {
			Sent sent = call(path + "?host=127.0.0.1", CALLER, BAGGAGE);
			assertThat(sent.parent()).startsWith("00-" + ID);
			assertThat(sent.baggage()).isEmpty();
		}
	}

	/** One for each kind of client. */
	List<String> paths() {
		return List.of("/call");
	}

	private Sent call(String path, String... headers) throws Exception {
		List<String> lines = this.calls.call(path, new ArrayList<>(List.of(headers)));
		return new Sent(String.join(",", Callee.values(lines, "traceparent")),
				String.join(",", Callee.values(lines, "tracestate")),
				String.join(",", Callee.values(lines, "baggage")));
	}

	private List<SpanData> spans() {
		this.calls.context().getBean(SdkTracerProvider.class).forceFlush().join(30, TimeUnit.SECONDS);
		return this.exporter.getFinishedSpanItems();
	}

	private record Sent(String parent, String state, String baggage) {
	}

}
