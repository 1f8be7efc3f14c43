package dev.fanlight.tracing.propagation;

/**
 * Where headers may go.
 *
 * @param trace where trace headers may go
 * @param baggage where baggage may go
 */
public record OutboundHosts(Hosts trace, Hosts baggage) {

	/**
	 * Other hosts for trace headers.
	 * @param hosts the hosts
	 * @return the changed hosts
	 */
	public OutboundHosts trace(Hosts hosts) {
		return new OutboundHosts(hosts, this.baggage);
	}

	/**
	 * Other hosts for baggage.
	 * @param hosts the hosts
	 * @return the changed hosts
	 */
	public OutboundHosts baggage(Hosts hosts) {
		return new OutboundHosts(this.trace, hosts);
	}

	boolean areAll() {
		return this.trace.isAll() && this.baggage.isAll();
	}

}
