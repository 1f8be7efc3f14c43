package dev.fanlight.autoconfigure.logging;

import java.security.Principal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every kind of own key on every carrier, and what the threads of each have afterwards.
 */
@TestInstance(Lifecycle.PER_CLASS)
class OwnContextCarriersTests {

	private static final Map<String, String> OWN = Map.of("user", "ada", "tenant", "acme", "client", "127.0.0.1",
			"item", "7", "plan", "gold", "own", "mine");

	private RunningApplication application;

	private Carriers carriers;

	@BeforeAll
	void start() {
		this.application = RunningApplication.start(Application.class, "--spring.main.web-application-type=servlet",
				"--server.address=127.0.0.1", "--spring.task.execution.mode=force",
				"--spring.task.execution.pool.core-size=1", "--fanlight.logging.context.user=user",
				"--fanlight.logging.context.tenant=header:X-Tenant", "--fanlight.logging.context.client=client-ip",
				"--fanlight.logging.context.item=path:item", "--fanlight.logging.context.plan=baggage:plan",
				"--fanlight.logging.context.own=mdc");
		this.carriers = this.application.context().getBean(Carriers.class);
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	static Stream<String> carriers() {
		return Stream
			.of("applicationTaskExecutor", "async", "asyncOfThePool", "pool", "simple", "concurrent", "service",
					"scheduled", "forkJoin", "stage", "bounded", "parallel", "virtual")
			.filter((name) -> !name.equals("virtual") || Application.VIRTUAL);
	}

	@ParameterizedTest
	@MethodSource("carriers")
	void everyKindOfKeyIsCarriedAndNothingStays(String carrier) throws Exception {
		for (int i = 0; i < 3; i++) {
			String body = this.application
				.get("/carry/7?by=" + carrier, "X-User", "ada", "baggage", "plan=gold", "X-Request-ID", "r-1")
				.body();
			JsonNode seen = JsonMapper.shared().readTree(body);
			OWN.forEach((key, value) -> assertThat(seen.path(key).asString("")).as(key).isEqualTo(value));
			assertThat(seen.path("request_id").asString("")).isEqualTo("r-1");
		}
		// Whoever comes next brings nothing, and puts down something himself
		for (int i = 0; i < 8; i++) {
			Map<String, String> found = this.carriers.run(carrier, () -> {
				Map<String, String> before = Application.mdc();
				MDC.put("own", "another's");
				return before;
			});
			assertThat(found).as("what a thread had left")
				.doesNotContainKeys("request_id")
				.doesNotContainKeys(OWN.keySet().toArray(String[]::new));
		}
	}

	@Test
	void nextRunOfAJobFindsNothingOfTheOneBefore() throws InterruptedException {
		Application jobs = this.application.context().getBean(Application.class);
		for (int i = 0; i < 4; i++) {
			assertThat(jobs.found.poll(30, TimeUnit.SECONDS)).isNotNull().doesNotContainKey("own");
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableAsync
	@EnableScheduling
	@Import({ Carriers.class, Work.class })
	static class Application {

		static final boolean VIRTUAL = ClassUtils.hasMethod(Executors.class, "newVirtualThreadPerTaskExecutor");

		final BlockingQueue<Map<String, String>> found = new LinkedBlockingQueue<>(100);

		static Map<String, String> mdc() {
			Map<String, String> mdc = MDC.getCopyOfContextMap();
			return (mdc != null) ? new TreeMap<>(mdc) : new HashMap<>();
		}

		@Scheduled(fixedDelay = 50)
		void job() {
			this.found.offer(mdc());
			MDC.put("own", "the job's");
		}

		@Bean
		FilterRegistrationBean<Filter> userFilter() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response,
					chain) -> chain.doFilter(new HttpServletRequestWrapper((HttpServletRequest) request) {

						@Override
						public Principal getUserPrincipal() {
							String user = getHeader("X-User");
							return (user != null) ? () -> user : null;
						}

					}, response));
			registration.setOrder(-100);
			return registration;
		}

		@Bean
		ThreadPoolTaskExecutor pool() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		SimpleAsyncTaskExecutor simple() {
			return new SimpleAsyncTaskExecutor();
		}

		@Bean
		ConcurrentTaskExecutor concurrent() {
			return new ConcurrentTaskExecutor(Executors.newSingleThreadExecutor());
		}

		@Bean
		ExecutorService service() {
			return Executors.newSingleThreadExecutor();
		}

		@Bean
		ScheduledExecutorService scheduled() {
			return Executors.newSingleThreadScheduledExecutor();
		}

		@Bean
		ExecutorService forkJoin() {
			return Executors.newWorkStealingPool(1);
		}

		@Bean
		ExecutorService virtual() throws ReflectiveOperationException {
			return VIRTUAL ? (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null)
					: Executors.newCachedThreadPool();
		}

	}

	static class Work {

		@Async
		CompletableFuture<Map<String, String>> async(Supplier<Map<String, String>> work) {
			return CompletableFuture.completedFuture(work.get());
		}

		@Async("pool")
		CompletableFuture<Map<String, String>> asyncOfThePool(Supplier<Map<String, String>> work) {
			return async(work);
		}

	}

	@RestController
	static class Carriers {

		private final Map<String, Function<Supplier<Map<String, String>>, CompletableFuture<Map<String, String>>>> all = new HashMap<>();

		Carriers(Work work, ListableBeanFactory beans) {
			List<String> executors = Arrays.asList(beans.getBeanNamesForType(Executor.class));
			for (String name : executors) {
				this.all.put(name, (task) -> CompletableFuture.supplyAsync(task, beans.getBean(name, Executor.class)));
			}
			this.all.put("async", work::async);
			this.all.put("asyncOfThePool", work::asyncOfThePool);
			this.all.put("stage", (task) -> CompletableFuture.completedFuture(1)
				.thenApplyAsync((one) -> task.get(), beans.getBean("service", Executor.class)));
			this.all.put("bounded",
					(task) -> Mono.fromSupplier(task).subscribeOn(Schedulers.boundedElastic()).toFuture());
			this.all.put("parallel",
					(task) -> Mono.just(1).publishOn(Schedulers.parallel()).map((one) -> task.get()).toFuture());
		}

		Map<String, String> run(String carrier, Supplier<Map<String, String>> task) throws Exception {
			return this.all.get(carrier).apply(task).get(10, TimeUnit.SECONDS);
		}

		@GetMapping("/carry/{item}")
		Map<String, String> carry(@PathVariable String item, @RequestParam String by) throws Exception {
			MDC.put("own", "mine");
			return run(by, Application::mdc);
		}

	}

}
