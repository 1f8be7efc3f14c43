package dev.fanlight.autoconfigure.propagation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolExecutorFactoryBean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Executor beans of an application carry context, stay what they are, and keep nothing.
 */
@ExtendWith(OutputCaptureExtension.class)
class ExecutorPropagationTests {

	private static final String KEY = "executor-propagation-test";

	private static final ThreadLocal<String> VALUE = new ThreadLocal<>();

	private final ApplicationContextRunner bare = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(TaskExecutionAutoConfiguration.class, ExecutorPropagationAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.bare.withUserConfiguration(Pools.class);

	@BeforeEach
	void register() {
		ContextRegistry.getInstance().registerThreadLocalAccessor(new Accessor());
	}

	@AfterEach
	void remove() {
		VALUE.remove();
		ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "taskExecutor", "decorated", "simple", "concurrent", "adapter", "service", "plain",
			"factory", "own" })
	void taskSeesTheContextOfItsSubmitterAndTheThreadKeepsNothing(String name) {
		this.runner.run((context) -> {
			Executor executor = context.getBean(name, Executor.class);
			VALUE.set("request");
			CompletableFuture<String> carried = CompletableFuture.supplyAsync(VALUE::get, executor);
			assertThat(carried.get(10, TimeUnit.SECONDS)).isEqualTo("request");
			VALUE.remove();
			List<String> left = Collections.synchronizedList(new ArrayList<>());
			for (int i = 0; i < 20; i++) {
				CompletableFuture.runAsync(() -> left.add(String.valueOf(VALUE.get())), executor)
					.get(10, TimeUnit.SECONDS);
			}
			assertThat(left).hasSize(20).containsOnly("null");
		});
	}

	@Test
	void everyWayToSubmitCarries() {
		this.runner.run((context) -> {
			ExecutorService service = context.getBean("service", ExecutorService.class);
			VALUE.set("request");
			Callable<String> task = VALUE::get;
			assertThat(service.submit(task).get()).isEqualTo("request");
			assertThat(service.invokeAny(List.of(task))).isEqualTo("request");
			assertThat(service.invokeAll(List.of(task, task)))
				.allSatisfy((future) -> assertThat(future.get()).isEqualTo("request"));
			String[] seen = new String[1];
			service.submit(() -> {
				seen[0] = VALUE.get();
			}).get();
			assertThat(seen).containsExactly("request");
			ScheduledExecutorService scheduled = context.getBean("scheduled", ScheduledExecutorService.class);
			assertThat(scheduled.schedule(task, 0, TimeUnit.SECONDS).get()).isEqualTo("request");
		});
	}

	@Test
	void taskThatIsRunnableAndCallableIsHandedOnAsWhatItWasSubmittedAs() {
		this.runner.run((context) -> {
			ExecutorService service = context.getBean("service", ExecutorService.class);
			VALUE.set("request");
			RunnableAndCallable task = new RunnableAndCallable(new CompletableFuture<>());
			assertThat(service.submit((Callable<String>) task).get()).isEqualTo("request");
			assertThat(service.invokeAll(List.of(task))).extracting(Future::get).containsExactly("request");
			service.execute(task);
			assertThat(task.ran.get(10, TimeUnit.SECONDS)).isEqualTo("request");
			assertThat(Mono.fromSupplier(VALUE::get).subscribeOn(Schedulers.fromExecutorService(service)).block())
				.isEqualTo("request");
		});
	}

	@Test
	void executorThatCannotBeProxiedWorksOnAndIsNamed(CapturedOutput output) {
		this.bare.withBean("last", Last.class, () -> new Last(Pools::run)).run((context) -> {
			Executor executor = context.getBean("last", Executor.class);
			assertThat(CompletableFuture.supplyAsync(() -> "done", executor).get(10, TimeUnit.SECONDS))
				.isEqualTo("done");
			assertThat(output).containsOnlyOnce("Executor 'last' does not carry");
		});
	}

	@Test
	void asyncMethodOfAUsersPoolCarries() {
		this.runner.withUserConfiguration(AsyncConfiguration.class).run((context) -> {
			VALUE.set("request");
			assertThat(context.getBean(Worker.class).work().get(10, TimeUnit.SECONDS)).isEqualTo("request");
		});
	}

	@ParameterizedTest
	@CsvSource({ "Several,SimpleAsyncTaskExecutor-", "Configurer,configured-", "ConfigurerOfTheJdk,of the JDK",
			"Scheduler,jobs-", "Concrete,of the JDK" })
	void plainAsyncMethodCarriesWhereSpringRunsItAndTheThreadKeepsNothing(String application, String thread)
			throws ClassNotFoundException {
		Class<?> executors = Class.forName(getClass().getName() + '$' + application);
		this.bare.withUserConfiguration(executors, AsyncConfiguration.class).run((context) -> {
			Worker worker = context.getBean(Worker.class);
			VALUE.set("request");
			assertThat(worker.plain().get(10, TimeUnit.SECONDS)).startsWith(thread).endsWith(" request");
			VALUE.remove();
			for (int i = 0; i < 20; i++) {
				assertThat(worker.plain().get(10, TimeUnit.SECONDS)).startsWith(thread).endsWith(" null");
			}
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsCarry() {
		this.runner.withUserConfiguration(Virtual.class).run((context) -> {
			VALUE.set("request");
			for (String name : List.of("virtualService", "virtualOfSpring", "virtualSimple")) {
				Executor executor = context.getBean(name, Executor.class);
				assertThat(CompletableFuture.supplyAsync(VALUE::get, executor).get(10, TimeUnit.SECONDS)).as(name)
					.isEqualTo("request");
			}
		});
	}

	@Test
	void decoratorOfTheUserStays() {
		this.runner.run((context) -> {
			VALUE.set("request");
			Pools pools = context.getBean(Pools.class);
			CompletableFuture.runAsync(() -> {
			}, context.getBean("decorated", Executor.class)).get(10, TimeUnit.SECONDS);
			assertThat(pools.decorations).hasValue(1);
			assertThat(pools.seenByTheDecorator).containsExactly("request");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "ordering", "springsOrdering" })
	void executorThatOrdersItsTasksGetsThemAsTheyAre(String name, CapturedOutput output) {
		this.bare.withUserConfiguration(Ordering.class).run((context) -> {
			Executor executor = context.getBean(name, Executor.class);
			CountDownLatch busy = new CountDownLatch(1);
			List<Integer> order = Collections.synchronizedList(new ArrayList<>());
			CountDownLatch done = new CountDownLatch(3);
			executor.execute(new Job(0, () -> busy.await(10, TimeUnit.SECONDS)));
			for (int rank : new int[] { 3, 1, 2 }) {
				executor.execute(new Job(rank, () -> {
					order.add(rank);
					done.countDown();
					return null;
				}));
			}
			busy.countDown();
			assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(order).containsExactly(1, 2, 3);
			assertThat(output).containsOnlyOnce("Executor '" + name + "' does not carry");
		});
	}

	@Test
	void beansStayOfTheirTypes() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean("concrete")).isExactlyInstanceOf(ThreadPoolExecutor.class);
			assertThat(context.getBean("own")).isInstanceOf(OwnExecutor.class);
			assertThat(context.getBean("taskExecutor")).isExactlyInstanceOf(ThreadPoolTaskExecutor.class);
		});
	}

	@Test
	void whatCannotCarryIsNamed(CapturedOutput output) {
		this.runner.run((context) -> assertThat(output).containsOnlyOnce("Executor 'concrete' does not carry")
			.contains("Declare it as ExecutorService"));
	}

	@Test
	void recurringJobIsNotOfTheRequestThatScheduledIt() {
		this.runner.run((context) -> {
			VALUE.set("request");
			CompletableFuture<String> seen = new CompletableFuture<>();
			context.getBean(ThreadPoolTaskScheduler.class)
				.schedule(() -> seen.complete(String.valueOf(VALUE.get())), Instant.now());
			assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo("null");
		});
	}

	@Test
	void nothingIsTouchedWhenSwitchedOff() {
		this.runner.withPropertyValues("fanlight.context-propagation.executors.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(ExecutorPostProcessor.class)
				.doesNotHaveBean(AsyncMethodsPostProcessor.class)
				.doesNotHaveBean(MvcExecutorPostProcessor.class);
			VALUE.set("request");
			assertThat(CompletableFuture
				.supplyAsync(() -> String.valueOf(VALUE.get()), context.getBean("service", Executor.class))
				.get(10, TimeUnit.SECONDS)).isEqualTo("null");
		});
	}

	@Test
	void bootsExecutorObeysItsOwnKey() {
		this.bare.withUserConfiguration(AsyncConfiguration.class)
			.withPropertyValues("spring.task.execution.propagate-context=false")
			.run((context) -> {
				VALUE.set("request");
				assertThat(CompletableFuture
					.supplyAsync(() -> String.valueOf(VALUE.get()),
							context.getBean("applicationTaskExecutor", AsyncTaskExecutor.class))
					.get(10, TimeUnit.SECONDS)).isEqualTo("null");
				assertThat(context.getBean(Worker.class).plain().get(10, TimeUnit.SECONDS)).endsWith(" null");
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Pools {

		final AtomicInteger decorations = new AtomicInteger();

		final List<String> seenByTheDecorator = Collections.synchronizedList(new ArrayList<>());

		@Bean
		ThreadPoolTaskExecutor taskExecutor() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setCorePoolSize(2);
			return executor;
		}

		@Bean
		ThreadPoolTaskExecutor decorated() {
			ThreadPoolTaskExecutor executor = taskExecutor();
			executor.setTaskDecorator((task) -> {
				this.decorations.incrementAndGet();
				return () -> {
					this.seenByTheDecorator.add(VALUE.get());
					task.run();
				};
			});
			executor.initialize();
			return executor;
		}

		@Bean
		SimpleAsyncTaskExecutor simple() {
			return new SimpleAsyncTaskExecutor();
		}

		@Bean
		ConcurrentTaskExecutor concurrent() {
			return new ConcurrentTaskExecutor(Executors.newFixedThreadPool(2, Pools::daemon));
		}

		@Bean
		TaskExecutorAdapter adapter() {
			return new TaskExecutorAdapter(Executors.newFixedThreadPool(2, Pools::daemon));
		}

		@Bean
		ExecutorService service() {
			return Executors.newFixedThreadPool(2, Pools::daemon);
		}

		@Bean
		ScheduledExecutorService scheduled() {
			return Executors.newSingleThreadScheduledExecutor(Pools::daemon);
		}

		@Bean
		Executor plain() {
			return Executors.newSingleThreadExecutor(Pools::daemon);
		}

		@Bean
		ThreadPoolExecutorFactoryBean factory() {
			ThreadPoolExecutorFactoryBean factory = new ThreadPoolExecutorFactoryBean();
			factory.setCorePoolSize(2);
			return factory;
		}

		@Bean
		ThreadPoolExecutor concrete() {
			return new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Pools::daemon);
		}

		@Bean
		OwnExecutor own() {
			return new OwnExecutor(Executors.newFixedThreadPool(2, Pools::daemon));
		}

		@Bean
		ThreadPoolTaskScheduler scheduler() {
			return new ThreadPoolTaskScheduler();
		}

		private static void run(Runnable task) {
			daemon(task).start();
		}

		private static Thread daemon(Runnable task) {
			Thread thread = new Thread(task, "of the JDK");
			thread.setDaemon(true);
			return thread;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Ordering {

		@Bean
		ExecutorService ordering() {
			return new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, queue(), Pools::daemon);
		}

		@Bean
		ThreadPoolTaskExecutor springsOrdering() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor() {

				@Override
				protected BlockingQueue<Runnable> createQueue(int capacity) {
					return queue();
				}

			};
			executor.setCorePoolSize(1);
			return executor;
		}

		private static BlockingQueue<Runnable> queue() {
			return new PriorityBlockingQueue<>(4, Comparator.comparing((task) -> ((Job) task).rank()));
		}

	}

	record Job(int rank, Callable<?> work) implements Runnable {

		@Override
		public void run() {
			try {
				this.work.call();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Virtual {

		@Bean
		ExecutorService virtualService() throws ReflectiveOperationException {
			return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
		}

		@Bean
		AsyncTaskExecutor virtualOfSpring() {
			return new VirtualThreadTaskExecutor();
		}

		@Bean
		SimpleAsyncTaskExecutor virtualSimple() {
			SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
			executor.setVirtualThreads(true);
			return executor;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncConfiguration {

		@Bean
		Worker worker() {
			return new Worker();
		}

	}

	static class Worker {

		@Async("decorated")
		CompletableFuture<String> work() {
			return CompletableFuture.completedFuture(VALUE.get());
		}

		@Async
		CompletableFuture<String> plain() {
			return CompletableFuture.completedFuture(Thread.currentThread().getName() + ' ' + VALUE.get());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Several {

		@Bean
		ThreadPoolTaskExecutor one() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		ThreadPoolTaskExecutor two() {
			return new ThreadPoolTaskExecutor();
		}

	}

	@Configuration
	static class Configurer implements AsyncConfigurer {

		@Override
		public Executor getAsyncExecutor() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setThreadNamePrefix("configured-");
			executor.setDaemon(true);
			executor.initialize();
			return executor;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConfigurerOfTheJdk {

		@Bean
		AsyncConfigurer configurer() {
			return new AsyncConfigurer() {

				@Override
				public Executor getAsyncExecutor() {
					return new Pools().concrete();
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scheduler {

		@Bean
		ThreadPoolTaskScheduler jobs() {
			return new ThreadPoolTaskScheduler();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Concrete {

		@Bean
		ThreadPoolExecutor taskExecutor() {
			return new Pools().concrete();
		}

	}

	record RunnableAndCallable(CompletableFuture<String> ran) implements Runnable, Callable<String> {

		@Override
		public void run() {
			this.ran.complete(VALUE.get());
		}

		@Override
		public String call() {
			return VALUE.get();
		}

	}

	static class Last implements Executor {

		private final Executor delegate;

		Last(Executor delegate) {
			this.delegate = delegate;
		}

		@Override
		public final void execute(Runnable task) {
			this.delegate.execute(task);
		}

	}

	static class OwnExecutor implements Executor {

		private final Executor delegate;

		OwnExecutor(Executor delegate) {
			this.delegate = delegate;
		}

		@Override
		public void execute(Runnable task) {
			this.delegate.execute(task);
		}

	}

	private static final class Accessor implements ThreadLocalAccessor<String> {

		@Override
		public Object key() {
			return KEY;
		}

		@Override
		public String getValue() {
			return VALUE.get();
		}

		@Override
		public void setValue(String value) {
			VALUE.set(value);
		}

		@Override
		public void setValue() {
			VALUE.remove();
		}

	}

}
