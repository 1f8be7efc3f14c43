package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.function.Function;

import dev.fanlight.autoconfigure.MappedRoutes;
import dev.fanlight.autoconfigure.tracing.propagation.PropagationAutoConfiguration.RequestReader;
import dev.fanlight.tracing.propagation.InboundRequest;
import dev.fanlight.tracing.propagation.OutboundTextMapPropagator;
import dev.fanlight.tracing.propagation.StrictTextMapPropagator;
import dev.fanlight.tracing.propagation.TrustingTextMapPropagator;
import dev.fanlight.tracing.sampling.AnnouncingTextMapPropagator;
import dev.fanlight.tracing.sampling.SamplingControl;
import dev.fanlight.tracing.tail.TraceKeeper;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Stands in front of the propagators of Boot. Those of the application stay as they are.
 */
final class PropagationPostProcessor implements BeanPostProcessor {

	/** The package whose beans are Boot's and not the user's. */
	private static final String BOOT = "org.springframework.boot.";

	private final ObjectProvider<PropagationControl> control;

	private final ObjectProvider<RequestReader> requests;

	private final ObjectProvider<MappedRoutes> routes;

	private final ObjectProvider<SamplingControl> sampling;

	private final ObjectProvider<TraceKeeper> keeper;

	PropagationPostProcessor(ObjectProvider<PropagationControl> control, ObjectProvider<RequestReader> requests,
			ObjectProvider<MappedRoutes> routes, ObjectProvider<SamplingControl> sampling,
			ObjectProvider<TraceKeeper> keeper) {
		this.control = control;
		this.requests = requests;
		this.routes = routes;
		this.sampling = sampling;
		this.keeper = keeper;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof TextMapPropagator propagator && bean.getClass().getName().startsWith(BOOT))
				? inFrontOf(propagator) : bean;
	}

	private TextMapPropagator inFrontOf(TextMapPropagator propagator) {
		PropagationControl control = this.control.getObject();
		control.used();
		TextMapPropagator outbound = new OutboundTextMapPropagator(announcing(propagator, control), control.hosts(),
				ClientHosts.all(getClass().getClassLoader()));
		TextMapPropagator strict = new StrictTextMapPropagator(outbound);
		RequestReader reader = this.requests.getIfAvailable();
		if (reader == null) {
			return strict;
		}
		Function<Object, @Nullable InboundRequest> requests = reader.reader();
		SamplingControl sampling = this.sampling.getIfAvailable();
		MappedRoutes routes = this.routes.getIfAvailable(MappedRoutes::none);
		return new TrustingTextMapPropagator(strict, control.trust(), requests, routes::find,
				(sampling != null) ? sampling::needsRequests : () -> false);
	}

	private TextMapPropagator announcing(TextMapPropagator propagator, PropagationControl control) {
		TraceKeeper keeper = this.keeper.getIfAvailable();
		return (keeper != null) ? new AnnouncingTextMapPropagator(propagator, keeper::isCertain,
				control.announcedPerSecond(), System::nanoTime) : propagator;
	}

}
