package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.fanlight.logging.gate.Recording;
import io.micrometer.observation.annotation.Observed;
import io.opentelemetry.api.trace.Span;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.ResolvableType;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.AbstractView;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * {@link CorrelationContract} on Tomcat and Spring MVC, with platform threads.
 */
class ServletCorrelationTests extends CorrelationContract {

	@Override
	RunningApplication start() {
		return RunningApplication.start(Application.class, arguments("false"));
	}

	static String[] arguments(String virtualThreads) {
		return new String[] { "--spring.threads.virtual.enabled=" + virtualThreads, "--server.tomcat.threads.max=4",
				"--management.health.rabbit.enabled=false",
				"--management.endpoint.health.probes.add-additional-paths=true",
				"--fanlight.traffic.exclude-paths=/internal/**", "--fanlight.environment=test",
				"--spring.application.name=shop", "--fanlight.logging.response-headers=traceresponse,server-timing",
				"--fanlight.logging.context.tenant=header:X-Tenant", "--fanlight.logging.context.client=client-ip",
				"--fanlight.logging.context.user=user", "--fanlight.logging.context.item=path:item",
				"--fanlight.logging.context.plan=baggage:plan", "--fanlight.logging.context.own=mdc",
				"--fanlight.logging.context.long=header:X-Long", "--spring.mvc.problemdetails.enabled=true",
				"--spring.webflux.problemdetails.enabled=true" };
	}

	@Override
	String uncaughtExceptionLine() {
		return "Servlet.service() for servlet [dispatcherServlet]";
	}

	@Override
	List<String> edges() {
		return List.of("/first-filter", "/refused", "/deferred", "/callable", "/emitter", "/listener", "/async-boom",
				"/started", "/read-listener", "/write-listener");
	}

	@Test
	void scheduledJobHasATraceAndNothingOfRequests(CapturedOutput output) {
		for (int i = 0; i < 20; i++) {
			this.application.get("/future?marker=beside");
		}
		JsonNode line = LogLines.withMessage(output, "tick");
		assertThat(line.path("trace_id").asString("")).matches("[0-9a-f]{32}");
		assertThat(LogLines.of(output).stream().filter((other) -> other.path("message").asString("").equals("tick")))
			.allSatisfy((other) -> assertThat(other.has("request_id") || other.has("extra")).isFalse());
	}

	@Test
	void nothingOfAFailedRequestIsLeftOnTheThreadOfMockMvc() {
		WebApplicationContext context = (WebApplicationContext) this.application.context();
		ObjectProvider<FilterRegistrationBean<?>> registrations = context
			.getBeanProvider(ResolvableType.forClass(FilterRegistrationBean.class));
		Filter[] filters = registrations.orderedStream().map(FilterRegistrationBean::getFilter).toArray(Filter[]::new);
		MockMvc mvc = MockMvcBuilders.webAppContextSetup(context).addFilters(filters).build();
		assertThatThrownBy(() -> mvc.perform(MockMvcRequestBuilders.get("/boom").header("X-Tenant", "acme")))
			.hasRootCauseMessage("boom");
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
		assertThat(Span.current().getSpanContext().isValid()).isFalse();
		assertThat(Recording.current()).isNull();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableAsync
	@EnableScheduling
	@Import({ Greeter.class, ServletEdges.class })
	static class Application {

		@Bean(TeapotPage.NAME)
		View teapotPage() {
			return new AbstractView() {

				@Override
				protected void renderMergedOutputModel(Map<String, Object> model, HttpServletRequest request,
						HttpServletResponse response) throws IOException {
					response.getWriter().write(TeapotPage.render(model));
				}

			};
		}

		@Bean
		Greeting greeting() {
			return new Greeting();
		}

	}

	static class Greeting {

		private static final Logger logger = LoggerFactory.getLogger(Greeting.class);

		@Scheduled(fixedDelay = 200)
		void tick() {
			logger.info("tick");
		}

		@Async
		CompletableFuture<Void> async(String marker) {
			logger.info("/async {}", marker);
			return CompletableFuture.completedFuture(null);
		}

		@Observed(name = "greeting.nested")
		public void nested(String marker) {
			logger.info("/nested {}", marker);
		}

	}

	@RestController
	static class Greeter {

		private static final Logger logger = LoggerFactory.getLogger(Greeter.class);

		private final Greeting greeting;

		private final Executor executor;

		Greeter(Greeting greeting, @Qualifier("applicationTaskExecutor") Executor executor) {
			this.greeting = greeting;
			this.executor = executor;
		}

		@GetMapping("/hello")
		String hello(@RequestParam String marker) {
			logger.info("/hello {}", marker);
			return marker;
		}

		@GetMapping("/internal/hello")
		String internal(@RequestParam String marker) {
			logger.info("/internal/hello {}", marker);
			return marker;
		}

		@GetMapping("/async")
		String async(@RequestParam String marker) {
			this.greeting.async(marker).join();
			return marker;
		}

		@GetMapping("/future")
		CompletableFuture<String> future(@RequestParam String marker) {
			return CompletableFuture.supplyAsync(() -> {
				logger.info("/future {}", marker);
				return marker;
			}, this.executor);
		}

		@GetMapping("/context/{item}")
		String context(@PathVariable String item, @RequestParam String marker) {
			MDC.put("own", "mine");
			logger.info("/context/{} {}", item, marker);
			return marker;
		}

		@GetMapping("/context/{item}/later")
		CompletableFuture<String> later(@PathVariable String item, @RequestParam String marker) {
			MDC.put("own", "mine");
			return CompletableFuture.supplyAsync(() -> {
				logger.info("/context/{}/later {}", item, marker);
				return marker;
			}, this.executor);
		}

		@GetMapping("/nested")
		String nested(@RequestParam String marker) {
			this.greeting.nested(marker);
			return marker;
		}

		@GetMapping("/teapot")
		String teapot() {
			throw new TeapotPage.Teapot();
		}

		@GetMapping("/boom")
		String boom() {
			throw new IllegalStateException("boom");
		}

	}

}
