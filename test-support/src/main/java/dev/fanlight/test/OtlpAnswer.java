package dev.fanlight.test;

import java.time.Duration;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link OtlpReceiver} answers one request. Immutable.
 */
public final class OtlpAnswer {

	private static final OtlpAnswer ACCEPT = new OtlpAnswer(200, Code.OK, null, null, null, null, Ending.ANSWER);

	private final int httpStatus;

	private final Code grpcStatus;

	private final @Nullable Duration retryAfter;

	private final @Nullable Duration delay;

	private final @Nullable PartialSuccess partialSuccess;

	private final @Nullable OtlpSignal signal;

	private final Ending ending;

	private OtlpAnswer(int httpStatus, Code grpcStatus, @Nullable Duration retryAfter, @Nullable Duration delay,
			@Nullable PartialSuccess partialSuccess, @Nullable OtlpSignal signal, Ending ending) {
		this.httpStatus = httpStatus;
		this.grpcStatus = grpcStatus;
		this.retryAfter = retryAfter;
		this.delay = delay;
		this.partialSuccess = partialSuccess;
		this.signal = signal;
		this.ending = ending;
	}

	/**
	 * Take everything.
	 * @return the answer
	 */
	public static OtlpAnswer accept() {
		return ACCEPT;
	}

	/**
	 * Take the request but say that a part of it was rejected.
	 * @param rejected how many spans, log records or points were rejected
	 * @param message why
	 * @return the answer
	 */
	public static OtlpAnswer partialSuccess(long rejected, String message) {
		return new OtlpAnswer(200, Code.OK, null, null, new PartialSuccess(rejected, message), null, Ending.ANSWER);
	}

	/**
	 * Refuse for now: 503 over HTTP, {@code UNAVAILABLE} over gRPC. Exporters try again.
	 * @return the answer
	 */
	public static OtlpAnswer unavailable() {
		return refuse(503, Code.UNAVAILABLE);
	}

	/**
	 * Refuse.
	 * @param httpStatus the status over HTTP, not 2xx
	 * @param grpcStatus the status over gRPC, not {@code OK}
	 * @return the answer
	 */
	public static OtlpAnswer refuse(int httpStatus, Code grpcStatus) {
		if (httpStatus / 100 == 2 || grpcStatus == Code.OK) {
			throw new IllegalArgumentException("%d and %s do not refuse".formatted(httpStatus, grpcStatus));
		}
		return new OtlpAnswer(httpStatus, grpcStatus, null, null, null, null, Ending.ANSWER);
	}

	/**
	 * Never answer: the client waits until it gives up or the receiver closes.
	 * @return the answer
	 */
	public static OtlpAnswer hang() {
		return new OtlpAnswer(200, Code.OK, null, null, null, null, Ending.HANG);
	}

	/**
	 * Begin an answer and close the connection, or over gRPC the stream, in its middle.
	 * @return the answer
	 */
	public static OtlpAnswer closeMidBody() {
		return new OtlpAnswer(200, Code.OK, null, null, null, null, Ending.CLOSE);
	}

	/**
	 * Ask the client to wait: header {@code Retry-After} in whole seconds over HTTP,
	 * {@code RetryInfo} in the status details over gRPC.
	 * @param wait how long
	 * @return an answer with this wish
	 */
	public OtlpAnswer retryAfter(Duration wait) {
		return new OtlpAnswer(this.httpStatus, this.grpcStatus, wait, this.delay, this.partialSuccess, this.signal,
				this.ending);
	}

	/**
	 * Answer late. What the request carries is seen at once.
	 * @param delay how late
	 * @return an answer that comes late
	 */
	public OtlpAnswer delayedBy(Duration delay) {
		return new OtlpAnswer(this.httpStatus, this.grpcStatus, this.retryAfter, delay, this.partialSuccess,
				this.signal, this.ending);
	}

	/**
	 * Keep this answer for one signal; requests of other signals pass it by.
	 * @param signal the signal
	 * @return an answer for this signal only
	 */
	public OtlpAnswer onlyFor(OtlpSignal signal) {
		return new OtlpAnswer(this.httpStatus, this.grpcStatus, this.retryAfter, this.delay, this.partialSuccess,
				signal, this.ending);
	}

	boolean isFor(OtlpSignal signal) {
		return this.signal == null || this.signal == signal;
	}

	boolean accepts() {
		return this.httpStatus == 200 && this.ending == Ending.ANSWER;
	}

	boolean hangs() {
		return this.ending == Ending.HANG;
	}

	boolean closes() {
		return this.ending == Ending.CLOSE;
	}

	int httpStatus() {
		return this.httpStatus;
	}

	@Nullable Duration delay() {
		return this.delay;
	}

	@Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	Message body(OtlpSignal signal) {
		return (this.partialSuccess != null)
				? signal.partialSuccess(this.partialSuccess.rejected, this.partialSuccess.message) : signal.response();
	}

	Status status() {
		Status.Builder status = Status.newBuilder().setCode(this.grpcStatus.value()).setMessage("scripted by the test");
		if (this.retryAfter != null) {
			status.addDetails(Any.pack(RetryInfo.newBuilder()
				.setRetryDelay(com.google.protobuf.Duration.newBuilder()
					.setSeconds(this.retryAfter.getSeconds())
					.setNanos(this.retryAfter.getNano()))
				.build()));
		}
		return status.build();
	}

	StatusRuntimeException grpcFailure() {
		return StatusProto.toStatusRuntimeException(status());
	}

	private enum Ending {

		ANSWER, HANG, CLOSE

	}

	private record PartialSuccess(long rejected, String message) {
	}

}
