package dev.fanlight.autoconfigure.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.SettingCheck;
import dev.fanlight.autoconfigure.ValueCheck;
import dev.fanlight.metrics.MeterNaming;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Checks the limits of {@code fanlight.metrics.cardinality}, and
 * {@code fanlight.metrics.naming}.
 */
final class CardinalityCheck implements SettingCheck {

	private static final String LIMITS = "fanlight.metrics.cardinality.";

	/**
	 * Half of them are left for what has no room; with fewer, no status would keep its
	 * own.
	 */
	private static final int LEAST_PER_METER = 16;

	private static final ValueCheck PERIOD = ValueCheck.of((value) -> {
		long millis = DurationStyle.detectAndParse(value).toMillis();
		return millis == 0 || millis >= 1000;
	}, "must be a duration from 1s such as 1h, or 0 for never").and(ValueCheck.DURATION);

	private static final ValueCheck NAMING = ValueCheck.of(
			(value) -> Arrays.stream(MeterNaming.values()).anyMatch((naming) -> naming.name().equalsIgnoreCase(value)),
			"must be one of " + Arrays.stream(MeterNaming.values())
				.map((naming) -> naming.name().toLowerCase(Locale.ROOT))
				.collect(Collectors.joining(", ")));

	@Override
	public void check(ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		Map<String, String> values = new LinkedHashMap<>();
		Binder binder = Binder.get(environment);
		for (String name : new String[] { "values-per-tag", "series-per-meter", "series" }) {
			binder.bind(LIMITS + name, String.class).ifBound((value) -> values.put(LIMITS + name, value));
		}
		binder.bind(LIMITS + "tags", Bindable.mapOf(String.class, String.class))
			.orElse(Map.of())
			.forEach((tag, value) -> values.put(LIMITS + "tags[" + tag + "]", value));
		values.forEach((key, value) -> {
			int least = key.equals(LIMITS + "series-per-meter") ? LEAST_PER_METER : 1;
			ValueCheck.whole(least, Integer.MAX_VALUE).check(key, value, environment, mistakes);
		});
		binder.bind(LIMITS + "forget-after", String.class)
			.ifBound((value) -> PERIOD.check(LIMITS + "forget-after", value, environment, mistakes));
		binder.bind("fanlight.metrics.naming", String.class)
			.ifBound((value) -> NAMING.check("fanlight.metrics.naming", value, environment, mistakes));
	}

}
