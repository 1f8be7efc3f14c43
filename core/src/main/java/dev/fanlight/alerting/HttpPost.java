package dev.fanlight.alerting;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Posts JSON to one address. Speaks HTTP/1.1 without offering more, which some receivers
 * take amiss, follows no redirect, and uses the proxy that the JVM was told to use. What
 * it sends is neither counted nor traced, since no instrumented client sends it.
 *
 * @param url the address, which may be a secret itself
 * @param headers further headers, for example {@code Authorization}
 * @param timeout how long to wait for the answer
 */
record HttpPost(URI url, Map<String, String> headers, Duration timeout) {

	private static final int ANSWER = 200;

	void send(String json, Map<String, String> more) throws SendException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.url)
			.timeout(this.timeout)
			.header("Content-Type", "application/json")
			.header("User-Agent", "fanlight")
			.POST(BodyPublishers.ofString(json));
		more.forEach(request::setHeader);
		for (Map.Entry<String, String> header : this.headers.entrySet()) {
			set(request, header.getKey(), header.getValue());
		}
		try {
			HttpResponse<InputStream> response = Client.INSTANCE.send(request.build(), BodyHandlers.ofInputStream());
			try (InputStream body = response.body()) {
				check(response, body);
			}
		}
		catch (SendException ex) {
			throw ex;
		}
		catch (HttpTimeoutException ex) {
			throw new SendException("no answer within " + Words.duration(this.timeout), false, null);
		}
		catch (ConnectException ex) {
			throw new SendException("no connection to " + this.url.getHost(), false, null);
		}
		catch (IOException ex) {
			throw new SendException(ex.getClass().getSimpleName() + " with " + this.url.getHost(), false, null);
		}
	}

	private static void set(HttpRequest.Builder request, String name, String value) throws SendException {
		try {
			request.setHeader(name, value.strip());
		}
		catch (IllegalArgumentException ex) {
			// Its message has the value
			boolean restricted = String.valueOf(ex.getMessage()).startsWith("restricted");
			throw new SendException(
					"the header " + name
							+ (restricted ? " is set by the client alone" : " has a character that is not allowed"),
					false, null);
		}
	}

	private static void check(HttpResponse<?> response, InputStream body) throws IOException {
		int status = response.statusCode();
		if (status / 100 == 2) {
			return;
		}
		String answer = new String(body.readNBytes(ANSWER), StandardCharsets.UTF_8).replaceAll("\\s+", " ").strip();
		boolean useless = status < 500 && status != 408 && status != 425 && status != 429;
		throw new SendException("answered " + status + (answer.isEmpty() ? "" : ": " + answer), useless,
				response.headers().firstValue("Retry-After").map(HttpPost::wish).orElse(null));
	}

	private static @Nullable Duration wish(String header) {
		try {
			return header.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(header)) : Duration
				.between(ZonedDateTime.now(), ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME));
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	/** Made when something is sent. */
	private static final class Client {

		static final HttpClient INSTANCE = HttpClient.newBuilder()
			.version(Version.HTTP_1_1)
			.followRedirects(Redirect.NEVER)
			.connectTimeout(Duration.ofSeconds(5))
			.build();

	}

}
