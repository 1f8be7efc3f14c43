package dev.fanlight.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches while a property is on, in any word that is bound as {@code true}: Boot's own
 * conditions know no other.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnSwitchCondition.class)
public @interface ConditionalOnSwitch {

	/**
	 * The property.
	 * @return its whole name
	 */
	String value();

	/**
	 * Whether it is on when nobody sets it.
	 * @return the default
	 */
	boolean byDefault() default false;

}
