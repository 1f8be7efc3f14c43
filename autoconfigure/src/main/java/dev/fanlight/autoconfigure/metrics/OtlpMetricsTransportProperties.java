package dev.fanlight.autoconfigure.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of metrics export over OTLP that Boot lacks.
 *
 * @param transport Transport used to send the metrics. Over gRPC the path of
 * management.otlp.metrics.export.url is ignored.
 */
@ConfigurationProperties("fanlight.metrics.otlp")
record OtlpMetricsTransportProperties(@DefaultValue("http") Transport transport) {

	/**
	 * How metrics travel.
	 */
	enum Transport {

		/** Protobuf over HTTP. */
		HTTP,

		/** The service of gRPC. */
		GRPC

	}

}
