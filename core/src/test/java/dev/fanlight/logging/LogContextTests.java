package dev.fanlight.logging;

import java.util.List;

import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogContext}.
 */
class LogContextTests {

	@AfterEach
	void clear() {
		LogContext.attach(null);
		MDC.clear();
	}

	@Test
	void valuesAreThereWhileAttached() {
		LogContext context = new LogContext();
		context.put("tenant", "acme");
		assertThat(MDC.get("tenant")).isNull();
		assertThat(LogContext.attach(context)).isNull();
		assertThat(MDC.get("tenant")).isEqualTo("acme");
		context.put("user", "ada");
		assertThat(MDC.get("user")).isEqualTo("ada");
		assertThat(LogContext.current()).isSameAs(context);
		assertThat(LogContext.attach(null)).isSameAs(context);
		assertThat(LogContext.current()).isNull();
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
	}

	@Test
	void innerContextGivesWayToTheOuterAgain() {
		LogContext outer = new LogContext();
		outer.put("tenant", "outer");
		LogContext inner = new LogContext();
		inner.put("user", "ada");
		LogContext.attach(outer);
		LogContext before = LogContext.attach(inner);
		assertThat(MDC.get("tenant")).isNull();
		LogContext.attach(before);
		assertThat(MDC.get("tenant")).isEqualTo("outer");
		assertThat(MDC.get("user")).isNull();
	}

	@Test
	void valueAddedElsewhereIsTakenOffHereToo() throws InterruptedException {
		LogContext context = new LogContext();
		LogContext.attach(context);
		Thread other = new Thread(() -> context.put("late", "value"));
		other.start();
		other.join();
		LogContext.attach(context);
		assertThat(MDC.get("late")).isEqualTo("value");
		LogContext.attach(null);
		assertThat(MDC.get("late")).isNull();
	}

	@Test
	void valuesAreBoundedInLengthAndCharacters() {
		LogContext context = new LogContext();
		context.put("long", "x".repeat(300));
		context.put("pair", "x".repeat(241) + "\uD83D\uDE00" + "x".repeat(14));
		context.put("lines", "a\r\nb\u0000\u001b[31m\u0085");
		context.put("both", "\n" + "x".repeat(300));
		context.put("none", null);
		context.put("empty", "");
		assertThat(context.get("long")).isEqualTo("x".repeat(242) + "\u2026[+58]");
		assertThat(context.get("pair")).isEqualTo("x".repeat(241) + "\u2026[+16]");
		assertThat(context.get("lines")).isEqualTo("a??b??[31m?");
		assertThat(context.get("both")).isEqualTo("?" + "x".repeat(241) + "\u2026[+59]");
		assertThat(context.get("none")).isNull();
		assertThat(context.get("empty")).isNull();
	}

	@Test
	void secretAtTheEdgeIsRedactedBeforeTheCut() {
		LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
		LogContext context = new LogContext();
		String value = "x".repeat(230) + " 4539578763621486 " + "y".repeat(100);
		LogRedaction.install(logback, null);
		try {
			context.put("tenant", value);
			context.put("api_key", "k".repeat(300));
		}
		finally {
			LogRedaction.uninstall(logback);
		}
		assertThat(context.get("tenant")).hasSizeLessThanOrEqualTo(256).doesNotContain("4539");
		assertThat(context.get("api_key")).isEqualTo("[REDACTED:kv]");
		context.put("plain", value);
		assertThat(context.get("plain")).as("redaction off").contains("4539");
	}

	@Test
	void lookupThatFailsFindsNothing() {
		LogContext context = new LogContext();
		LogContextSource.fill(List.of(LogContextSource.parse("user", "user"), LogContextSource.parse("a", "header:A")),
				context, (kind, name) -> {
					if (kind == LogContextSource.Kind.USER) {
						throw new IllegalStateException("no session");
					}
					return name;
				});
		assertThat(context.get("user")).isNull();
		assertThat(context.get("a")).isEqualTo("A");
	}

	@Test
	void emptyValueChangesNothing() {
		LogContext context = new LogContext();
		context.put("tenant", "acme");
		context.put("tenant", null);
		assertThat(context.get("tenant")).isEqualTo("acme");
	}

}
