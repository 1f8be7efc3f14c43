package dev.fanlight.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches while {@code fanlight.enabled} and the switch of one feature,
 * {@code fanlight.<feature>.enabled}, are both on. Both are on by default.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnFanlightCondition.class)
public @interface ConditionalOnFanlight {

	/**
	 * The features that must be on, as they stand between {@code fanlight.} and
	 * {@code .enabled}.
	 * @return the features
	 */
	String[] value();

}
