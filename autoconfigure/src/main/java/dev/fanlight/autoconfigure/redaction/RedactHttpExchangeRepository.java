package dev.fanlight.autoconfigure.redaction;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;

import org.springframework.boot.actuate.web.exchanges.HttpExchange;
import org.springframework.boot.actuate.web.exchanges.HttpExchange.Principal;
import org.springframework.boot.actuate.web.exchanges.HttpExchange.Request;
import org.springframework.boot.actuate.web.exchanges.HttpExchange.Response;
import org.springframework.boot.actuate.web.exchanges.HttpExchange.Session;
import org.springframework.boot.actuate.web.exchanges.HttpExchangeRepository;

/**
 * Redacts exchanges before they are stored: URI, headers, remote address, session id and
 * principal.
 *
 * @param repository where they are stored
 * @param redactor what decides
 */
record RedactHttpExchangeRepository(HttpExchangeRepository repository,
		Redactor redactor) implements HttpExchangeRepository {

	private static final URI UNREADABLE = URI.create("REDACTED");

	@Override
	public List<HttpExchange> findAll() {
		return this.repository.findAll();
	}

	@Override
	public void add(HttpExchange exchange) {
		Session session = exchange.getSession();
		Principal principal = exchange.getPrincipal();
		this.repository.add(new HttpExchange(exchange.getTimestamp(), request(exchange.getRequest()),
				new Response(exchange.getResponse().getStatus(), headers(exchange.getResponse().getHeaders())),
				(principal != null) ? new Principal(value("user.name", principal.getName())) : null,
				(session != null) ? new Session(value("session.id", session.getId())) : null, exchange.getTimeTaken()));
	}

	private Request request(Request request) {
		URI uri = uri(request.getUri());
		Map<String, List<String>> headers = headers(request.getHeaders());
		String original = request.getRemoteAddress();
		String address = (original != null) ? value("client.address", original) : "";
		if (uri == request.getUri() && headers.equals(request.getHeaders())
				&& (original == null || address == original)) {
			return request;
		}
		return new Request(uri, address, request.getMethod(), headers);
	}

	private URI uri(URI uri) {
		String text = uri.toString();
		String redacted = this.redactor.redact(text, Exit.HTTP);
		try {
			return (redacted != text) ? new URI(redacted) : uri;
		}
		catch (URISyntaxException ex) {
			return UNREADABLE;
		}
	}

	private Map<String, List<String>> headers(Map<String, List<String>> headers) {
		Map<String, List<String>> redacted = new LinkedHashMap<>();
		headers.forEach((name, values) -> {
			List<String> kept = values.stream()
				.map((value) -> this.redactor.redact(name, value, Exit.HTTP))
				.filter((value) -> value != Redactor.DROPPED)
				.toList();
			if (!kept.isEmpty() || values.isEmpty()) {
				redacted.put(name, kept);
			}
		});
		return redacted;
	}

	private String value(String key, String value) {
		return this.redactor.redact(key, value, Exit.HTTP);
	}

}
