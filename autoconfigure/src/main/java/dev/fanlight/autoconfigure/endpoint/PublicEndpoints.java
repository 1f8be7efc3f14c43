package dev.fanlight.autoconfigure.endpoint;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.fanlight.autoconfigure.Diagnosis;
import dev.fanlight.autoconfigure.FanlightProperties;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.actuate.endpoint.ExposableEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Says at the end of a start in production, in one line, when anybody who reaches the
 * application may ask its endpoints. Health alone is meant to be asked.
 */
final class PublicEndpoints implements ApplicationListener<ApplicationReadyEvent>, Diagnosis {

	private static final Log logger = LogFactory.getLog(PublicEndpoints.class);

	private static final Set<String> SECURITY = Set.of("springSecurityFilterChain",
			"org.springframework.security.config.annotation.web.reactive.WebFluxSecurityConfiguration.WebFilterChainFilter");

	private final EndpointGuard guard;

	private final String environment;

	private final ApplicationContext context;

	PublicEndpoints(EndpointGuard guard, String environment, ApplicationContext context) {
		this.guard = guard;
		this.environment = environment;
		this.context = context;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		examine((finding) -> logger.warn(finding.sentence() + " " + finding.fix()));
	}

	/** Said at start in a line of its own. */
	@Override
	public boolean atStart() {
		return false;
	}

	@Override
	public void examine(Consumer<Finding> findings) {
		if (this.guard.isActive() || !FanlightProperties.isProduction(this.environment)
				|| SECURITY.stream().anyMatch(this.context::containsBean) || isLocal(this.context.getEnvironment())) {
			return;
		}
		this.context.getBeanProvider(PathMappedEndpoints.class).ifAvailable((endpoints) -> {
			List<String> names = endpoints.stream()
				.map((endpoint) -> (endpoint instanceof ExposableEndpoint<?> known) ? known.getEndpointId().toString()
						: endpoint.getRootPath())
				.filter((name) -> !name.equals("health"))
				.sorted()
				.toList();
			if (!names.isEmpty()) {
				findings.accept(new Finding("endpoints",
						"The endpoints " + names + " answer anybody below " + endpoints.getBasePath()
								+ " in production.",
						"Set fanlight.endpoints.token or fanlight.endpoints.allowed-addresses,"
								+ " give them a port of their own (management.server.port), or add Spring Security."));
			}
		});
	}

	private static boolean isLocal(Environment environment) {
		try {
			InetAddress address = environment.getProperty("server.address", InetAddress.class);
			return address != null && address.isLoopbackAddress();
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

}
