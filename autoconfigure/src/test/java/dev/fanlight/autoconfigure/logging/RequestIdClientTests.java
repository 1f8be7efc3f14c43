package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import dev.fanlight.logging.MdcKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every client that Boot builds sends the request id on, once, and lets the caller's own
 * header win.
 */
class RequestIdClientTests {

	private final BlockingQueue<List<String>> received = new LinkedBlockingQueue<>();

	private final HttpServer server = server();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RestClientAutoConfiguration.class, RestTemplateAutoConfiguration.class,
				HttpServiceClientPropertiesAutoConfiguration.class, HttpServiceClientAutoConfiguration.class,
				WebClientAutoConfiguration.class, RequestIdClientAutoConfiguration.class))
		.withUserConfiguration(Interfaces.class)
		.withPropertyValues("spring.http.serviceclient.echo.base-url=" + url());

	@BeforeEach
	void begin() {
		MDC.put(MdcKey.REQUEST_ID, "r-1");
	}

	@AfterEach
	void end() {
		MDC.clear();
		this.server.stop(0);
	}

	static Stream<Call> clients() {
		return Stream.of(
				new Call("RestClient",
						(context, url, headers) -> context.getBean(RestClient.Builder.class)
							.build()
							.post()
							.uri(url)
							.headers((all) -> all.addAll(headers))
							.body("body")
							.retrieve()
							.toBodilessEntity()),
				new Call("RestTemplate",
						(context, url, headers) -> context.getBean(RestTemplateBuilder.class)
							.build()
							.exchange(url, HttpMethod.POST, new HttpEntity<>("body", headers), Void.class)),
				new Call("WebClient",
						(context, url, headers) -> context.getBean(WebClient.Builder.class)
							.build()
							.get()
							.uri(url)
							.headers((all) -> all.addAll(headers))
							.retrieve()
							.toBodilessEntity()
							.block()));
	}

	@ParameterizedTest
	@MethodSource("clients")
	void sendsTheIdOnce(Call call) {
		this.runner.run((context) -> {
			call.client().send(context, url(), new HttpHeaders());
			assertThat(received()).containsExactly("r-1");
		});
	}

	@ParameterizedTest
	@MethodSource("clients")
	void headerOfTheCallerWins(Call call) {
		this.runner.run((context) -> {
			HttpHeaders headers = new HttpHeaders();
			headers.set("x-request-id", "own");
			call.client().send(context, url(), headers);
			assertThat(received()).containsExactly("own");
		});
	}

	@ParameterizedTest
	@MethodSource("clients")
	void sendsNothingOutsideOfRequestsOrWhenSwitchedOff(Call call) {
		this.runner.withPropertyValues("fanlight.logging.request-id.propagate=false").run((context) -> {
			call.client().send(context, url(), new HttpHeaders());
			assertThat(received()).isEmpty();
		});
		this.runner.run((context) -> {
			MDC.clear();
			call.client().send(context, url(), new HttpHeaders());
			assertThat(received()).isEmpty();
		});
	}

	@Test
	void httpInterfaceSendsTheId() {
		this.runner.run((context) -> {
			context.getBean(Echo.class).get();
			assertThat(received()).containsExactly("r-1");
		});
	}

	@Test
	void webClientTakesTheIdOfTheReactorContextFirst() {
		this.runner.run((context) -> {
			context.getBean(WebClient.Builder.class)
				.build()
				.get()
				.uri(url())
				.exchangeToMono((response) -> Mono.empty())
				.contextWrite((view) -> view.put(MdcKey.REQUEST_ID, "reactive"))
				.block();
			assertThat(received()).containsExactly("reactive");
		});
	}

	private List<String> received() throws InterruptedException {
		List<String> header = this.received.poll(10, TimeUnit.SECONDS);
		assertThat(header).as("a call").isNotNull();
		return header;
	}

	private String url() {
		return "http://localhost:" + this.server.getAddress().getPort() + "/";
	}

	private HttpServer server() {
		try {
			HttpServer result = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			result.createContext("/", (exchange) -> {
				this.received.add(exchange.getRequestHeaders().getOrDefault("X-Request-ID", List.of()));
				exchange.sendResponseHeaders(200, -1);
				exchange.close();
			});
			result.start();
			return result;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "echo", types = Echo.class)
	static class Interfaces {

	}

	interface Echo {

		@GetExchange("/")
		void get();

	}

	record Call(String name, Client client) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	interface Client {

		void send(ApplicationContext context, String url, HttpHeaders headers);

	}

}
