package dev.fanlight.test;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * The extension behind {@link ObservabilityTest}. By itself it serves tests that start
 * their contexts themselves: each test takes a parameter of type {@link Telemetry} and
 * attaches what it starts by {@link Telemetry#initializer()}.
 */
public final class TelemetryExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(TelemetryExtension.class);

	@Override
	public void beforeEach(ExtensionContext context) {
		telemetry(context);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		Telemetry telemetry = context.getStore(NAMESPACE).remove(Telemetry.class, Telemetry.class);
		if (telemetry != null) {
			telemetry.close();
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == Telemetry.class && context.getTestMethod().isPresent();
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return telemetry(context);
	}

	private static Telemetry telemetry(ExtensionContext context) {
		return context.getStore(NAMESPACE).computeIfAbsent(Telemetry.class, (key) -> start(context), Telemetry.class);
	}

	private static Telemetry start(ExtensionContext context) {
		Telemetry telemetry = new Telemetry();
		if (TestContextAnnotationUtils.hasAnnotation(context.getRequiredTestClass(), ObservabilityTest.class)
				&& SpringTests.isOne(context.getRequiredTestClass())) {
			telemetry.attach(SpringExtension.getApplicationContext(context));
		}
		return telemetry;
	}

}
