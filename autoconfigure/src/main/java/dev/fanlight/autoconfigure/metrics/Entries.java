package dev.fanlight.autoconfigure.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.fanlight.autoconfigure.UnseenException;
import dev.fanlight.metrics.EntryKind;
import dev.fanlight.metrics.EntryOutcome;
import dev.fanlight.metrics.RequestEnd;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.graphql.observation.DataFetcherObservationContext;
import org.springframework.graphql.observation.ExecutionRequestObservationContext;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/**
 * The ways in that are observed by Spring, Micrometer or ourselves. Names come from the
 * key-values of their conventions, behind every filter.
 */
final class Entries {

	private static final int OK = 200;

	private Entries() {
	}

	/** What both web stacks say alike. */
	private abstract static class Http<C extends Observation.Context> extends Entry<C> {

		/** Ours, OpenTelemetry's and the classic name. */
		private static final String[] ROUTE = { "uri", "http.route", "path" };

		private static final String[] METHOD = { "method", "http.request.method" };

		Http(Class<C> type) {
			super(EntryKind.HTTP, type);
		}

		@Override
		String verb(C context) {
			return Entry.value(context, METHOD);
		}

		@Override
		String name(C context) {
			return Entry.value(context, ROUTE);
		}

		@Override
		EntryOutcome outcome(C context) {
			int status = status(context);
			RequestEnd end = context.get(RequestEnd.class);
			Throwable error = context.getError();
			return EntryOutcome.of((end != null) ? end : RequestEnd.of(status, error, error != null, false), status);
		}

		/** As the meters and the line of the request name it. */
		@Override
		@Nullable Throwable thrown(C context) {
			return context.getError();
		}

		abstract int status(C context);

	}

	/** Requests of the servlet stack. */
	static final class ServletRequest extends Http<ServerRequestObservationContext> {

		ServletRequest() {
			super(ServerRequestObservationContext.class);
		}

		@Override
		int status(ServerRequestObservationContext context) {
			HttpServletResponse response = context.getResponse();
			return (response != null) ? response.getStatus() : OK;
		}

	}

	/** Requests of the reactive stack. */
	static final class ReactiveRequest
			extends Http<org.springframework.http.server.reactive.observation.ServerRequestObservationContext> {

		ReactiveRequest() {
			super(org.springframework.http.server.reactive.observation.ServerRequestObservationContext.class);
		}

		@Override
		int status(org.springframework.http.server.reactive.observation.ServerRequestObservationContext context) {
			ServerHttpResponse response = context.getResponse();
			HttpStatusCode status = (response != null) ? response.getStatusCode() : null;
			return (status != null) ? status.value() : OK;
		}

		@Override
		@Nullable String error(org.springframework.http.server.reactive.observation.ServerRequestObservationContext context) {
			return (context.getError() instanceof UnseenException unseen)
					? UnseenException.typeOf(unseen).getSimpleName() : super.error(context);
		}

	}

	/** Runs of scheduled methods. */
	static final class Scheduled extends Entry<ScheduledTaskObservationContext> {

		Scheduled() {
			super(EntryKind.SCHEDULED, ScheduledTaskObservationContext.class);
		}

		@Override
		String name(ScheduledTaskObservationContext context) {
			return context.getTargetClass().getSimpleName() + '.' + context.getMethod().getName();
		}

		@Override
		EntryOutcome outcome(ScheduledTaskObservationContext context) {
			boolean cancelled = context.getError() == null && !context.isComplete();
			return cancelled ? EntryOutcome.ABORTED : super.outcome(context);
		}

	}

	/** Runs of asynchronous methods. */
	static final class Async extends Entry<AsyncMethodContext> {

		Async() {
			super(EntryKind.ASYNC, AsyncMethodContext.class);
		}

		@Override
		String name(AsyncMethodContext context) {
			return context.methodName();
		}

	}

	/** Messages that a listener of Kafka, RabbitMQ or JMS received. */
	static final class Message extends Entry<Observation.Context> {

		private static final String[] DESTINATION = { "messaging.destination.name", "messaging.source.name" };

		Message() {
			super(EntryKind.MESSAGE, Observation.Context.class);
		}

		@Override
		boolean supports(Observation.Context context) {
			return context instanceof ReceiverContext<?> receiver && receiver.getKind() == Kind.CONSUMER;
		}

		@Override
		String name(Observation.Context context) {
			return Entry.value(context, DESTINATION);
		}

	}

	/**
	 * Operations of Spring for GraphQL. Only the type of an operation is a name: clients
	 * choose the others. Spring takes a failed data fetcher for an error of the request;
	 * its class of error tells.
	 */
	static final class GraphQl extends Entry<ExecutionRequestObservationContext> {

		private static final Set<String> TYPES = Set.of("query", "mutation", "subscription");

		private static final Set<String> FAULTS = Set.of("INTERNAL_ERROR", "DataFetchingException", "ExecutionAborted");

		GraphQl() {
			super(EntryKind.GRAPHQL, ExecutionRequestObservationContext.class);
		}

		@Override
		String name(ExecutionRequestObservationContext context) {
			String type = Entry.value(context, "graphql.operation.type", "graphql.operation");
			return TYPES.contains(type) ? type : "operation";
		}

		@Override
		EntryOutcome outcome(ExecutionRequestObservationContext context) {
			if (context.getError() != null || fault(context) != null) {
				return (EntryOutcome.of(thrown(context)) == EntryOutcome.TIMEOUT) ? EntryOutcome.TIMEOUT
						: EntryOutcome.SERVER_ERROR;
			}
			return errors(context).isEmpty() ? EntryOutcome.SUCCESS : EntryOutcome.CLIENT_ERROR;
		}

		@Override
		@Nullable String error(ExecutionRequestObservationContext context) {
			String thrown = super.error(context);
			GraphQLError fault = (thrown == null) ? fault(context) : null;
			return (fault != null) ? String.valueOf(fault.getErrorType()) : thrown;
		}

		@Override
		@Nullable Throwable thrown(ExecutionRequestObservationContext context) {
			Throwable thrown = context.get(DataFetcherErrors.class);
			return (thrown != null) ? thrown : super.thrown(context);
		}

		private static @Nullable GraphQLError fault(ExecutionRequestObservationContext context) {
			return errors(context).stream()
				.filter((error) -> FAULTS.contains(String.valueOf(error.getErrorType())))
				.findFirst()
				.orElse(null);
		}

		private static List<GraphQLError> errors(ExecutionRequestObservationContext context) {
			ExecutionResult result = context.getExecutionResult();
			return (result != null) ? result.getErrors() : List.of();
		}

	}

	/**
	 * Tells an operation what its first data fetcher that failed threw: Spring answers
	 * with an error that no longer knows.
	 */
	static final class DataFetcherErrors implements ObservationHandler<DataFetcherObservationContext> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof DataFetcherObservationContext;
		}

		@Override
		public void onError(DataFetcherObservationContext context) {
			Throwable error = context.getError();
			ObservationView parent = context.getParentObservation();
			while (error != null && parent != null) {
				if (parent.getContextView() instanceof ExecutionRequestObservationContext operation) {
					operation.computeIfAbsent(DataFetcherErrors.class, (key) -> error);
					return;
				}
				parent = parent.getContextView().getParentObservation();
			}
		}

	}

	/** Calls that Micrometer's interceptor of gRPC observed. */
	static final class Grpc extends Entry<Observation.Context> {

		private static final String CONTEXT = "io.micrometer.core.instrument.binder.grpc.GrpcServerObservationContext";

		private static final Map<String, EntryOutcome> OUTCOMES = Map.ofEntries(Map.entry("OK", EntryOutcome.SUCCESS),
				Map.entry("CANCELLED", EntryOutcome.ABORTED), Map.entry("DEADLINE_EXCEEDED", EntryOutcome.TIMEOUT),
				Map.entry("INVALID_ARGUMENT", EntryOutcome.CLIENT_ERROR),
				Map.entry("NOT_FOUND", EntryOutcome.CLIENT_ERROR),
				Map.entry("ALREADY_EXISTS", EntryOutcome.CLIENT_ERROR),
				Map.entry("PERMISSION_DENIED", EntryOutcome.CLIENT_ERROR),
				Map.entry("UNAUTHENTICATED", EntryOutcome.CLIENT_ERROR),
				Map.entry("RESOURCE_EXHAUSTED", EntryOutcome.CLIENT_ERROR),
				Map.entry("FAILED_PRECONDITION", EntryOutcome.CLIENT_ERROR),
				Map.entry("ABORTED", EntryOutcome.CLIENT_ERROR), Map.entry("OUT_OF_RANGE", EntryOutcome.CLIENT_ERROR));

		Grpc() {
			super(EntryKind.GRPC, Observation.Context.class);
		}

		@Override
		boolean supports(Observation.Context context) {
			return context.getClass().getName().equals(CONTEXT);
		}

		@Override
		String name(Observation.Context context) {
			return Entry.value(context, "rpc.service") + '/' + Entry.value(context, "rpc.method");
		}

		@Override
		EntryOutcome outcome(Observation.Context context) {
			return OUTCOMES.getOrDefault(Entry.value(context, "grpc.status_code"), EntryOutcome.SERVER_ERROR);
		}

	}

}
