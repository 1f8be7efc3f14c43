package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import dev.fanlight.redaction.Sensitive;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.marker.Markers;
import org.slf4j.Logger;
import org.slf4j.MDC;

/**
 * Logs one secret in every part of a line.
 */
final class Secrets {

	static final String SECRET = "hunter2-Xq9zLmT4";

	static final int LINES = 18;

	private Secrets() {
	}

	static void log(Logger logger) {
		logger.info("line-01 password=" + SECRET);
		logger.info("line-02 password={} user={}", SECRET, "bob");
		logger.info("line-03 {}", new Login("bob", SECRET));
		logger.info("line-04 {}", new Marked("bob", SECRET));
		logger.info("line-05 {}", Map.of("Authorization", "Bearer " + SECRET));
		logger.info("line-06 {}", StructuredArguments.kv("password", SECRET));
		logger.info("line-07", StructuredArguments.fields(new Login("bob", SECRET)));
		logger.info("line-08 {}", StructuredArguments.value("api_key", SECRET));
		logger.info("line-09", StructuredArguments.raw("body", json()));
		logger.atInfo().addKeyValue("password", SECRET).addKeyValue("login", new Login("bob", SECRET)).log("line-10");
		logger.atInfo().addKeyValue("marked", List.of(new Marked("bob", SECRET))).log("line-11");
		logger.info(Markers.append("password", SECRET).and(Markers.appendRaw("body", json())), "line-12");
		logger.info("line-13 " + json());
		MDC.put("session_token", SECRET);
		MDC.put("tenant", "acme");
		logger.info("line-14");
		MDC.clear();
		logger.error("line-15", new IllegalStateException("password=" + SECRET));
		logger.error("line-16", new IOException("outer", new IllegalStateException("api_key: " + SECRET)));
		IOException failure = new IOException("outer");
		failure.addSuppressed(new IllegalStateException("jdbc:postgresql://db/shop?user=a&password=" + SECRET));
		logger.error("line-17", failure);
		logger.warn("line-18 https://svc:{}@db.example.com/x", SECRET);
	}

	private static String json() {
		return "{\"user\":\"bob\",\"auth\":{\"password\":\"" + SECRET + "\"}}";
	}

	record Login(String user, String password) {
	}

	record Marked(String user, @Sensitive String note) {
	}

}
