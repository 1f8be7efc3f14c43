package dev.fanlight.autoconfigure.tracing.propagation;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.token.Grant;
import dev.fanlight.token.Grant.LogScope;
import dev.fanlight.token.TokenKey;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
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
				"--management.endpoints.web.exposure.include=fanlight",
				"--management.endpoint.fanlight.access=unrestricted", "--fanlight.request-token.key=" + KEY,
				"--fanlight.tracing.sampling.keep-slower-than=0s",
				"--fanlight.tracing.sampling.keep-slower-than-percentile=0",
				"--fanlight.tracing.propagation.baggage-hosts=localhost",
				"--fanlight.tracing.sampling.rules[0].path=/items/{id}",
				"--fanlight.tracing.sampling.rules[0].method=get", "--fanlight.tracing.sampling.rules[0].take=always",
				"--fanlight.tracing.sampling.rules[1].route=/things/{id}",
				"--fanlight.tracing.sampling.rules[1].take=always",
				"--fanlight.tracing.sampling.rules[2].route=/functions/{id}",
				"--fanlight.tracing.sampling.rules[2].take=always", "--fanlight.tracing.trust.rules[0].header=X-From",
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
		assertThat(call("/functions/3").parent()).endsWith("-03");
	}

	@Test
	void tokenForcesOneTrace() throws Exception {
		String token = TokenKey.of(KEY)
			.mint(new Grant("force", Instant.EPOCH, Instant.now().plusSeconds(60), LogScope.UNCHANGED, true));
		assertThat(call("/call", "X-Fanlight-Token: " + token).parent()).endsWith("-03");
		assertThat(call("/call").parent()).endsWith("-02");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "probability | 1", "traces-per-second | 50", "rule | GET /call always",
			"rule.here | GET route:/call always", "rules | kind:server always" })
	void operatorChangesWhatIsTaken(String key, String value) throws Exception {
		operate("sampling", key, value, () -> assertThat(call("/call").parent()).endsWith("-03"));
		assertThat(call("/call").parent()).endsWith("-02");
	}

	@Test
	void operatorGuaranteesEachRouteItsTraces() throws Exception {
		// Nothing is added to a probability of zero
		operate("sampling", "probability", "0.00000001", () -> operate("sampling", "min-traces-per-route", "1", () -> {
			assertThat(call("/call").parent()).endsWith("-03");
			assertThat(call("/call").parent()).endsWith("-02");
		}));
	}

	@Test
	void operatorAddsRulesAndReplacesTheConfiguredOnes() throws Exception {
		operate("sampling", "rules", "none", () -> {
			assertThat(call("/items/3").parent()).endsWith("-02");
			operate("sampling", "rule", "/items/{id} always", () -> operate("sampling", "rule.other",
					"POST /items/{id} never", () -> assertThat(call("/items/3").parent()).endsWith("-03")));
		});
		operate("sampling", "rule", "path:/items/{id} overrule-caller never",
				() -> assertThat(call("/items/3", CALLER).parent()).endsWith("-00"));
		assertThat(call("/items/3").parent()).endsWith("-03");
	}

	@Test
	void operatorChangesWhatIsKept() throws Exception {
		operate("sampling", "keep-slower-than", "1ns", () -> {
			call("/call");
			await().untilAsserted(() -> assertThat(slow()).contains("http get /call"));
		});
		this.exporter.reset();
		call("/call");
		// Ends after the one before
		call("/items/1");
		await().untilAsserted(() -> assertThat(spans()).extracting(SpanData::getName).contains("http get /items/{id}"));
		assertThat(slow()).isEmpty();
	}

	private List<String> slow() {
		return spans().stream()
			.filter((span) -> "slow".equals(span.getAttributes().get(AttributeKey.stringKey("fanlight.kept"))))
			.map(SpanData::getName)
			.toList();
	}

	@Test
	void operatorChangesWhoIsBelieved() throws Exception {
		operate("trust", "otherwise", "ignore",
				() -> assertThat(call("/call", CALLER, BAGGAGE).parent()).doesNotContain(ID));
		operate("trust", "rule", "addresses:127.0.0.0/8,::1 /call keep-id", () -> {
			Sent sent = call("/call", CALLER, BAGGAGE);
			assertThat(sent.parent()).startsWith("00-" + ID).endsWith("-00");
			assertThat(sent.baggage()).isEmpty();
		});
		operate("trust", "rules", "header:X-From header-value:other ignore; header:X-From keep-id", () -> {
			assertThat(call("/call", CALLER, "X-From: other").parent()).doesNotContain(ID);
			assertThat(call("/call", CALLER, "X-From: link").parent()).startsWith("00-" + ID).endsWith("-00");
		});
		operate("trust", "rules", "none",
				() -> assertThat(call("/call", CALLER, "X-From: link").parent()).startsWith("00-" + ID)
					.endsWith("-01"));
		assertThat(call("/call", CALLER, "X-From: link").parent()).doesNotContain(ID);
	}

	@Test
	void operatorChangesWhereHeadersGo() throws Exception {
		operate("propagation", "trace-hosts", "none", () -> {
			Sent sent = call("/call", CALLER, BAGGAGE);
			assertThat(sent.parent()).isEmpty();
			assertThat(sent.baggage()).isEqualTo("tenant=acme");
		});
		operate("propagation", "baggage-hosts", "orders.example.org, 127.0.0.1", () -> {
			assertThat(call("/call", CALLER, BAGGAGE).baggage()).isEmpty();
			assertThat(call("/call?host=127.0.0.1", CALLER, BAGGAGE).baggage()).isEqualTo("tenant=acme");
		});
		assertThat(call("/call", CALLER, BAGGAGE)).extracting(Sent::baggage, (sent) -> sent.parent().isEmpty())
			.containsExactly("tenant=acme", false);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "sampling | probability | 2 | a probability must be from 0 to 1",
			"sampling | probability | x | probability must be a number",
			"sampling | traces-per-second | 0 | a rate must be more than 0 and at most 1000000",
			"sampling | min-traces-per-route | 1.5 | must be a whole number from 0 to 1000000",
			"sampling | max-routes | -1 | must be a whole number from 0 to 100000",
			"sampling | rule | always | a rule is a method, a path, route:",
			"sampling | rule | GET rout:/call always | a rule is a method",
			"sampling | rule | GET POST /call always | a rule is a method",
			"sampling | rule | route: always | a rule is a method",
			"sampling | rule | attribute:job=\"nightly always | a rule is a method",
			"sampling | rule | attribute:job always | a rule is a method",
			"sampling | rule | GET /call sometimes | take must be always, never, a part from 0 to 1",
			"sampling | rule | kind:sever always | kind must be one of server, client",
			"sampling | rule | route:call always | route must be the template of a route",
			"sampling | rules | GET /call always; /x | a rule is a method",
			"sampling | rule.A b | GET /call always | the key must be one of probability, traces-per-second",
			"sampling | other | 1 | max-routes, rules, rule, rule.<name>, keep-errors, keep-slower-than,",
			"sampling | keep-errors | maybe | keep-errors must be true or false",
			"sampling | keep-slower-than | -1s | keep-slower-than must be a duration such as 500ms",
			"sampling | keep-slower-than | soon | keep-slower-than must be a duration such as 500ms",
			"sampling | keep-slower-than-percentile | 99 | a percentile between 0.5 and 0.9999",
			"trust | otherwise | maybe | otherwise must be one of trust, keep-id, link, ignore",
			"trust | rule | addresses:10.0.0.0/40 link | addresses must be a range of addresses such as",
			"trust | rule | addresses:, link | addresses must be a range of addresses such as",
			"trust | rule | header-value:acme trust | header-value must not be set without header",
			"trust | rule | GET link | a rule is a path, addresses:, header:",
			"trust | rule | /x lin | level must be one of trust, keep-id, link, ignore",
			"trust | rules | link | a rule is a path, addresses:, header:",
			"trust | other | trust | the key must be one of otherwise, rules, rule, rule.<name>",
			"propagation | trace-hosts | https://example.org | trace-hosts must be a host such as",
			"propagation | baggage-hosts | a, | baggage-hosts must be a host such as",
			"propagation | announce-per-second | -1 | announce-per-second must be a whole number from 0",
			"propagation | other | * | the key must be one of trace-hosts, baggage-hosts, announce-per-second" })
	void operatorIsToldWhatCannotBeMeant(String section, String key, String value, String sentence) throws Exception {
		HttpResponse<String> answer = this.calls.operate(section, key, value);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
		assertThat(JsonMapper.shared().readTree(answer.body()).get("error").asString()).contains(sentence);
	}

	private void operate(String section, String key, String value, Step inForce) throws Exception {
		String before = shown(section);
		HttpResponse<String> answer = this.calls.operate(section, key, value);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		try {
			assertThat(shown(section)).isNotEqualTo(before);
			inForce.run();
		}
		finally {
			assertThat(this.calls.operate(section, key, null).statusCode()).isEqualTo(200);
		}
		assertThat(shown(section)).isEqualTo(before);
	}

	private String shown(String section) {
		return this.calls.context()
			.getBean("fanlight" + StringUtils.capitalize(section) + "Section", EndpointSection.class)
			.read()
			.toString();
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

	@FunctionalInterface
	private interface Step {

		void run() throws Exception;

	}

	private record Sent(String parent, String state, String baggage) {
	}

}
