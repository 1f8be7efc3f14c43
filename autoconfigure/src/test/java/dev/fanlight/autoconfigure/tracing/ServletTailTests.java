package dev.fanlight.autoconfigure.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * {@link TailContract} on Tomcat and Spring MVC.
 */
class ServletTailTests extends TailContract {

	@Override
	Class<?> application() {
		return Application.class;
	}

	@Override
	String type() {
		return "servlet";
	}

	@Override
	int spans() {
		return 4;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Shop.class)
	static class Application {

	}

	@RestController
	static class Shop {

		private static final Logger logger = LoggerFactory.getLogger(Shop.class);

		private final RestClient client;

		private final ObservationRegistry observations;

		Shop(RestClient.Builder builder, ObservationRegistry observations) {
			this.client = builder.requestFactory(new SimpleClientHttpRequestFactory())
				.defaultHeader(HttpHeaders.CONNECTION, "close")
				.build();
			this.observations = observations;
		}

		@GetMapping("/orders/{id}")
		String order(@PathVariable String id) {
			Observation.createNotStarted("load", this.observations).observe(() -> stock(id));
			if (id.startsWith("throw")) {
				throw new IllegalStateException("Order " + id + " is broken");
			}
			if (id.startsWith("line")) {
				logger.error("Order {} is odd", id);
			}
			return id;
		}

		@GetMapping("/stock/{id}")
		ResponseEntity<String> answer(@PathVariable String id) throws InterruptedException {
			if (id.startsWith("slow")) {
				Thread.sleep(410);
			}
			return ResponseEntity.status(id.startsWith("stock") ? 500 : 200).body(id);
		}

		private void stock(String id) {
			ServletRequestAttributes request = (ServletRequestAttributes) RequestContextHolder
				.currentRequestAttributes();
			this.client.get()
				.uri("http://localhost:{port}/stock/{id}", request.getRequest().getLocalPort(), id)
				.retrieve()
				.onStatus(HttpStatusCode::isError, (sent, response) -> {
				})
				.toBodilessEntity();
		}

	}

}
