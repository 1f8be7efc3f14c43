package dev.fanlight.autoconfigure.logging;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application on a random port of the loopback, called over HTTP.
 */
final class RunningApplication implements AutoCloseable {

	private static final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final ConfigurableApplicationContext context;

	private RunningApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static RunningApplication start(Class<?> configuration, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--server.port=0"));
		all.addAll(List.of(arguments));
		SpringApplication application = new SpringApplicationBuilder(configuration).build();
		return new RunningApplication(application.run(all.toArray(String[]::new)));
	}

	HttpResponse<String> get(String path, String... headers) {
		URI uri = URI.create("http://localhost:" + port() + path);
		HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (Exception ex) {
			throw new IllegalStateException(path, ex);
		}
	}

	Stream<String> scrape() {
		return get("/actuator/prometheus").body().lines();
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
	}

}
