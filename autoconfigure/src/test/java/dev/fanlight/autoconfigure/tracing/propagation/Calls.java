package dev.fanlight.autoconfigure.tracing.propagation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.fanlight.autoconfigure.OpenApplication;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** An application that calls on for each request. */
final class Calls implements AutoCloseable {

	private static final String ADDRESS = "http://{host}:{port}/";

	private final Callee callee = new Callee();

	private final HttpClient client = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	Calls(String type, String... arguments) {
		this(type, null, arguments);
	}

	Calls(String type, SpanExporter exporter, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--server.port=0", "--callee=" + this.callee.port(),
				"--spring.main.web-application-type=" + type, "--spring.main.banner-mode=off"));
		all.addAll(List.of(arguments));
		this.context = new SpringApplicationBuilder(type.equals("servlet") ? Blocking.class : Reactive.class)
			.initializers((context) -> {
				if (exporter != null) {
					((GenericApplicationContext) context).registerBean(SpanExporter.class, () -> exporter);
				}
			})
			.run(all.toArray(String[]::new));
	}

	/** Send these header lines, and answer with those of the call. */
	List<String> call(String path, List<String> headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
		headers.stream().map((header) -> header.split(": ", 2)).forEach((line) -> request.header(line[0], line[1]));
		HttpResponse<String> answer = this.client.send(request.build(), BodyHandlers.ofString());
		if (answer.statusCode() != HttpStatus.OK.value()) {
			throw new IllegalStateException(answer.toString());
		}
		return this.callee.next();
	}

	/** Change a setting through the endpoint, or revert it where there is no value. */
	HttpResponse<String> operate(String section, String key, String value) throws IOException, InterruptedException {
		String address = "http://localhost:" + port() + "/actuator/fanlight/" + section;
		HttpRequest.Builder request = (value != null)
				? HttpRequest.newBuilder(URI.create(address))
					.header("Content-Type", "application/json")
					.POST(BodyPublishers
						.ofString(JsonMapper.shared().writeValueAsString(Map.of("key", key, "value", value))))
				: HttpRequest.newBuilder(URI.create(address + "?key=" + key)).DELETE();
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	@Override
	public void close() throws IOException {
		this.context.close();
		this.callee.close();
	}

	@OpenApplication
	@RestController
	static class Blocking {

		private final RestClient client;

		private final RestTemplate template;

		private final int callee;

		Blocking(RestClient.Builder builder, RestTemplateBuilder templates, @Value("${callee}") int callee) {
			this.client = builder.build();
			this.template = templates.build();
			this.callee = callee;
		}

		@Bean
		RouterFunction<ServerResponse> functions() {
			return RouterFunctions.route()
				.path("/functions",
						(functions) -> functions.GET("/{id}",
								(request) -> ServerResponse.ok().body(String.valueOf(call("localhost")))))
				.build();
		}

		@GetMapping("/call-by-template")
		String callByTemplate(@RequestParam String host) {
			return this.template.getForObject(ADDRESS, String.class, host, this.callee);
		}

		@GetMapping({ "/call", "/items/{id}", "/things/{id}", "/things/own" })
		String call(@RequestParam(defaultValue = "localhost") String host) {
			return this.client.get().uri(ADDRESS, host, this.callee).retrieve().body(String.class);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Reactive {

		private final WebClient client;

		private final int callee;

		Reactive(WebClient.Builder builder, @Value("${callee}") int callee) {
			this.client = builder.build();
			this.callee = callee;
		}

		@Bean
		org.springframework.web.reactive.function.server.RouterFunction<?> functions() {
			return org.springframework.web.reactive.function.server.RouterFunctions.route()
				.path("/functions",
						(functions) -> functions.GET("/{id}",
								(request) -> org.springframework.web.reactive.function.server.ServerResponse.ok()
									.body(call("localhost"), String.class)))
				.build();
		}

		@GetMapping({ "/call", "/items/{id}", "/things/{id}", "/things/own" })
		Mono<String> call(@RequestParam(defaultValue = "localhost") String host) {
			return this.client.get().uri(ADDRESS, host, this.callee).retrieve().bodyToMono(String.class);
		}

	}

}
