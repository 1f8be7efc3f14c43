package dev.fanlight.autoconfigure.alerting;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@link AlertsContract} on Reactor Netty and Spring WebFlux.
 */
class ReactiveAlertsTests extends AlertsContract {

	@Override
	Class<?> application() {
		return Application.class;
	}

	@Override
	String type() {
		return "reactive";
	}

	@Override
	String naming() {
		return "otel";
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Shop.class)
	static class Application {

	}

	@RestController
	static class Shop {

		@GetMapping("/orders/{id}")
		String order(@RequestParam boolean fail) {
			if (fail) {
				throw new IllegalStateException("Order is broken");
			}
			return "ok";
		}

		@GetMapping("/ok")
		String ok() {
			return "ok";
		}

	}

}
