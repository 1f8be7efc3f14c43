package dev.fanlight.test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import javax.net.ssl.KeyManagerFactory;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.encoding.DecodingService;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.GrpcServiceBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Speaks OTLP over HTTP/protobuf and gRPC on one port of the loopback interface.
 */
final class OtlpServer {

	private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

	private static final MediaType PROTOBUF = MediaType.parse("application/x-protobuf");

	private final OtlpStore store;

	private final Server server;

	OtlpServer(OtlpStore store, int port, @Nullable KeyManagerFactory keys) {
		this.store = store;
		InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
		ServerBuilder builder = ((keys != null) ? Server.builder().https(address).tls(keys)
				: Server.builder().http(address))
			// Else the meters of each request show up in the application under test
			.meterRegistry(new CompositeMeterRegistry())
			// and a client that does not wait for an answer in its log
			.unloggedExceptionsReportInterval(Duration.ZERO)
			.requestTimeout(Duration.ZERO)
			.maxRequestLength(MAX_REQUEST_BYTES);
		GrpcServiceBuilder grpc = GrpcService.builder().maxRequestMessageLength(MAX_REQUEST_BYTES);
		for (OtlpSignal signal : OtlpSignal.values()) {
			builder.route()
				.post(signal.path())
				.decorator(DecodingService.newDecorator())
				.build((context, request) -> HttpResponse
					.of(request.aggregate().thenApply((aggregated) -> answerHttp(signal, context, aggregated))));
			grpc.addService(grpcService(signal));
		}
		this.server = builder.service(grpc.build()).build();
		this.server.start().join();
	}

	int port() {
		return this.server.activeLocalPort();
	}

	/**
	 * Does not wait for the thread of the socket, which takes two more seconds to end.
	 */
	void stop() {
		CompletableFuture<Void> stopped = this.server.stop();
		while (!stopped.isDone() && !(this.server.activePorts().isEmpty() && this.server.numConnections() == 0)) {
			LockSupport.parkNanos(1_000_000);
		}
	}

	private HttpResponse answerHttp(OtlpSignal signal, ServiceRequestContext context, AggregatedHttpRequest request) {
		MediaType type = request.contentType();
		if (type == null || !type.is(PROTOBUF)) {
			return HttpResponse.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
		}
		Message message;
		try {
			message = signal.request().getParserForType().parseFrom(request.content().array());
		}
		catch (InvalidProtocolBufferException ex) {
			return HttpResponse.of(HttpStatus.BAD_REQUEST, MediaType.PLAIN_TEXT_UTF_8, ex.toString());
		}
		// The log still has the headers that decoding has taken away
		OtlpAnswer answer = receive(signal, false, context.log().partial().requestHeaders(), message);
		if (answer.hangs()) {
			return HttpResponse.of(new CompletableFuture<>());
		}
		if (answer.closes()) {
			HttpResponseWriter response = HttpResponse.streaming();
			response.write(ResponseHeaders.builder(200).contentType(PROTOBUF).contentLength(100).build());
			response.write(HttpData.wrap(new byte[10]));
			response.close(AbortedStreamException.get());
			return response;
		}
		HttpResponse response = httpResponse(signal, answer);
		Duration delay = answer.delay();
		return (delay != null) ? HttpResponse.delayed(response, delay, context.eventLoop()) : response;
	}

	private static HttpResponse httpResponse(OtlpSignal signal, OtlpAnswer answer) {
		ResponseHeadersBuilder headers = ResponseHeaders.builder(answer.httpStatus()).contentType(PROTOBUF);
		Duration retryAfter = answer.retryAfter();
		if (retryAfter != null) {
			headers.add("retry-after", Long.toString(retryAfter.toSeconds()));
		}
		Message body = answer.accepts() ? answer.body(signal) : answer.status();
		return HttpResponse.of(headers.build(), HttpData.wrap(body.toByteArray()));
	}

	private ServerServiceDefinition grpcService(OtlpSignal signal) {
		MethodDescriptor<Message, Message> export = MethodDescriptor.<Message, Message>newBuilder()
			.setType(MethodDescriptor.MethodType.UNARY)
			.setFullMethodName(MethodDescriptor.generateFullMethodName(signal.grpcService(), "Export"))
			.setRequestMarshaller(ProtoUtils.marshaller(signal.request()))
			.setResponseMarshaller(ProtoUtils.marshaller(signal.response()))
			.build();
		return ServerServiceDefinition.builder(signal.grpcService())
			.addMethod(export, ServerCalls.asyncUnaryCall((message, observer) -> answerGrpc(signal, message, observer)))
			.build();
	}

	private void answerGrpc(OtlpSignal signal, Message message, StreamObserver<Message> observer) {
		ServiceRequestContext context = ServiceRequestContext.current();
		OtlpAnswer answer = receive(signal, true, context.request().headers(), message);
		if (answer.hangs()) {
			return;
		}
		if (answer.closes()) {
			context.cancel();
			return;
		}
		Duration delay = answer.delay();
		Runnable complete = () -> complete(signal, answer, observer);
		if (delay != null) {
			context.eventLoop().schedule(complete, delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		else {
			complete.run();
		}
	}

	private static void complete(OtlpSignal signal, OtlpAnswer answer, StreamObserver<Message> observer) {
		if (answer.accepts()) {
			observer.onNext(answer.body(signal));
			observer.onCompleted();
		}
		else {
			observer.onError(answer.grpcFailure());
		}
	}

	private OtlpAnswer receive(OtlpSignal signal, boolean grpc, RequestHeaders headers, Message message) {
		OtlpAnswer answer = this.store.answerFor(signal);
		Map<String, List<String>> values = new LinkedHashMap<>();
		headers.names().forEach((name) -> values.put(name.toString(), headers.getAll(name)));
		this.store.add(new ReceivedRequest(signal, grpc, answer.accepts(), Map.copyOf(values), message));
		return answer;
	}

}
