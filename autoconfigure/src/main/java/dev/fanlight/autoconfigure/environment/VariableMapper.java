package dev.fanlight.autoconfigure.environment;

import java.util.List;

import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.environment.VariableSource.Written;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.PropertyResolver;

/**
 * Applies the table of variables. Each row is taken once, from the first source that has
 * one of its variables, as if there were one environment with all of them.
 */
final class VariableMapper implements Conversion.Lookup {

	private final List<VariableSource> sources;

	private final PropertyResolver properties;

	private final Findings findings;

	VariableMapper(List<VariableSource> sources, PropertyResolver properties, Findings findings) {
		this.sources = sources;
		this.properties = properties;
		this.findings = findings;
	}

	/**
	 * Publish what the variables say.
	 * @param openTelemetry whether the names of the OpenTelemetry specification count
	 */
	void map(boolean openTelemetry) {
		for (VariableMapping row : VariableMapping.TABLE) {
			if (openTelemetry || !row.names().get(0).startsWith("OTEL_")) {
				map(row);
			}
		}
	}

	private void map(VariableMapping row) {
		for (VariableSource source : this.sources) {
			for (String name : row.names()) {
				Written written = source.variable(name);
				if (written != null) {
					publish(row, name, written, source);
					return;
				}
			}
		}
	}

	private void publish(VariableMapping row, String name, Written written, VariableSource source) {
		try {
			String complaint = Checks.placeholder(written.value(), this.properties);
			if (complaint != null) {
				throw new Conversion.BadValueException(complaint);
			}
			Conversion.Result result = row.conversion().convert(name, written.value(), this);
			result.values().forEach((suffix, value) -> source.publish(row.target() + suffix, value, written));
			if (result.note() != null) {
				this.findings.note(written.name() + "=" + shown(name, written) + " ("
						+ Mistake.describe(written.origin()) + "): " + result.note());
			}
		}
		catch (Conversion.BadValueException ex) {
			this.findings.add(new Mistake(written.name(), shown(name, written), Mistake.describe(written.origin()),
					String.valueOf(ex.getMessage())));
		}
	}

	private static String shown(String name, Written written) {
		return VariableMapping.isSecret(name) ? "(hidden)" : Mistake.shown(written.value());
	}

	@Override
	public @Nullable String variable(String name) {
		for (VariableSource source : this.sources) {
			Written written = source.variable(name);
			if (written != null) {
				return written.value();
			}
		}
		return null;
	}

	@Override
	public boolean hasProperty(String key) {
		return FanlightEnvironmentPostProcessor.isSet(key, this.properties);
	}

}
