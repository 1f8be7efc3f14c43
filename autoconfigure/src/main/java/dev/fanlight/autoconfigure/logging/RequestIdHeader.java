package dev.fanlight.autoconfigure.logging;

import dev.fanlight.logging.MdcKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.http.HttpHeaders;

/**
 * Sends the id of the request at hand on. A header that the caller set itself wins.
 *
 * @param name the name of the header
 */
record RequestIdHeader(String name) {

	void addTo(HttpHeaders headers) {
		addTo(headers, MDC.get(MdcKey.REQUEST_ID));
	}

	void addTo(HttpHeaders headers, @Nullable String id) {
		if (id != null && !headers.containsHeader(this.name)) {
			headers.set(this.name, id);
		}
	}

}
