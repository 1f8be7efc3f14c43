package dev.fanlight.autoconfigure.logging;

import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.reactive.result.view.View;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link CorrelationContract} on Reactor Netty and Spring WebFlux.
 */
class ReactiveCorrelationTests extends CorrelationContract {

	@Override
	RunningApplication start() {
		String[] arguments = ServletCorrelationTests.arguments("false");
		arguments[0] = "--spring.main.web-application-type=reactive";
		return RunningApplication.start(Application.class, arguments);
	}

	@Override
	String uncaughtExceptionLine() {
		return "500 Server Error for HTTP GET \"/boom\"";
	}

	@Override
	List<String> edges() {
		return List.of("/first-filter", "/committed");
	}

	@Test
	void lineOfTheServerItselfCarriesTheIds(CapturedOutput output) {
		this.application.get("/committed?marker=server", "X-Request-ID", "server-1");
		JsonNode line = LogLines.withMessage(output, "Error finishing response. Closing connection");
		assertThat(line.path("logger").asString("")).isEqualTo("reactor.netty.http.server.HttpServerOperations");
		assertThat(line.path("request_id").asString("")).isEqualTo("server-1");
		assertThat(line.path("trace_id").asString("")).matches("[0-9a-f]{32}");
		assertThat(line.path("extra").path("tenant").asString("")).isEqualTo("acme");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Greeter.class)
	static class Application {

		@Bean
		ViewResolver teapotPage() {
			View page = (model, type, exchange) -> exchange.getResponse()
				.writeWith(Mono
					.just(exchange.getResponse().bufferFactory().wrap(TeapotPage.render(model).getBytes(UTF_8))));
			return (name, locale) -> name.equals(TeapotPage.NAME) ? Mono.just(page) : Mono.empty();
		}

		@Bean
		WebFilter firstFilter() {
			return new FirstFilter();
		}

		@Bean
		@Order(-100)
		WebFilter userFilter() {
			return (exchange, chain) -> {
				String user = exchange.getRequest().getHeaders().getFirst("X-User");
				return chain.filter((user != null)
						? exchange.mutate().principal(Mono.just((Principal) () -> user)).build() : exchange);
			};
		}

	}

	static class FirstFilter implements WebFilter, Ordered {

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			if (exchange.getRequest().getURI().getPath().equals("/first-filter")) {
				Greeter.logger.info("/first-filter {}", exchange.getRequest().getQueryParams().getFirst("marker"));
			}
			return chain.filter(exchange);
		}

	}

	@RestController
	static class Greeter {

		private static final Logger logger = LoggerFactory.getLogger(Greeter.class);

		@GetMapping({ "/hello", "/internal/hello" })
		Mono<String> hello(@RequestParam String marker, ServerHttpRequest request) {
			logger.info("{} {}", request.getPath(), marker);
			return Mono.just(marker);
		}

		@GetMapping("/async")
		Mono<String> async(@RequestParam String marker) {
			return Mono.delay(Duration.ofMillis(1)).map((tick) -> {
				logger.info("/async {}", marker);
				return marker;
			});
		}

		@GetMapping("/future")
		Mono<String> future(@RequestParam String marker) {
			return Mono.fromSupplier(() -> {
				logger.info("/future {}", marker);
				return marker;
			}).subscribeOn(Schedulers.boundedElastic());
		}

		@GetMapping("/nested")
		Mono<String> nested(@RequestParam String marker) {
			return Mono.just(marker)
				.publishOn(Schedulers.parallel())
				.doOnNext((value) -> logger.info("/nested {}", value));
		}

		@GetMapping("/context/{item}")
		Mono<String> context(@PathVariable String item, @RequestParam String marker) {
			MDC.put("own", "mine");
			logger.info("/context/{} {}", item, marker);
			return Mono.just(marker);
		}

		@GetMapping("/context/{item}/later")
		Mono<String> later(@PathVariable String item, @RequestParam String marker) {
			return Mono.delay(Duration.ofMillis(1)).map((tick) -> {
				logger.info("/context/{}/later {}", item, marker);
				return marker;
			}).contextWrite((context) -> context.put("own", "mine"));
		}

		@GetMapping("/first-filter")
		Mono<String> first() {
			return Mono.just("first");
		}

		@GetMapping("/committed")
		Flux<String> committed(@RequestParam String marker) {
			return Flux.just("a").concatWith(Flux.error(new IllegalStateException("/committed " + marker)));
		}

		@GetMapping("/problem")
		ProblemDetail problem() {
			return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "already there");
		}

		@GetMapping("/own-problem")
		ProblemDetail ownProblem() {
			ProblemDetail problem = ProblemDetail.forStatus(HttpStatus.CONFLICT);
			problem.setProperties(Map.of("code", 42, "requestId", "own"));
			return problem;
		}

		@GetMapping("/teapot")
		Mono<String> teapot() {
			return Mono.error(new TeapotPage.Teapot());
		}

		@GetMapping("/boom")
		Mono<String> boom() {
			return Mono.error(new IllegalStateException("boom"));
		}

	}

}
