package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.metrics.RequestEnd;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Labels servlet requests by how they ended.
 */
final class ServletRequestEnds implements ObservationFilter {

	@Override
	public Observation.Context map(Observation.Context context) {
		if (context instanceof ServerRequestObservationContext request) {
			HttpServletResponse response = request.getResponse();
			RequestEnd end = context.get(RequestEnd.class);
			if (response != null && end != null) {
				RequestLabels.correct(context, end, response.getStatus(), response.isCommitted());
			}
		}
		return context;
	}

}
