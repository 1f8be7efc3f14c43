package dev.fanlight.autoconfigure.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.bind.annotation.ExceptionHandler;
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
		return Shop.class;
	}

	@Override
	String type() {
		return "servlet";
	}

	@Override
	int requests() {
		return 2000;
	}

	@Override
	int spans() {
		return 4;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Shop {

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
			Observation.createNotStarted("load", this.observations).observe(() -> call(id));
			return TailContract.order(id);
		}

		@ExceptionHandler
		ResponseEntity<Void> handle(AnsweredException ex) {
			return ResponseEntity.ok().build();
		}

		@GetMapping("/stock/{id}")
		ResponseEntity<String> answer(@PathVariable String id) throws InterruptedException {
			if (id.startsWith("slow")) {
				Thread.sleep(410);
			}
			return TailContract.stock(id);
		}

		private void call(String id) {
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
