package dev.fanlight.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The condition behind {@link ConditionalOnFanlight}.
 */
class OnFanlightCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnFanlight.class);
		for (String property : properties(metadata)) {
			if (!context.getEnvironment().getProperty(property, Boolean.class, true)) {
				return ConditionOutcome.noMatch(message.because(property + " is false"));
			}
		}
		return ConditionOutcome.match(message.because("nothing switches it off"));
	}

	private static List<String> properties(AnnotatedTypeMetadata metadata) {
		List<String> properties = new ArrayList<>(List.of("fanlight.enabled"));
		for (String feature : metadata.getAnnotations().get(ConditionalOnFanlight.class).getStringArray("value")) {
			properties.add("fanlight." + feature + ".enabled");
		}
		return properties;
	}

}
