package dev.fanlight.redaction;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a value that must not leave the process. An object with such a member is written
 * without it wherever it is logged as an argument, put into a structured argument or
 * key-value, or set as an attribute through Fanlight. On a constructor parameter it marks
 * the field of the same name (compile with {@code -parameters}).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER })
public @interface Sensitive {

}
