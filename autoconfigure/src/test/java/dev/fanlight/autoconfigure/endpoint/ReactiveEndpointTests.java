package dev.fanlight.autoconfigure.endpoint;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/**
 * {@link EndpointContract} on Spring WebFlux, where Actuator knows the caller from Spring
 * Security alone.
 */
class ReactiveEndpointTests extends EndpointContract {

	@Override
	Class<?> application() {
		return Application.class;
	}

	@Override
	String type() {
		return "reactive";
	}

	@Override
	String user() {
		return "anonymous";
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
