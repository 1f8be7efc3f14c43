package dev.fanlight.alerting;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * What an engine needs to know beside its rules.
 *
 * @param interval how often rules are judged
 * @param source the process
 * @param silences silences that stand in the configuration
 * @param quietHours quiet hours, or {@code null}
 * @param limits bounds of delivery
 * @param redactor redacts a text
 * @param stateFile where the state survives a restart, or {@code null}
 */
public record AlertSettings(Duration interval, Source source, List<Silence> silences, @Nullable QuietHours quietHours,
		DeliveryLimits limits, UnaryOperator<String> redactor, @Nullable Path stateFile) {
}
