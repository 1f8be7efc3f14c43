package dev.fanlight.metrics;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.ipc.http.HttpUrlConnectionSender;
import io.micrometer.registry.otlp.OtlpHttpMetricsSender;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import io.micrometer.registry.otlp.OtlpMetricsSender.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class OtlpMetricsStateLogTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger(OtlpMetricsStateLog.class);

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.lines.start();
		this.logger.addAppender(this.lines);
	}

	@AfterEach
	void leave() {
		this.logger.detachAppender(this.lines);
	}

	@Test
	void portThatNobodyListensOnIsSaidInWords() throws IOException {
		String address;
		try (ServerSocket socket = new ServerSocket(0)) {
			address = "http://localhost:" + socket.getLocalPort() + "/v1/metrics";
		}
		OtlpMetricsStateLog log = new OtlpMetricsStateLog(new OtlpHttpMetricsSender(new HttpUrlConnectionSender()));
		log.send(request(address));
		log.send(request(address));
		assertThat(said())
			.isEqualTo("Metrics do not reach " + address + ": connection refused. Nothing more is said until they do.");
	}

	@ParameterizedTest
	@MethodSource
	void reasonIsSaidInWords(Exception failure, String words) {
		OtlpMetricsSender failing = (request) -> {
			throw failure;
		};
		new OtlpMetricsStateLog(failing).send(request("http://collector"));
		assertThat(said()).contains("http://collector: " + words + ". Nothing");
	}

	static Stream<Arguments> reasonIsSaidInWords() {
		return Stream.of(Arguments.of(new UnknownHostException("collector"), "no address for the host (DNS)"),
				Arguments.of(new IOException(new SocketTimeoutException("timeout")), "no answer in time"),
				Arguments.of(new IOException(new ConnectException("Connection refused")), "connection refused"),
				Arguments.of(new SSLHandshakeException("no cipher"), "TLS: no cipher"),
				Arguments.of(new SSLHandshakeException("x").initCause(new CertificateException("expired")),
						"TLS: the certificate is not trusted (expired)"),
				Arguments.of(new IOException("gRPC status UNAVAILABLE"), "gRPC status UNAVAILABLE"),
				Arguments.of(new IllegalStateException(), "IllegalStateException"));
	}

	private String said() {
		assertThat(this.lines.list).hasSize(1);
		return this.lines.list.get(0).getFormattedMessage();
	}

	private static Request request(String address) {
		return Request.builder(new byte[0]).address(address).build();
	}

}
