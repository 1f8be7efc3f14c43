package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.function.IntSupplier;
import java.util.function.Supplier;

import dev.fanlight.autoconfigure.tracing.LiveSettings;
import dev.fanlight.tracing.Overlay;
import dev.fanlight.tracing.propagation.Hosts;
import dev.fanlight.tracing.propagation.OutboundHosts;
import dev.fanlight.tracing.propagation.TrustPlan;

/**
 * What is believed of callers, what may leave to whom and how often a kept trace is told
 * of, for all propagators of Boot. All of it changes while the application runs.
 */
final class PropagationControl {

	private final Overlay<TrustPlan> trust;

	private final Overlay<OutboundHosts> hosts;

	private final Overlay<Integer> announcedPerSecond;

	private volatile boolean used;

	PropagationControl(PropagationProperties properties, TrustProperties trust) {
		this.trust = new Overlay<>(
				new TrustPlan(trust.rules().stream().map(ConfiguredTrust::of).toList(), trust.otherwise()));
		this.hosts = new Overlay<>(
				new OutboundHosts(new Hosts(properties.traceHosts()), new Hosts(properties.baggageHosts())));
		this.announcedPerSecond = new Overlay<>(properties.announcePerSecond());
	}

	Supplier<TrustPlan> trust() {
		return this.trust;
	}

	Supplier<OutboundHosts> hosts() {
		return this.hosts;
	}

	IntSupplier announcedPerSecond() {
		return this.announcedPerSecond::get;
	}

	/** There is a propagator that asks. */
	void used() {
		this.used = true;
	}

	LiveSettings<TrustPlan> trustSettings() {
		return new LiveSettings<>(() -> required(this.trust));
	}

	LiveSettings<OutboundHosts> hostSettings() {
		return new LiveSettings<>(() -> required(this.hosts));
	}

	LiveSettings<Integer> announcementSettings() {
		return new LiveSettings<>(() -> required(this.announcedPerSecond));
	}

	private <T> Overlay<T> required(Overlay<T> overlay) {
		if (!this.used) {
			throw new IllegalArgumentException("the propagators of this application are not Boot's and not changed");
		}
		return overlay;
	}

}
