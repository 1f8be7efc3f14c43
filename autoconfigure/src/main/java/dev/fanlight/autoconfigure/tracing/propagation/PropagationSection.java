package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.tracing.LiveSettings;
import dev.fanlight.tracing.propagation.Hosts;
import dev.fanlight.tracing.propagation.OutboundHosts;

/**
 * Where trace headers and baggage may go.
 */
final class PropagationSection implements EndpointSection {

	private static final String NONE = "none";

	private final PropagationControl control;

	private final LiveSettings<OutboundHosts> settings;

	PropagationSection(PropagationControl control) {
		this.control = control;
		this.settings = control.hostSettings()
			.with("trace-hosts", PropagationSection::hosts, OutboundHosts::trace, OutboundHosts::trace)
			.with("baggage-hosts", PropagationSection::hosts, OutboundHosts::baggage, OutboundHosts::baggage);
	}

	@Override
	public String name() {
		return "propagation";
	}

	@Override
	public Map<String, ?> read() {
		OutboundHosts hosts = this.control.hosts().get();
		return Map.of("trace-hosts", hosts.trace().toString(), "baggage-hosts", hosts.baggage().toString());
	}

	@Override
	public Change write(String key, String value) {
		return LiveSettings.write(List.of(this.settings), key, value);
	}

	private static Hosts hosts(String text) {
		return new Hosts(text.equals(NONE) ? List.of() : Stream.of(text.split(",", -1)).map(String::strip).toList());
	}

}
