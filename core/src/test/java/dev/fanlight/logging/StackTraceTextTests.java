package dev.fanlight.logging;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.fanlight.allocation.Allocation;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StackTraceText}: Logback's text, to the character.
 */
class StackTraceTextTests {

	private static final Redactor REDACTOR = Redactor.of(RedactionPolicy.defaults());

	private final StackTraceText text = new StackTraceText((text) -> REDACTOR.redact(text, Exit.EXCEPTION));

	static List<Throwable> throwables() {
		Exception caused = new IllegalStateException("outer",
				new RuntimeException("inner", new Exception((String) null)));
		Exception suppressing = new IllegalArgumentException("main", new Exception("cause"));
		suppressing.addSuppressed(new IllegalStateException("first", caused));
		suppressing.addSuppressed(new Exception());
		Exception cyclic = new Exception("a");
		cyclic.initCause(new Exception("b", cyclic));
		Exception overriding = new Exception("said") {

			private static final long serialVersionUID = 1L;

			@Override
			public String toString() {
				return "something else";
			}

		};
		Exception frames = new Exception("frames");
		frames.setStackTrace(new StackTraceElement[] { new StackTraceElement("shop.A", "native", "A.java", -2),
				new StackTraceElement("shop.A", "unknown", null, 3),
				new StackTraceElement("shop.A", "noLine", "A.java", -1),
				new StackTraceElement("plugin", "some.module", "1.2", "shop.B", "versioned", "B.java", 7),
				new StackTraceElement("plugin", null, null, "shop.C", "loaded", "C.java", 7),
				new StackTraceElement(null, "some.module", null, "shop.D", "modular", "D.java", 7) });
		return List.of(caused, suppressing, cyclic, overriding, frames, fromTheJdk(), fromAnotherThread(),
				new Exception("multiple\nlines\tof \u00e9\u4e2d"));
	}

	private static Throwable fromTheJdk() {
		try {
			return new AssertionError(List.of(1).stream().map((each) -> URI.create("not a uri")).toList());
		}
		catch (IllegalArgumentException ex) {
			return ex;
		}
	}

	private static Throwable fromAnotherThread() {
		try {
			return new AssertionError(CompletableFuture.supplyAsync(() -> List.of().get(1)).join());
		}
		catch (CompletionException ex) {
			return ex;
		}
	}

	@ParameterizedTest
	@MethodSource("throwables")
	void isTheTextOfLogback(Throwable throwable) {
		ThrowableProxy proxy = new ThrowableProxy(throwable);
		assertThat(this.text.apply(proxy)).isEqualTo(ThrowableProxyUtil.asString(proxy));
		assertThat(this.text.apply(proxy)).isEqualTo(ThrowableProxyUtil.asString(proxy));
	}

	@Test
	void allocatesItsTextAndLittleElse() {
		ThrowableProxy proxy = new ThrowableProxy(deep(60));
		int length = this.text.apply(proxy).length();
		assertThat(Allocation.perCall(500, () -> this.text.apply(proxy))).isLessThan(length + 1024);
	}

	private static Exception deep(int depth) {
		return (depth > 0) ? deep(depth - 1) : new IllegalStateException("order 100482 failed", new Exception("cause"));
	}

	@Test
	void secretInTheFirstLineOfAnyIsRedacted() {
		Exception suppressing = new Exception("fine", new Exception("fine too"));
		suppressing.addSuppressed(new Exception("with", new Exception("password=hunter2-Xq9zLmT4")));
		assertThat(this.text.apply(new ThrowableProxy(suppressing))).contains("[REDACTED:kv]")
			.doesNotContain("hunter2");
	}

}
