package dev.fanlight.autoconfigure.metrics;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.linecorp.armeria.client.grpc.GrpcClients;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;
import graphql.GraphQL;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcServerInterceptor;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Every way into a service ends in the one timer, seen with the libraries themselves.
 * Requests over HTTP and GraphQL are in {@link ErrorsContract}, messages in the tests of
 * Kafka.
 */
class EntriesTests {

	private static ConfigurableApplicationContext context;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
				ObservationAutoConfiguration.class, EntriesAutoConfiguration.class));

	@BeforeAll
	static void start() {
		context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.properties("logging.level.root=off")
			.run("--server.port=0", "--management.tracing.sampling.probability=1");
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void scheduledMethodIsAnEntry() {
		assertThat(entries("scheduled", "Jobs.tick", 1)).containsExactly("success none");
		assertThat(entries("scheduled", "Jobs.broken", 1)).containsExactly("server_error IOException");
	}

	@Test
	void asynchronousMethodIsAnEntryUntilItsResultIsThere() throws Exception {
		Jobs jobs = context.getBean(Jobs.class);
		jobs.send();
		assertThat(entries("async", "Jobs.send", 1)).containsExactly("success none");
		assertThatThrownBy(() -> jobs.fail().get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(TimeoutException.class);
		assertThat(entries("async", "Jobs.fail", 1)).containsExactly("timeout TimeoutException");
		CompletableFuture<String> later = jobs.later();
		assertThat(jobs.started().await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(registry().find("fanlight.entry").tag("name", "Jobs.later").timer()).isNull();
		jobs.pending().completeExceptionally(new IllegalArgumentException());
		assertThatThrownBy(() -> later.get(10, TimeUnit.SECONDS)).isNotNull();
		assertThat(entries("async", "Jobs.later", 1)).containsExactly("server_error IllegalArgumentException");
		assertThat(registry().get("tasks.async.execution")
			.tags("code.function", "later", "exception", "IllegalArgumentException", "outcome", "ERROR")
			.timer()
			.count()).isEqualTo(1);
	}

	@Test
	void asynchronousMethodHasItsOwnSpan() throws Exception {
		assertThat(context.getBean(Jobs.class).traced().get(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void grpcCallIsAnEntry() {
		try (Server server = Server.builder()
			.http(0)
			.service(GrpcService.builder()
				.addService(new HealthStatusManager().getHealthService())
				.intercept(new ObservationGrpcServerInterceptor(context.getBean(ObservationRegistry.class)))
				.build())
			.build()) {
			server.start().join();
			HealthGrpc.HealthBlockingStub health = GrpcClients
				.newClient("gproto+http://localhost:" + server.activeLocalPort(), HealthGrpc.HealthBlockingStub.class);
			health.check(HealthCheckRequest.getDefaultInstance());
			assertThatThrownBy(() -> health.check(HealthCheckRequest.newBuilder().setService("missing").build()))
				.isInstanceOf(StatusRuntimeException.class);
		}
		assertThat(entries("grpc", "grpc.health.v1.Health/Check", 2)).containsExactlyInAnyOrder("client_error none",
				"success none");
	}

	@Test
	void isThereWithoutTracingAndWebAndBacksOff() {
		this.runner.withClassLoader(new FilteredClassLoader(Tracer.class, GraphQL.class))
			.run((started) -> assertThat(started).hasNotFailed().hasBean("fanlightEntries"));
		this.runner.withPropertyValues("fanlight.metrics.entries.enabled=false")
			.run((started) -> assertThat(started).doesNotHaveBean("fanlightEntries"));
		this.runner.withPropertyValues("fanlight.metrics.enabled=false")
			.run((started) -> assertThat(started).doesNotHaveBean("fanlightEntries"));
		this.runner.withUserConfiguration(NoAsync.class)
			.run((started) -> assertThat(started).doesNotHaveBean(AsyncMethodPostProcessor.class));
	}

	@Test
	void kindThatIsNotWantedIsNotMeasured() {
		this.runner.withUserConfiguration(Asynchronous.class)
			.withPropertyValues("fanlight.metrics.entries.kinds=http,message")
			.run((started) -> {
				started.getBean(Jobs.class).fail().exceptionally((ex) -> "failed").get(10, TimeUnit.SECONDS);
				MeterRegistry registry = started.getBean(MeterRegistry.class);
				Awaitility.await().until(() -> registry.find("tasks.async.execution").timer() != null);
				assertThat(registry.find("fanlight.entry").timers()).isEmpty();
			});
	}

	@Test
	void beanWithoutAsynchronousMethodsGetsNoProxy() {
		this.runner.withUserConfiguration(Asynchronous.class)
			.run((started) -> assertThat(AopUtils.isAopProxy(started.getBean(Plain.class))).isFalse());
	}

	private static Set<String> entries(String kind, String name, int count) {
		return Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
			var search = registry().find("fanlight.entry").tag("kind", kind);
			List<Timer> timers = List.copyOf(search.tag("name", name).timers());
			Set<String> found = new TreeSet<>();
			timers.forEach((timer) -> found.add(timer.getId().getTag("outcome") + " " + timer.getId().getTag("error")));
			return (timers.stream().mapToLong(Timer::count).sum() >= count) ? found : Set.<String>of();
		}, (found) -> !found.isEmpty());
	}

	private static MeterRegistry registry() {
		return context.getBean(MeterRegistry.class);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	@EnableAsync
	static class Application {

		@Bean
		Jobs jobs(Tracer tracer) {
			return new Jobs(tracer);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Asynchronous {

		@Bean
		Jobs jobs() {
			return new Jobs(Tracer.NOOP);
		}

		@Bean
		Plain plain() {
			return new Plain();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoAsync {

	}

	static class Plain {

	}

	static class Jobs {

		private final Tracer tracer;

		private final CountDownLatch started = new CountDownLatch(1);

		private final CompletableFuture<String> pending = new CompletableFuture<>();

		Jobs(Tracer tracer) {
			this.tracer = tracer;
		}

		public CountDownLatch started() {
			return this.started;
		}

		public CompletableFuture<String> pending() {
			return this.pending;
		}

		@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
		void tick() {
		}

		@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
		void broken() throws IOException {
			throw new IOException("broken");
		}

		@Async
		void send() {
		}

		@Async
		CompletableFuture<String> fail() {
			return CompletableFuture.failedFuture(new TimeoutException());
		}

		@Async
		CompletableFuture<String> later() {
			this.started.countDown();
			return this.pending;
		}

		@Async
		CompletableFuture<Boolean> traced() {
			return CompletableFuture.completedFuture(this.tracer.currentSpan() != null);
		}

	}

}
