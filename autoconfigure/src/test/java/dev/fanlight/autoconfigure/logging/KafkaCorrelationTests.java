package dev.fanlight.autoconfigure.logging;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fanlight.errors.Edge;
import dev.fanlight.errors.ErrorInbox;
import dev.fanlight.logging.MdcKey;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link MessagesContract} with Kafka.
 */
class KafkaCorrelationTests extends MessagesContract {

	private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1, "orders", "batches", "later",
			"transactions", "alone");

	@BeforeAll
	void start() {
		this.broker.brokerProperties(
				Map.of("transaction.state.log.replication.factor", "1", "transaction.state.log.min.isr", "1"));
		this.broker.afterPropertiesSet();
		run(Application.class, "spring.kafka.bootstrap-servers=" + this.broker.getBrokersAsString(),
				"spring.kafka.consumer.group-id=test", "spring.kafka.consumer.auto-offset-reset=earliest");
	}

	@AfterAll
	void stop() {
		this.broker.destroy();
	}

	@Override
	@SuppressWarnings("unchecked")
	void deliver(String destination, String message) {
		this.context.getBean(KafkaTemplate.class).send(destination, message).join();
	}

	@Override
	Lifecycle batches(ApplicationContext context) {
		return context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer("batches");
	}

	@Override
	String failed() {
		return "Backoff none exhausted";
	}

	@Test
	void interceptorOfTheApplicationStaysAndAFailureIsOneError() throws Exception {
		Application application = this.context.getBean(Application.class);
		send("fail");
		next();
		send("fine");
		next();
		assertThat(application.intercepted).hasValueGreaterThanOrEqualTo(2);
		// As the listener threw it, and as its container wrote it
		assertThat(this.context.getBean(ErrorInbox.class).groups())
			.filteredOn((group) -> (Listeners.class.getName() + ".handle").equals(group.place()))
			.anySatisfy((group) -> {
				assertThat(group.type()).isEqualTo(IllegalStateException.class.getName());
				assertThat(group.edges()).contains(Edge.MESSAGE);
				assertThat(group.routes()).contains("orders process");
				assertThat(group.traceId()).matches("[0-9a-f]{32}");
			});
	}

	@Test
	void nothingOfAMessageIsLeftOnTheThread() throws Exception {
		send("last");
		assertThat(next()).containsEntry(MdcKey.REQUEST_ID, REQUEST_ID).containsEntry("tenant", "acme");
		assertThat(this.context.getBean(Application.class).left.poll(30, TimeUnit.SECONDS)).isNotNull()
			.doesNotContainKeys(MdcKey.REQUEST_ID, "tenant");
	}

	@Test
	void containersOwnLineAboutAFailedBatchBelongsToIt(CapturedOutput output) throws Exception {
		deliver("batches", "fail alone");
		String traceId = next().get(MdcKey.TRACE_ID);
		assertThat(line(output, traceId, "Records discarded")).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "fine", "fail" })
	void lineAboutAMessageThatIsAnsweredLaterBelongsToItsRequest(String message, CapturedOutput output)
			throws Exception {
		String traceId = send("later", message, "acme");
		assertThat(next()).containsEntry("tenant", "acme");
		JsonNode line = line(output, traceId,
				"Message of later " + (message.equals("fail") ? "failed" : "handled") + " in");
		assertThat(line.path("thread").asString("")).isEqualTo("answers");
		assertThat(line.path("request_id").asString("")).isEqualTo(REQUEST_ID);
		assertThat(line.path("extra").path("tenant").asString("")).isEqualTo("acme");
		assertThat(line.path("extra").path("plan").asString("")).isEqualTo("gold");
		assertThat(this.context.getBean(Application.class).answers.submit(MDC::getCopyOfContextMap).get())
			.containsEntry(MdcKey.REQUEST_ID, "r-other")
			.doesNotContainKeys("tenant", "plan");
	}

	@Test
	void listenerInATransactionHasTheBaggage() throws Exception {
		String traceId = send("transactions", "first", "acme");
		assertThat(next()).containsEntry(MdcKey.REQUEST_ID, REQUEST_ID)
			.containsEntry(MdcKey.TRACE_ID, traceId)
			.containsEntry("tenant", "acme")
			.containsEntry("plan", "gold");
		deliver("transactions", "second");
		assertThat(next()).doesNotContainKeys(MdcKey.REQUEST_ID, "tenant", "plan");
	}

	/** Nobody would take off again what it brings. */
	@Test
	void containerThatNoFactoryMadeIsLeftAlone() throws Exception {
		ContainerProperties properties = new ContainerProperties("alone");
		properties.setGroupId("alone");
		properties.setObservationEnabled(true);
		BlockingQueue<Map<String, String>> seen = new LinkedBlockingQueue<>();
		properties
			.setMessageListener((MessageListener<Object, Object>) (message) -> seen.add(MDC.getCopyOfContextMap()));
		@SuppressWarnings("unchecked")
		ConsumerFactory<Object, Object> consumers = this.context.getBean(ConsumerFactory.class);
		KafkaMessageListenerContainer<Object, Object> container = new KafkaMessageListenerContainer<>(consumers,
				properties);
		container.setApplicationContext(this.context);
		container.start();
		try {
			String traceId = send("alone", "one", "acme");
			assertThat(seen.poll(30, TimeUnit.SECONDS)).containsEntry(MdcKey.TRACE_ID, traceId)
				.doesNotContainKeys(MdcKey.REQUEST_ID, "tenant");
		}
		finally {
			container.stop();
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application extends Listeners {

		private final BlockingQueue<Map<String, String>> left = new LinkedBlockingQueue<>();

		private final ExecutorService answers = Executors
			.newSingleThreadExecutor((task) -> new Thread(task, "answers"));

		private final AtomicInteger intercepted = new AtomicInteger();

		private volatile CountDownLatch returned = new CountDownLatch(1);

		@KafkaListener(topics = "orders")
		void listen(@Payload String message, @Headers Map<String, Object> headers) {
			handle(message, headers);
		}

		@KafkaListener(id = "batches", topics = "batches", batch = "true", autoStartup = "false")
		void listen(List<String> messages) {
			handle(messages);
		}

		/** Answers on a thread that is busy with another request. */
		@KafkaListener(topics = "later")
		CompletableFuture<Void> listenAndAnswerLater(@Payload String message, @Headers Map<String, Object> headers) {
			CountDownLatch returned = new CountDownLatch(1);
			this.returned = returned;
			CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> {
				MDC.put(MdcKey.REQUEST_ID, "r-other");
				try {
					returned.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				if (message.startsWith("fail")) {
					throw new IllegalStateException("refused");
				}
			}, this.answers);
			handle("take " + message, headers);
			return answer;
		}

		@KafkaListener(topics = "transactions", containerFactory = "transactional")
		void listenInATransaction(@Payload String message, @Headers Map<String, Object> headers) {
			handle(message, headers);
		}

		@Bean
		static ConcurrentKafkaListenerContainerFactory<Object, Object> transactional(
				ConsumerFactory<Object, Object> consumers, ProducerFactory<?, ?> producers) {
			ConcurrentKafkaListenerContainerFactory<Object, Object> factory = new ConcurrentKafkaListenerContainerFactory<>();
			factory.setConsumerFactory(consumers);
			factory.getContainerProperties().setObservationEnabled(true);
			DefaultKafkaProducerFactory<Object, Object> transactional = new DefaultKafkaProducerFactory<>(
					producers.getConfigurationProperties());
			transactional.setTransactionIdPrefix("tx-");
			factory.getContainerProperties()
				.setKafkaAwareTransactionManager(new KafkaTransactionManager<>(transactional));
			return factory;
		}

		@Bean
		DefaultErrorHandler errorHandler() {
			return new DefaultErrorHandler(new FixedBackOff(0, 0));
		}

		@Bean
		RecordInterceptor<Object, Object> userInterceptor() {
			return new RecordInterceptor<>() {

				@Override
				public ConsumerRecord<Object, Object> intercept(ConsumerRecord<Object, Object> message,
						Consumer<Object, Object> consumer) {
					Application.this.intercepted.incrementAndGet();
					return message;
				}

				@Override
				public void afterRecord(ConsumerRecord<Object, Object> message, Consumer<Object, Object> consumer) {
					if ("last".equals(message.value())) {
						Map<String, String> mdc = MDC.getCopyOfContextMap();
						Application.this.left.add((mdc != null) ? mdc : Map.of());
					}
					if ("later".equals(message.topic())) {
						// By now the container waits for the answer
						Application.this.returned.countDown();
					}
				}

			};
		}

	}

}
