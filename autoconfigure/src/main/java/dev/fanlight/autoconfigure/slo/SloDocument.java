package dev.fanlight.autoconfigure.slo;

import java.util.function.Function;
import java.util.function.Supplier;

import dev.fanlight.autoconfigure.EndpointDocument;
import dev.fanlight.slo.MonitoredService;

/**
 * A text made from the service, in the endpoint and as a file.
 *
 * @param name the name in the endpoint, and of the file behind the name of the service
 * @param ending the ending of the file
 * @param mediaType the kind of text
 * @param service the service
 * @param writer makes the text
 */
record SloDocument(String name, String ending, String mediaType, Supplier<MonitoredService> service,
		Function<MonitoredService, String> writer) implements EndpointDocument {

	@Override
	public String content() {
		return this.writer.apply(this.service.get());
	}

	String fileName() {
		return this.service.get().name().replaceAll("[^A-Za-z0-9._-]", "-") + '-' + this.name + this.ending;
	}

}
