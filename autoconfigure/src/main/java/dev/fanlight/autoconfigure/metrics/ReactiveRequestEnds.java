package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.UnseenException;
import dev.fanlight.metrics.RequestEnd;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * Labels reactive requests by how they ended.
 */
final class ReactiveRequestEnds implements ObservationFilter {

	private static final int OK = 200;

	@Override
	public Observation.Context map(Observation.Context context) {
		if (context instanceof ServerRequestObservationContext request) {
			ServerHttpResponse response = request.getResponse();
			HttpStatusCode code = (response != null) ? response.getStatusCode() : null;
			int status = (code != null) ? code.value() : OK;
			Throwable error = context.getError();
			boolean gone = request.isConnectionAborted()
					|| (error == null && context.get(RequestEnd.class) == RequestEnd.CLIENT_ABORTED);
			RequestEnd end = RequestEnd.of(status, error, error != null, gone);
			context.put(RequestEnd.class, end);
			RequestLabels.correct(context, end, status, response != null && response.isCommitted());
			if (error instanceof UnseenException) {
				RequestLabels.replace(context, "exception", UnseenException.typeOf(error).getSimpleName());
			}
		}
		return context;
	}

}
