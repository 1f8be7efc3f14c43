package dev.fanlight.alerting;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

class AlertmanagerChannelTests extends HttpChannelContract {

	private static final Path BINARY = Path.of("/usr/bin/prometheus-alertmanager");

	@Override
	AlertChannel channel(URI url, Map<String, String> headers, Duration timeout) {
		return AlertChannels.alertmanager(url, headers, timeout, Duration.ofMinutes(1));
	}

	@Test
	void alertThatIsDueEndsOnlyIfItIsNotSentAgain() throws Exception {
		channel().send(CourierTests.alert("a", true));
		Receiver.Message message = this.receiver.next();
		assertThat(message.path()).isEqualTo("/hook/api/v2/alerts");
		JsonNode alert = JsonMapper.shared().readTree(message.body()).get(0);
		assertThat(Instant.parse(alert.get("endsAt").asString())).isCloseTo(Instant.now().plus(Duration.ofMinutes(4)),
				org.assertj.core.api.Assertions.within(10, ChronoUnit.SECONDS));
		assertThat(alert.get("labels").propertyNames()).containsExactlyInAnyOrder("alertname", "severity", "service",
				"environment", "instance");
	}

	@Test
	void engineSendsAgainWhatIsDue() throws Exception {
		World world = new World();
		try (AlertEngine engine = world.engine(Map.of("manager", channel()), World.rule("due", "errors > 1"))) {
			world.observed.add(new Measurements.Observed("", 2, Map.of()));
			for (int i = 0; i < 3; i++) {
				engine.tick();
				this.receiver.next();
				int sent = i + 1;
				await().until(() -> engine.channels().get(0).delivered() == sent);
				world.pass(Duration.ofSeconds(59));
				engine.tick();
				world.pass(Duration.ofSeconds(1));
			}
			assertThat(engine.channels().get(0).delivered()).isEqualTo(3);
		}
	}

	@Test
	void realAlertmanagerTakesBeginningAndEnd(@TempDir Path directory) throws Exception {
		assumeThat(BINARY).as("Debian's prometheus-alertmanager").exists();
		int port = freePort();
		Path configuration = Files.writeString(directory.resolve("alertmanager.yml"), """
				route:
				  receiver: nobody
				receivers:
				  - name: nobody
				""");
		Process process = new ProcessBuilder(BINARY.toString(), "--config.file=" + configuration,
				"--storage.path=" + directory.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
				"--cluster.listen-address=")
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("log").toFile())
			.start();
		try {
			URI url = URI.create("http://127.0.0.1:" + port);
			await().ignoreExceptions().until(() -> get(url.resolve("/-/ready")).statusCode() == 200);
			AlertChannel channel = channel(url, Map.of(), Duration.ofSeconds(5));
			Alert firing = CourierTests.alert("a", true);
			channel.send(firing);
			channel.send(firing);
			await().until(() -> alerts(url).size() == 1);
			JsonNode alert = alerts(url).get(0);
			assertThat(alert.at("/labels/alertname").asString()).isEqualTo("error-rate");
			assertThat(alert.at("/annotations/route").asString()).isEqualTo("POST /orders");
			assertThat(alert.at("/annotations/trace_id").asString()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
			assertThat(Instant.parse(alert.get("startsAt").asString())).isEqualTo(firing.startsAt());
			channel.send(CourierTests.alert("a", false));
			await().until(() -> alerts(url).isEmpty());
		}
		finally {
			process.destroy();
			process.waitFor();
		}
	}

	private static JsonNode alerts(URI url) throws Exception {
		return JsonMapper.shared().readTree(get(url.resolve("/api/v2/alerts?active=true")).body());
	}

	private static java.net.http.HttpResponse<String> get(URI url) throws Exception {
		return HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
