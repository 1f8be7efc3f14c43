package dev.fanlight.test;

import java.util.List;

/**
 * Assertions about the series of one meter.
 */
public final class MeterAssert extends CapturedAssert<MeterAssert, CapturedMeter> {

	MeterAssert(TelemetryAssert origin, String what, List<CapturedMeter> found) {
		super(origin, what, found, MeterAssert.class);
	}

	@Override
	MeterAssert narrowed(TelemetryAssert origin, String what, List<CapturedMeter> found) {
		return new MeterAssert(origin, what, found);
	}

	/**
	 * One has this tag.
	 * @param key the key
	 * @param value its value
	 * @return those that have it
	 */
	public MeterAssert withTag(String key, String value) {
		return with("with " + key + "=" + value, (meter) -> value.equals(meter.tags().get(key)));
	}

	/**
	 * Together they recorded this often, or were incremented by this much.
	 * @param count the number
	 * @return this
	 */
	public MeterAssert withCount(double count) {
		double found = this.actual.stream().mapToDouble(CapturedMeter::count).sum();
		if (found != count) {
			failWithMessage("Expected %s to count <%s> but it counts <%s>:%n%s", what(), count, found,
					TelemetryAssert.listed(this.actual));
		}
		return this;
	}

}
