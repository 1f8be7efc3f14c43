package dev.fanlight.autoconfigure.logging;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import dev.fanlight.autoconfigure.OpenApplication;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests to a management port of its own, which has a web server of its own.
 */
@ExtendWith(OutputCaptureExtension.class)
class ManagementPortCorrelationTests {

	@ParameterizedTest
	@CsvSource({ "servlet, Servlet.service() for servlet", "reactive, 500 Server Error for HTTP GET" })
	void requestHasItsIdAndOwnKeysThereToo(String type, String message, CapturedOutput output) throws Exception {
		try (RunningApplication application = RunningApplication.start(Application.class,
				"--spring.main.web-application-type=" + type, "--management.server.port=0",
				"--management.endpoints.web.exposure.include=broken",
				// Netty is here as well
				"--spring.autoconfigure.exclude=org.springframework.boot.tomcat.autoconfigure.actuate.web.server."
						+ "TomcatReactiveManagementContextAutoConfiguration",
				"--fanlight.logging.context.tenant=header:X-Tenant")) {
			String port = application.context().getEnvironment().getRequiredProperty("local.management.port");
			HttpResponse<String> response = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/broken"))
					.header("X-Request-ID", "m-1")
					.header("X-Tenant", "acme")
					.build(), BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(500);
			assertThat(response.headers().firstValue("X-Request-ID")).hasValue("m-1");
			JsonNode line = LogLines.withError(output, message);
			assertThat(line.path("request_id").asString("")).isEqualTo("m-1");
			assertThat(line.path("extra").path("tenant").asString("")).isEqualTo("acme");
		}
	}

	@OpenApplication
	@Import(Broken.class)
	static class Application {

	}

	@Endpoint(id = "broken")
	static class Broken {

		@ReadOperation
		String read() {
			throw new IllegalStateException("broken");
		}

	}

}
