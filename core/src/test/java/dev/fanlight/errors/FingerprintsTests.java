package dev.fanlight.errors;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Fingerprints}.
 */
class FingerprintsTests {

	/** Gaps (#) are where another build has other lines, classes and lambdas. */
	private static final String SOURCE = """
			package shop;
			#
			public class Shop implements Runnable {
				#
				public void run() { java.util.stream.Stream.of(1, 2).forEach(#N (each) -> pay(each)); }
				#
				void pay(int order) {
					# Runnable checkout = new Runnable() { public void run() { charge(order); } };
					# reflected(checkout);
				}
				void reflected(Runnable checkout) {
					try { #N Runnable.class.getMethod("run").invoke(checkout); }
					catch (Exception ex) { #N throw new IllegalStateException("order " + #R, ex); }
				}
				void charge(int order) { # throw new IllegalArgumentException("card " + #R); }
				#
				void @OTHER(int order) { #N throw new IllegalArgumentException("card " + #R); }
			}
			""";

	private final Fingerprints fingerprints = new Fingerprints(List.of("shop"));

	@TempDir
	private Path directory;

	private Builds builds;

	@BeforeEach
	void prepare() {
		this.builds = new Builds(this.directory);
	}

	@Test
	void isTheSameInEveryBuild() {
		Random random = new Random(7);
		Set<String> found = new HashSet<>();
		Set<String> lines = new HashSet<>();
		for (int build = 0; build < 12; build++) {
			Throwable error = this.builds.run("Shop", source(random, "OTHER", "refund"));
			Throwable root = Fingerprints.chain(error).get(1);
			lines.add(root.getMessage() + root.getStackTrace()[0]);
			found.add(this.fingerprints.of(error));
		}
		assertThat(lines).hasSize(12);
		assertThat(found).hasSize(1).allMatch((fingerprint) -> fingerprint.matches("[0-9a-f]{16}"));
	}

	@Test
	void isAnotherOneAtAnotherPlace() {
		Random random = new Random(11);
		String here = this.fingerprints.of(this.builds.run("Shop", source(random, "OTHER", "refund")));
		Set<String> found = new HashSet<>(Set.of(here));
		for (int place = 0; place < 6; place++) {
			String name = "place" + (char) ('A' + place);
			String source = source(random, "OTHER", name).replace("{ charge(order); }", "{ " + name + "(order); }");
			found.add(this.fingerprints.of(this.builds.run("Shop", source)));
		}
		assertThat(found).hasSize(7);
	}

	@Test
	void isAnotherOneForAnotherException() {
		Random random = new Random(13);
		String source = source(random, "OTHER", "refund");
		assertThat(this.fingerprints.of(this.builds.run("Shop", source)))
			.isNotEqualTo(this.fingerprints
				.of(this.builds.run("Shop", source.replace("IllegalArgumentException", "ArithmeticException"))))
			.isNotEqualTo(this.fingerprints
				.of(this.builds.run("Shop", source.replace("IllegalStateException", "RuntimeException"))));
	}

	private static String source(Random random, String placeholder, String other) {
		StringBuilder source = new StringBuilder();
		for (String line : SOURCE.replace('@' + placeholder, other).split("(?<=\n)")) {
			boolean statements = line.contains("# Runnable") || line.contains("# reflected")
					|| line.contains("# throw");
			String text = line;
			while (text.contains("#R")) {
				text = text.replaceFirst("#R", Integer.toString(random.nextInt(1_000_000)));
			}
			text = text.replace("#N", "\n".repeat(random.nextInt(5)));
			source.append(text.replace("#", gap(random, statements)));
		}
		return source.toString();
	}

	private static String gap(Random random, boolean statements) {
		return "\n".repeat(random.nextInt(9)) + (statements && random.nextBoolean()
				? "Runnable unused" + random.nextInt(1_000_000)
						+ " = new Runnable() { public void run() { Runnable inner = () -> { }; inner.run(); } };\n"
				: "");
	}

	@ParameterizedTest
	@CsvSource({ "shop.Orders$$SpringCGLIB$$0, pay", "shop.Orders$$SpringCGLIB$$3, CGLIB$pay$0",
			"shop.Orders$$FastClass$$1, invoke", "shop.$Proxy12, pay", "jdk.proxy2.$Proxy117, pay",
			"shop.Orders$ByteBuddy$xMb2k1, pay", "shop.Orders$HibernateProxy$aB3, pay",
			"shop.Orders$MockitoMock$15, pay", "shop.Orders$$Lambda/0x00007f1a2c0b8000, run",
			"shop.Orders$$Lambda$14/0x000000080123, run", "shop.Orders, access$100", "shop.Orders, pay_aroundBody0",
			"shop.Orders, lambda$pay$7", "shop.Orders, pay$lambda$2",
			"jdk.internal.reflect.GeneratedMethodAccessor12, invoke",
			"jdk.internal.reflect.DirectMethodHandleAccessor, invoke",
			"org.springframework.aop.framework.CglibAopProxy, x" })
	void looksThroughWhatWasGenerated(String type, String method) {
		assertThat(of(frame("shop.Orders", "pay"), frame(type, method), frame("shop.Controller", "post")))
			.isEqualTo(of(frame("shop.Orders", "pay"), frame("shop.Controller", "post")));
	}

	@ParameterizedTest
	@CsvSource({ "shop.Orders$1, shop.Orders$2", "shop.Orders$3Local, shop.Orders$1Local",
			"shop.Orders/0x0000000800c03000, shop.Orders/0x0000000800c04400" })
	void takesNoNumberThatTheBuildHasGiven(String one, String other) {
		assertThat(of(frame(one, "run"), frame("shop.Controller", "post")))
			.isEqualTo(of(frame(other, "run"), frame("shop.Controller", "post")));
	}

	@Test
	void takesNoModuleNorLoaderNorFile() {
		StackTraceElement frame = new StackTraceElement("app", "shop.module", "1.2", "shop.Orders", "pay",
				"Orders.java", 17);
		StackTraceElement other = new StackTraceElement("web", null, null, "shop.Orders", "pay", null, -2);
		assertThat(of(frame)).isEqualTo(of(other));
	}

	@Test
	void takesNumbersThatTheAuthorHasGiven() {
		assertThat(of(frame("shop.Version2", "pay"))).isNotEqualTo(of(frame("shop.Version3", "pay")));
		assertThat(of(frame("shop.Shop", "pay1"))).isNotEqualTo(of(frame("shop.Shop", "pay2")));
	}

	@Test
	void doesNotTakeTheNeighbourForTheApplication() {
		assertThat(of(frame("shopping.Cart", "add"), frame("shop.Orders", "pay")))
			.isEqualTo(of(frame("shop.Orders", "pay")));
	}

	@Test
	void looksAtTheInnermostMethodsOnly() {
		StackTraceElement[] frames = new StackTraceElement[Fingerprints.MOST_METHODS + 1];
		for (int i = 0; i < frames.length; i++) {
			frames[i] = frame("shop.Orders", "step" + (char) ('a' + i));
		}
		String all = of(frames);
		frames[Fingerprints.MOST_METHODS] = frame("shop.Filter", "doFilter");
		assertThat(of(frames)).isEqualTo(all);
		frames[Fingerprints.MOST_METHODS - 1] = frame("shop.Filter", "doFilter");
		assertThat(of(frames)).isNotEqualTo(all);
	}

	@Test
	void foldsRecursion() {
		assertThat(of(frame("shop.Tree", "walk"), frame("shop.Tree", "walk"), frame("shop.Tree", "walk"),
				frame("shop.Main", "run")))
			.isEqualTo(of(frame("shop.Tree", "walk"), frame("shop.Main", "run")));
	}

	@Test
	void doesNotTellACarrierFromWhatItCarries() {
		Exception error = withFrames(new IllegalStateException("x"), frame("shop.Orders", "pay"));
		assertThat(this.fingerprints.of(new CompletionException(error)))
			.isEqualTo(this.fingerprints.of(new ExecutionException(new InvocationTargetException(error))))
			.isEqualTo(this.fingerprints.of(error))
			.isNotEqualTo(this.fingerprints.of(new IllegalArgumentException(error)));
		Exception about = new IllegalArgumentException(new CompletionException(error));
		assertThat(Fingerprints.outermost(new ExecutionException(new UndeclaredThrowableException(about))))
			.isSameAs(about);
		assertThat(Fingerprints.outermost(new CompletionException(null))).isInstanceOf(CompletionException.class);
	}

	@Test
	void fallsBackToMethodsOfLibrariesAndThenOfFrameworks() {
		StackTraceElement spring = frame("org.springframework.util.Assert", "notNull");
		StackTraceElement library = frame("com.zaxxer.hikari.pool.HikariPool", "getConnection");
		assertThat(of(spring, library)).isEqualTo(of(library))
			.isNotEqualTo(of(frame("com.zaxxer.hikari.pool.HikariPool", "shutdown")));
		assertThat(of(spring)).isNotEqualTo(of(frame("org.springframework.util.Assert", "isTrue")));
	}

	@Test
	void goesOutwardsToTheExceptionThatPassedTheApplication() {
		Exception root = withFrames(new IllegalArgumentException("timed out"), frame("io.netty.Channel", "read"));
		Exception here = withFrames(new IllegalStateException("x", root), frame("shop.Orders", "pay"));
		Exception there = withFrames(new IllegalStateException("x", root), frame("shop.Orders", "refund"));
		assertThat(this.fingerprints.of(here)).isNotEqualTo(this.fingerprints.of(there));
		assertThat(this.fingerprints.place(here)).isEqualTo("shop.Orders.pay");
	}

	@Test
	void readsTheWordsOfAMessageWhereThereIsNoFrame() {
		assertThat(bare("order 17 of ab12cd not found")).isEqualTo(bare("order 4242 of 77ff not found"))
			.isNotEqualTo(bare("payment 17 of ab12cd not found"));
	}

	@Test
	void survivesCauseCyclesAndLongChains() {
		Exception one = new IllegalStateException("one");
		one.initCause(new IllegalArgumentException("two", one));
		assertThat(this.fingerprints.of(one)).hasSize(16);
		Throwable deep = new IllegalStateException("root");
		for (int i = 0; i < 10_000; i++) {
			deep = new IllegalStateException("level", deep);
		}
		assertThat(this.fingerprints.of(deep)).hasSize(16);
	}

	private String bare(String message) {
		return this.fingerprints.of(withFrames(new IllegalStateException(message)));
	}

	private String of(StackTraceElement... frames) {
		return this.fingerprints.of(withFrames(new IllegalStateException("x"), frames));
	}

	private static Exception withFrames(Exception error, StackTraceElement... frames) {
		error.setStackTrace(frames);
		return error;
	}

	private static StackTraceElement frame(String type, String method) {
		return new StackTraceElement(type, method, "File.java", 1);
	}

}
