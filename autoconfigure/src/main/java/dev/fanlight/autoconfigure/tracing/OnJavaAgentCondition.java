package dev.fanlight.autoconfigure.tracing;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when the Java agent of OpenTelemetry, or a distribution of it, runs in this
 * JVM.
 */
class OnJavaAgentCondition extends SpringBootCondition {

	/** On the boot class path alone when the agent is attached, not merely present. */
	private static final String AGENT = "io.opentelemetry.javaagent.bootstrap.AgentInitializer";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return new ConditionOutcome(isAttached(), ConditionMessage.forCondition("OpenTelemetry Java agent")
			.because(isAttached() ? "it is attached" : "it is not attached"));
	}

	static boolean isAttached() {
		try {
			Class.forName(AGENT, false, null);
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

}
