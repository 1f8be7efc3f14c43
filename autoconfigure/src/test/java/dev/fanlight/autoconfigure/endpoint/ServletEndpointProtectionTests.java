package dev.fanlight.autoconfigure.endpoint;

import org.junit.jupiter.api.Tag;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@link EndpointProtectionContract} on Tomcat and Spring MVC.
 */
@Tag("one-jdk")
class ServletEndpointProtectionTests extends EndpointProtectionContract {

	@Override
	String type() {
		return "servlet";
	}

	@Override
	Class<?> application() {
		return Application.class;
	}

	@RestController
	static class Hello {

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Hello.class)
	static class Application {

	}

}
