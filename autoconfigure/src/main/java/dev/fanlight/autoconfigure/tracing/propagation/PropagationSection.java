package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.ValueCheck;
import dev.fanlight.autoconfigure.tracing.LiveSettings;
import dev.fanlight.tracing.propagation.Hosts;
import dev.fanlight.tracing.propagation.OutboundHosts;

/**
 * Where trace headers and baggage may go, and how many calls tell that their trace is
 * kept.
 */
final class PropagationSection implements EndpointSection {

	private static final String NONE = "none";

	private static final String ANNOUNCED = "announce-per-second";

	private final PropagationControl control;

	private final List<LiveSettings<?>> settings;

	PropagationSection(PropagationControl control) {
		this.control = control;
		this.settings = List.of(
				control.hostSettings()
					.with("trace-hosts", PropagationSection::hosts, OutboundHosts::trace, OutboundHosts::trace)
					.with("baggage-hosts", PropagationSection::hosts, OutboundHosts::baggage, OutboundHosts::baggage),
				control.announcementSettings()
					.with(ANNOUNCED, ValueCheck.whole(0, Integer.MAX_VALUE).then(Integer::valueOf),
							(before, perSecond) -> perSecond, (value) -> value));
	}

	@Override
	public String name() {
		return "propagation";
	}

	@Override
	public Map<String, ?> read() {
		OutboundHosts hosts = this.control.hosts().get();
		return Map.of("trace-hosts", hosts.trace().toString(), "baggage-hosts", hosts.baggage().toString(), ANNOUNCED,
				this.control.announcedPerSecond().getAsInt());
	}

	@Override
	public Change write(String key, String value) {
		return LiveSettings.write(this.settings, key, value);
	}

	private static Hosts hosts(String text) {
		return new Hosts(text.equals(NONE) ? List.of() : Stream.of(text.split(",", -1)).map(String::strip).toList());
	}

}
