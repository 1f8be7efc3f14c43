package dev.fanlight.redaction.corpus;

import java.util.ArrayList;
import java.util.List;

/** Builds {@link Entry} lists: by key, by value, exempt and harmless. */
final class Entries {

	private static final List<String> NEUTRAL = List.of("note", "http.request.body", "exception.message",
			"db.statement", "job.argument", "url.full", "messaging.payload", "comment");

	private static final List<String> HARMLESS = List.of("tokenCount", "token_type", "passwordResetRequired",
			"secretName", "author", "http.route", "server.address", "messaging.kafka.message.key", "partitionKey",
			"password.policy", "order.id");

	private static final List<String> EXEMPT = List.of("traceId", "spanId", "trace_id", "span_id", "traceparent", "b3",
			"X-B3-TraceId", "X-B3-SpanId");

	private Entries() {
	}

	static List<Entry> of(Rng rng, List<Recipe> recipes, int count) {
		List<Entry> entries = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			entries.add(switch (i % 6) {
				case 0, 1, 2 -> sensitive(rng, i % 3);
				case 3 -> new Entry(rng.pick(NEUTRAL), rng.pick(recipes).line(rng));
				case 4 -> new Entry(rng.pick(HARMLESS),
						same(rng.pick("12", "true", "orders-4711", "PT30M", "/v1/orders/{id}")));
				default -> new Entry(rng.pick(EXEMPT), same(Finance.visa(rng)));
			});
		}
		return entries;
	}

	private static Entry sensitive(Rng rng, int style) {
		String term = Keys.term(rng);
		String key = switch (style) {
			case 0 -> Keys.key(rng, term);
			case 1 -> rng.oneIn(2) ? Keys.dotted(rng, term) : Keys.upper(rng, term);
			default -> rng.oneIn(2) ? Keys.tailed(rng, term) : "X-" + Keys.header(term);
		};
		return new Entry(key,
				new Draft().secret(Keys.value(rng, term)).line("entry by key", key, false, Group.SECRETS));
	}

	private static Line same(String value) {
		return new Draft().text(value).line("same: entry", value, false, Group.SECRETS);
	}

}
