package dev.fanlight.autoconfigure.tracing.propagation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.opentelemetry.sdk.trace.export.SpanExporter;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/** An application that calls on for each request, spoken to over a socket. */
final class Calls implements AutoCloseable {

	private static final String ADDRESS = "http://{host}:{port}/";

	private final Callee callee = new Callee();

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

	/** Send these header lines as they are, and answer with those of the call. */
	List<String> call(String path, List<String> headers) throws IOException, InterruptedException {
		int port = this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
			headers.forEach((header) -> request.append(header).append("\r\n"));
			request.append("Connection: close\r\n\r\n");
			socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().flush();
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
			if (!answer.startsWith("HTTP/1.1 200")) {
				throw new IllegalStateException(answer);
			}
		}
		return this.callee.next();
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	@Override
	public void close() throws IOException {
		this.context.close();
		this.callee.close();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = {
			"org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration" })
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

		@GetMapping("/call-by-template")
		String callByTemplate(@RequestParam String host) {
			return this.template.getForObject(ADDRESS, String.class, host, this.callee);
		}

		@GetMapping({ "/call", "/items/{id}" })
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

		@GetMapping({ "/call", "/items/{id}" })
		Mono<String> call(@RequestParam(defaultValue = "localhost") String host) {
			return this.client.get().uri(ADDRESS, host, this.callee).retrieve().bodyToMono(String.class);
		}

	}

}
