package dev.fanlight.autoconfigure.endpoint;

import java.lang.management.ManagementFactory;
import java.security.Principal;
import java.util.Map;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * {@link EndpointContract} on Spring MVC, and the endpoint over JMX.
 */
class ServletEndpointTests extends EndpointContract {

	private static final String[] CHANGE = { String.class.getName(), String.class.getName(), String.class.getName(),
			String.class.getName() };

	@Override
	Class<?> application() {
		return Application.class;
	}

	@Override
	String type() {
		return "servlet";
	}

	@Override
	String user() {
		return "alice";
	}

	@Test
	void isReadOnlyUnlessAccessIsGiven() throws Exception {
		try (ConfigurableApplicationContext other = start("--spring.jmx.enabled=false")) {
			assertThat(send(other, "GET", "/loggers", null).statusCode()).isEqualTo(200);
			assertThat(send(other, "POST", "/loggers", "{\"key\":\"a\",\"value\":\"DEBUG\"}").statusCode())
				.isEqualTo(405);
			assertThat(send(other, "DELETE", "/loggers", null).statusCode()).isEqualTo(405);
		}
	}

	@Test
	void readsChangesAndRevertsOverJmx(CapturedOutput output) throws Exception {
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		ObjectName name = server
			.queryNames(new ObjectName("org.springframework.boot:type=Endpoint,name=Fanlight,*"), null)
			.iterator()
			.next();
		assertThat(server.invoke(name, "change", new Object[] { "loggers", "shop.Jmx", "DEBUG", "5m" }, CHANGE))
			.asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
			.containsEntry("by", "jmx");
		assertThat(server.invoke(name, "section", new Object[] { "loggers" }, new String[] { String.class.getName() }))
			.asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
			.extractingByKey("changes")
			.asString()
			.contains("shop.Jmx");
		assertThatThrownBy(
				() -> server.invoke(name, "change", new Object[] { "loggers", "shop.Jmx", "LOUD", null }, CHANGE))
			.hasStackTraceContaining("the level must be one of");
		Object after = server.invoke(name, "revert", new Object[] { "loggers", "shop.Jmx" },
				new String[] { String.class.getName(), String.class.getName() });
		assertThat(after).isInstanceOf(Map.class);
		assertThat(output).contains("jmx changed loggers shop.Jmx: INFO -> DEBUG")
			.contains("jmx reverted loggers shop.Jmx: DEBUG -> INFO");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Filter user() {
			return (request, response, chain) -> {
				String user = ((HttpServletRequest) request).getHeader(USER);
				chain.doFilter((user == null) ? request : new HttpServletRequestWrapper((HttpServletRequest) request) {

					@Override
					public Principal getUserPrincipal() {
						return () -> user;
					}

				}, response);
			};
		}

	}

}
