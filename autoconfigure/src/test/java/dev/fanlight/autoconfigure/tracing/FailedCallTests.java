package dev.fanlight.autoconfigure.tracing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpServer;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.test.ReceivedSpan;
import dev.fanlight.tracing.tail.TraceKeeper;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResponseErrorHandler;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call that another process fails keeps the trace of its caller, although the caller
 * deals with the answer and goes on.
 */
class FailedCallTests {

	private HttpServer server;

	@BeforeEach
	void answer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(Integer.parseInt(exchange.getRequestURI().getPath().substring(1)), -1);
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void answersFromFiveHundredKeepTheTraceWhateverTheCallerDoesWithThem() {
		try (OtlpReceiver receiver = OtlpReceiver.start()) {
			try (ConfigurableApplicationContext context = SpringApplication.run(Application.class,
					"--spring.main.web-application-type=none", "--management.tracing.sampling.probability=0",
					"--fanlight.tracing.sampling.keep-slower-than=1h",
					"--management.opentelemetry.tracing.export.otlp.endpoint="
							+ receiver.httpEndpoint(OtlpSignal.TRACES))) {
				RestClient rest = context.getBean(RestClient.Builder.class).build();
				RestTemplate template = context.getBean(RestTemplateBuilder.class)
					.errorHandler(new Indifferent())
					.build();
				WebClient web = context.getBean(WebClient.Builder.class).build();
				Map<String, Consumer<String>> clients = Map.of("rest",
						(url) -> rest.get()
							.uri(url)
							.retrieve()
							.onStatus(HttpStatusCode::isError, (request, response) -> {
							})
							.toBodilessEntity(),
						"template", (url) -> template.getForEntity(url, String.class), "web",
						(url) -> web.get().uri(url).exchangeToMono((response) -> Mono.just(1)).block());
				clients.forEach((name, client) -> List.of(200, 404, 500, 503)
					.forEach((status) -> Observation
						.createNotStarted(name + status, context.getBean(ObservationRegistry.class))
						.observe(() -> client
							.accept("http://localhost:" + this.server.getAddress().getPort() + "/" + status))));
				TraceKeeper keeper = context.getBean(TraceKeeper.class);
				Awaitility.await().until(() -> keeper.undecided() == 0);
			}
			Map<String, Object> kept = receiver.spans()
				.stream()
				.filter((span) -> span.kind().equals("INTERNAL"))
				.collect(Collectors.toMap(ReceivedSpan::name, (span) -> span.attributes().get("fanlight.kept"),
						(first, second) -> first, TreeMap::new));
			assertThat(kept).containsOnlyKeys("rest500", "rest503", "template500", "template503", "web500", "web503");
			assertThat(kept.values()).containsOnly("server_error");
		}
	}

	private static final class Indifferent implements ResponseErrorHandler {

		@Override
		public boolean hasError(ClientHttpResponse response) {
			return false;
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
