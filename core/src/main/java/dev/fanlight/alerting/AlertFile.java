package dev.fanlight.alerting;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.fanlight.state.StateFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is due, and who was told, in a file that one process has at a time; another one
 * with the same file remembers nothing, and half a file counts as none.
 */
final class AlertFile {

	private static final Logger logger = LoggerFactory.getLogger(AlertEngine.class);

	private static final int FIELDS = 13;

	private static final long LARGEST = 4 * 1024 * 1024;

	private final StateFile file;

	private boolean warned;

	private AlertFile(StateFile file) {
		this.file = file;
	}

	/**
	 * Take the file.
	 * @param path where it is
	 * @return the file, or {@code null} if it cannot be used, which is said
	 */
	static @Nullable AlertFile open(Path path) {
		try {
			StateFile file = StateFile.open(path, "fanlight alerts 1", LARGEST);
			if (file != null) {
				return new AlertFile(file);
			}
			logger.info("The state of alerts does not survive a restart: another process uses {}", path);
		}
		catch (IOException | RuntimeException ex) {
			logger.info("The state of alerts does not survive a restart: {}", ex.getMessage());
		}
		return null;
	}

	/**
	 * Go on where the last process ended. A rule whose condition changed begins anew.
	 * @param rules the rules
	 * @param source the process
	 * @param channels the channels that there are
	 */
	void load(List<Watched> rules, Source source, Set<String> channels) {
		try {
			byte[] content = this.file.read();
			if (content == null) {
				return;
			}
			for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
				String[] fields = line.split("\t", -1);
				Watched watched = rules.stream()
					.filter((rule) -> rule.rule.name().equals(text(fields, 0))
							&& rule.rule.condition().text().equals(text(fields, 1)))
					.findFirst()
					.orElse(null);
				if (watched != null && fields.length == FIELDS) {
					restore(watched, fields, source, channels);
				}
			}
		}
		catch (IOException | DateTimeException | IllegalArgumentException ex) {
			logger.info("The state of alerts is forgotten: {}", ex.getMessage());
		}
	}

	private static void restore(Watched watched, String[] fields, Source source, Set<String> channels) {
		Instant startsAt = instant(text(fields, 4));
		Instant since = instant(text(fields, 3));
		AlertState state = new AlertState(Phase.valueOf(text(fields, 2)), (since != null) ? since : Instant.EPOCH,
				startsAt, instant(text(fields, 5)));
		Rule rule = watched.rule;
		Alert alert = null;
		if (startsAt != null) {
			alert = new Alert(rule.name() + "-" + startsAt.toEpochMilli(), true, rule.name(), rule.severity(),
					text(fields, 8), rule.condition().text(), Double.parseDouble(text(fields, 7)), text(fields, 9),
					orNull(text(fields, 10)), text(fields, 11), orNull(text(fields, 12)), rule.runbookUrl(), startsAt,
					null, Map.of(), source);
		}
		Arrays.stream(text(fields, 6).split(",")).filter((told) -> !told.isEmpty()).forEach((told) -> {
			int equals = told.lastIndexOf('=');
			String channel = told.substring(0, equals);
			Instant episode = instant(told.substring(equals + 1));
			if (channels.contains(channel) && episode != null) {
				watched.settled.put(channel, episode);
			}
		});
		watched.told.putAll(watched.settled);
		watched.state = state;
		watched.alert = alert;
	}

	void save(List<Watched> rules) {
		try {
			this.file.write(rules.stream()
				.map(AlertFile::line)
				.collect(Collectors.joining("\n"))
				.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException | RuntimeException ex) {
			if (!this.warned) {
				this.warned = true;
				logger.warn("The state of alerts cannot be written: {}. Said once.", ex.getMessage());
			}
		}
	}

	private static String line(Watched watched) {
		AlertState state = watched.state;
		Alert alert = watched.alert;
		List<String> fields = new ArrayList<>(List.of(watched.rule.name(), watched.rule.condition().text(),
				state.phase().name(), state.since().toString(), text(state.startsAt()), text(state.endsAt()),
				watched.settled.entrySet()
					.stream()
					.map((told) -> told.getKey() + "=" + told.getValue())
					.collect(Collectors.joining(","))));
		if (alert == null) {
			fields.addAll(List.of("0", "", "", "", "", ""));
		}
		else {
			fields.addAll(List.of(Double.toString(alert.value()), alert.summary(), alert.valueText(),
					text(alert.route()), alert.subject(), text(alert.traceId())));
		}
		return fields.stream()
			.map((field) -> URLEncoder.encode(field, StandardCharsets.UTF_8))
			.collect(Collectors.joining("\t"));
	}

	private static String text(@Nullable Object value) {
		return (value != null) ? value.toString() : "";
	}

	private static String text(String[] fields, int index) {
		return (index < fields.length) ? URLDecoder.decode(fields[index], StandardCharsets.UTF_8) : "";
	}

	private static @Nullable Instant instant(String text) {
		return text.isEmpty() ? null : Instant.parse(text);
	}

	private static @Nullable String orNull(String text) {
		return text.isEmpty() ? null : text;
	}

	void close() {
		this.file.close();
	}

}
