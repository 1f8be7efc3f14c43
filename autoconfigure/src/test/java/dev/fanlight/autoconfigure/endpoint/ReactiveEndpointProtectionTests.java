package dev.fanlight.autoconfigure.endpoint;

import reactor.core.publisher.Mono;

import org.junit.jupiter.api.Tag;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@link EndpointProtectionContract} on Reactor Netty and Spring WebFlux.
 */
@Tag("one-jdk")
class ReactiveEndpointProtectionTests extends EndpointProtectionContract {

	/** Boot does not expect two servers on one class path here. */
	private static final String TOMCAT = "org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration";

	@Override
	String type() {
		return "reactive";
	}

	@Override
	Class<?> application() {
		return Application.class;
	}

	@RestController
	static class Hello {

		/** Or the end of one application would end the server of another. */
		@Bean
		ReactorResourceFactory resources() {
			ReactorResourceFactory resources = new ReactorResourceFactory();
			resources.setUseGlobalResources(false);
			return resources;
		}

		@GetMapping("/hello")
		Mono<String> hello() {
			return Mono.just("hello");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = TOMCAT)
	@Import(Hello.class)
	static class Application {

	}

}
