package dev.fanlight.metrics;

import java.util.ArrayList;
import java.util.List;

import dev.fanlight.metrics.MeterNaming.Names;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import org.jspecify.annotations.Nullable;

/**
 * Gives the meters of requests the names of a {@link MeterNaming}, before they get their
 * id. What the tag {@code outcome} tells, and the scheme has no tag for, goes into those
 * it has: a client that hung up is no fault, whatever the status. Tags that neither
 * scheme knows stay. Thread-safe.
 */
public final class RequestNaming {

	private static final String OUTCOME = "outcome";

	private static final String ABORTED = RequestEnd.CLIENT_ABORTED.name();

	/** The status that proxies log when the client hung up first. */
	private static final String CLIENT_CLOSED_REQUEST = "499";

	private final MeterNaming naming;

	private final String server;

	private final String client;

	/**
	 * Create a naming.
	 * @param naming the scheme
	 * @param server the name of the meter of requests as it is recorded
	 * @param client the name of the meter of outgoing calls as it is recorded
	 */
	public RequestNaming(MeterNaming naming, String server, String client) {
		this.naming = naming;
		this.server = server;
		this.client = client;
	}

	/**
	 * The name under which a meter is recorded.
	 * @param name the name in the scheme
	 * @return the recorded name, or {@code null} if the scheme has another meter or none
	 * of that name
	 */
	public @Nullable String recorded(String name) {
		if (this.naming == MeterNaming.MICROMETER) {
			return null;
		}
		if (name.equals(this.naming.server().meter())) {
			return this.server;
		}
		return name.equals(this.naming.client().meter()) ? this.client : null;
	}

	/**
	 * Apply the scheme to a registry from now on, behind the filters it has, which know
	 * the recorded names.
	 * @param registry the registry
	 */
	public void name(MeterRegistry registry) {
		registry.config().meterFilter(new MeterFilter() {

			@Override
			public Meter.Id map(Meter.Id id) {
				return RequestNaming.this.map(id);
			}

		});
		if (this.naming.server().count() != null || this.naming.client().count() != null) {
			registry.config()
				.onMeterAdded((meter) -> count(meter, registry))
				.onMeterRemoved((meter) -> removeCount(meter, registry));
		}
	}

	private void count(Meter meter, MeterRegistry registry) {
		String count = count(meter);
		if (count != null && meter instanceof Timer timer) {
			FunctionCounter.builder(count, timer, Timer::count)
				.description("Requests, as often as their duration was measured")
				.tags(meter.getId().getTagsAsIterable())
				.register(registry);
		}
	}

	private void removeCount(Meter meter, MeterRegistry registry) {
		String count = count(meter);
		if (count != null) {
			registry.remove(
					new Meter.Id(count, Tags.of(meter.getId().getTagsAsIterable()), null, null, Meter.Type.COUNTER));
		}
	}

	private @Nullable String count(Meter meter) {
		String name = meter.getId().getName();
		if (!(meter instanceof Timer)) {
			return null;
		}
		if (name.equals(this.naming.server().meter())) {
			return this.naming.server().count();
		}
		return name.equals(this.naming.client().meter()) ? this.naming.client().count() : null;
	}

	Meter.Id map(Meter.Id id) {
		boolean isServer = id.getName().equals(this.server);
		// The counter of a scheme may have the name of the timer that is recorded
		if (this.naming == MeterNaming.MICROMETER || id.getType() != Meter.Type.TIMER
				|| !(isServer || id.getName().equals(this.client))) {
			return id;
		}
		Names from = isServer ? MeterNaming.MICROMETER.server() : MeterNaming.MICROMETER.client();
		Names to = isServer ? this.naming.server() : this.naming.client();
		String outcome = id.getTag(OUTCOME);
		String status = id.getTag(from.status());
		String error = id.getTag("exception");
		List<Tag> tags = new ArrayList<>();
		for (Tag tag : id.getTagsAsIterable()) {
			String key = tag.getKey();
			if (key.equals(from.route())) {
				tags.add(Tag.of(to.route(), tag.getValue()));
			}
			else if (key.equals(from.method())) {
				tags.add(Tag.of(to.method(), tag.getValue()));
			}
			else if (key.equals(from.peer()) && to.peer() != null) {
				tags.add(Tag.of(to.peer(), tag.getValue()));
			}
			else if (!key.equals(OUTCOME) && !key.equals(from.status()) && !key.equals(from.error())) {
				tags.add(tag);
			}
		}
		if (status != null) {
			tags.add(Tag.of(to.status(), status(to, status, outcome)));
		}
		if (to.error() != null) {
			tags.add(Tag.of(to.error(), error(to, isServer, error, status, outcome)));
		}
		return id.withName(to.meter()).replaceTags(Tags.of(tags));
	}

	private String status(Names to, String status, @Nullable String outcome) {
		if (to.error() != null) {
			return isNumber(status) ? status : "";
		}
		if (ABORTED.equals(outcome)) {
			return CLIENT_CLOSED_REQUEST;
		}
		// A fault after the first byte was sent
		return (isFault(outcome) && isNumber(status) && !status.startsWith("5")) ? "500" : status;
	}

	private static String error(Names to, boolean isServer, @Nullable String error, @Nullable String status,
			@Nullable String outcome) {
		if (ABORTED.equals(outcome)) {
			return "client_aborted";
		}
		if (RequestEnd.TIMEOUT.name().equals(outcome)) {
			return "timeout";
		}
		if (error != null && !error.equals("none")) {
			return error;
		}
		boolean failed = status != null && (isServer ? isFault(outcome) : status.compareTo("4") >= 0);
		return (failed && status != null) ? status : to.noError();
	}

	private static boolean isFault(@Nullable String outcome) {
		return "SERVER_ERROR".equals(outcome) || RequestEnd.TIMEOUT.name().equals(outcome);
	}

	private static boolean isNumber(String status) {
		return status.chars().allMatch(Character::isDigit);
	}

}
