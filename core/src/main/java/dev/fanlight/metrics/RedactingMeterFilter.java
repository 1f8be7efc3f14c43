package dev.fanlight.metrics;

import java.util.ArrayList;
import java.util.List;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * Redacts tag values before a meter gets its id. Tag keys stay, so that all series of a
 * meter keep the same ones: a value to be dropped is masked. A registry asks its filters
 * once for each id, not for each measurement, unless a value was redacted.
 */
public final class RedactingMeterFilter implements MeterFilter {

	private final Redactor redactor;

	/**
	 * Redacts tag values.
	 * @param redactor what decides
	 */
	public RedactingMeterFilter(Redactor redactor) {
		this.redactor = redactor;
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		List<Tag> changed = null;
		int i = 0;
		for (Tag tag : id.getTagsAsIterable()) {
			String value = this.redactor.redact(tag.getKey(), tag.getValue(),
					RedactedKeys.exit(tag.getKey(), Exit.METRIC));
			if (value != tag.getValue()) {
				changed = (changed != null) ? changed : new ArrayList<>(id.getTags());
				changed.set(i, Tag.of(tag.getKey(), value));
			}
			i++;
		}
		return (changed != null) ? id.replaceTags(changed) : id;
	}

}
