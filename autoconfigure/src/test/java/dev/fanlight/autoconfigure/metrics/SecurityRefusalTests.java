package dev.fanlight.autoconfigure.metrics;

import jakarta.servlet.Filter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring Security refuses is counted under the route it aimed at.
 */
class SecurityRefusalTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "/app" })
	void refusedRequestKeepsItsRoute(String servlet) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.properties("logging.level.root=off")
			.run("--server.port=0", "--spring.main.web-application-type=servlet",
					"--spring.mvc.servlet.path=" + (servlet.isEmpty() ? "/" : servlet))) {
			assertThat(ErrorsContract.get(context, servlet + "/items/7")).isEqualTo(401);
			assertThat(ErrorsContract.get(context, servlet + "/nowhere")).isEqualTo(401);
			assertThat(ErrorsContract.series(context, "/items/{id}")).containsExactly("401 CLIENT_ERROR none 1");
			assertThat(ErrorsContract.series(context, "UNAUTHORIZED")).containsExactly("401 CLIENT_ERROR none 1");
			assertThat(ErrorsContract.series(context, "UNKNOWN")).isEmpty();
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSecurity
	@Import(ServletErrorsTests.Errors.class)
	static class Application {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager();
		}

		/** As Boot's own security starter orders it. */
		@Bean
		FilterRegistrationBean<Filter> order(Filter springSecurityFilterChain) {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(springSecurityFilterChain);
			registration.setOrder(-100);
			return registration;
		}

	}

}
