package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.util.StreamUtils;
import org.springframework.web.client.RestClient;

/**
 * An application on a random port of the loopback, called over HTTP.
 */
final class RunningApplication implements AutoCloseable {

	/**
	 * A connection per request: Reactor Netty 1.3 can lose a request that arrives on a
	 * kept connection before the last response is finished.
	 */
	private static final RestClient client = RestClient.builder()
		.requestFactory(impatient())
		.defaultHeader(HttpHeaders.CONNECTION, "close")
		.build();

	private final ConfigurableApplicationContext context;

	private RunningApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/** A request that nobody answers fails its test instead of the build. */
	private static SimpleClientHttpRequestFactory impatient() {
		SimpleClientHttpRequestFactory factory = new SimpleClientHttpRequestFactory();
		factory.setReadTimeout(Duration.ofSeconds(30));
		return factory;
	}

	static RunningApplication start(Class<?> configuration, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--server.port=0"));
		all.addAll(List.of(arguments));
		SpringApplication application = new SpringApplicationBuilder(configuration).build();
		return new RunningApplication(application.run(all.toArray(String[]::new)));
	}

	Answer get(String path, String... headers) {
		HttpHeaders all = new HttpHeaders();
		all.set("X-Tenant", "acme");
		for (int i = 0; i < headers.length; i += 2) {
			all.add(headers[i], headers[i + 1]);
		}
		URI uri = URI.create("http://localhost:" + port() + path);
		return client.get()
			.uri(uri)
			.headers((sent) -> sent.addAll(all))
			.exchange((request, response) -> new Answer(response.getStatusCode().value(), response.getHeaders(),
					body(response)));
	}

	private static String body(ClientHttpResponse response) {
		try {
			return StreamUtils.copyToString(response.getBody(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return "cut off by the server";
		}
	}

	Stream<String> scrape() {
		return get("/actuator/prometheus").body().lines();
	}

	record Answer(int statusCode, HttpHeaders headers, String body) {
	}

	String port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port");
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	@Override
	public void close() {
		this.context.close();
		// Boot keeps the formats of the first application for the whole process
		for (LoggingSystemProperty property : LoggingSystemProperty.values()) {
			System.clearProperty(property.getEnvironmentVariableName());
		}
	}

}
