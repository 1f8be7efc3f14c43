package dev.fanlight.autoconfigure.slo;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where there are objectives to watch: not when there are none, and not when the
 * application only writes files and ends.
 */
final class BudgetsNeeded extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Objectives");
		if (context.getEnvironment().containsProperty("fanlight.slo.write-to")) {
			return ConditionOutcome.noMatch(message.because("fanlight.slo.write-to is set"));
		}
		boolean none = SloCheck.settings(Binder.get(context.getEnvironment())).isEmpty();
		return new ConditionOutcome(!none, message.because(none ? "there are none" : "there are some"));
	}

}
