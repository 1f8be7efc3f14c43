package dev.fanlight.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

class MappedRoutesAutoConfigurationTests {

	private final WebApplicationContextRunner mvc = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MappedRoutesAutoConfiguration.class,
				DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class));

	@Test
	void functionsComeBeforeControllersAsInSpring() {
		this.mvc.withUserConfiguration(Functions.class, Controller.class)
			.withPropertyValues("spring.mvc.servlet.path=/app")
			.run((context) -> {
				MappedRoutes routes = context.getBean(MappedRoutes.class);
				assertThat(routes.find("GET", "/app/orders/open")).isEqualTo("/orders/{function}");
				assertThat(routes.find("GET", "/app/orders/7/lines")).isEqualTo("/orders/{id}/lines");
				assertThat(routes.find("GET", "/orders/7/lines")).isNull();
			});
	}

	@Test
	void knowsTheControllersOfWebFlux() {
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(MappedRoutesAutoConfiguration.class, WebFluxAutoConfiguration.class))
			.withUserConfiguration(Controller.class)
			.run((context) -> assertThat(context.getBean(MappedRoutes.class).find("GET", "/orders/open"))
				.isEqualTo("/orders/open"));
	}

	@Test
	void staysAway() {
		this.mvc.withPropertyValues("fanlight.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(MappedRoutes.class));
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MappedRoutesAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(MappedRoutes.class));
	}

	@RestController
	static class Controller {

		@GetMapping({ "/orders/open", "/orders/{id}/lines" })
		void orders() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Functions {

		@Bean
		RouterFunction<ServerResponse> functions() {
			return RouterFunctions.route().GET("/orders/{function}", (request) -> ServerResponse.ok().build()).build();
		}

	}

}
