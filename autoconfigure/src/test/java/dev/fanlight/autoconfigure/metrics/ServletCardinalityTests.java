package dev.fanlight.autoconfigure.metrics;

import org.junit.jupiter.api.Tag;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/**
 * {@link CardinalityContract} on Tomcat and Spring MVC.
 */
@Tag("one-jdk")
class ServletCardinalityTests extends CardinalityContract {

	@Override
	String type() {
		return "servlet";
	}

	@Override
	Class<?> application() {
		return Application.class;
	}

	@Override
	void call(ConfigurableApplicationContext context, String url) {
		context.getBean(RestClient.Builder.class).build().get().uri(url).retrieve().toBodilessEntity();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Items.class)
	static class Application {

	}

	@RestController
	static class Items {

		@GetMapping("/items/{id}")
		String item() {
			return "item";
		}

	}

}
