package dev.fanlight.errors;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether two errors are of one kind, across builds and processes. What counts are
 * the classes of the causes and the innermost methods of the application, those where the
 * root cause came from; not what a message says, not lines, proxies, accessors, numbers
 * of lambdas and anonymous classes, class loaders and modules, and not an exception that
 * only carries another from one thread or layer to the next.
 * <p>
 * At most {@value #MOST_CAUSES} causes, {@value #DEEPEST} frames of each and
 * {@value #MOST_METHODS} methods are looked at. Thread-safe.
 */
public final class Fingerprints {

	static final int MOST_CAUSES = 32;

	static final int DEEPEST = 512;

	static final int MOST_METHODS = 8;

	/** Methods of others say little: a few tell them apart. */
	private static final int MOST_FOREIGN_METHODS = 3;

	private static final int LONGEST_MESSAGE = 200;

	private static final Set<String> CARRIERS = Set.of("jakarta.servlet.ServletException",
			"java.lang.reflect.InvocationTargetException", "java.lang.reflect.UndeclaredThrowableException",
			"java.security.PrivilegedActionException", "java.util.concurrent.CompletionException",
			"java.util.concurrent.ExecutionException",
			"org.springframework.amqp.listener.ListenerExecutionFailedException",
			"org.springframework.amqp.rabbit.support.ListenerExecutionFailedException",
			"org.springframework.jms.listener.adapter.ListenerExecutionFailedException",
			"org.springframework.kafka.listener.ListenerExecutionFailedException",
			"org.springframework.messaging.MessageHandlingException", "reactor.core.Exceptions$ReactiveException");

	private static final List<String> FRAMEWORKS = List.of("ch.qos.logback.", "com.sun.", "io.micrometer.", "io.netty.",
			"jakarta.", "java.", "javax.", "jdk.", "kotlin.", "kotlinx.", "org.apache.catalina.", "org.apache.coyote.",
			"org.apache.tomcat.", "org.eclipse.jetty.", "org.slf4j.", "org.springframework.", "reactor.", "sun.");

	/**
	 * What follows one of these in the name of a class was made while the process ran.
	 */
	private static final List<String> GENERATED = List.of("$$SpringCGLIB$$", "$$EnhancerBy", "$$FastClass", "$$Lambda",
			"$Proxy", "$ByteBuddy$", "$HibernateProxy$", "$MockitoMock$", "$auxiliary$", "_$$_", "__Autowiring",
			"__BeanDefinitions");

	private final List<String> packages;

	/**
	 * Create fingerprints of an application.
	 * @param packages its packages, with all below them; if none or if an error never
	 * passed them, the innermost methods outside of frameworks count
	 */
	public Fingerprints(List<String> packages) {
		this.packages = packages.stream().filter((name) -> !name.isBlank()).map((name) -> name + '.').toList();
	}

	/**
	 * Compute the fingerprint of an error.
	 * @param error the error
	 * @return 16 lower-case hexadecimal digits
	 */
	public String of(Throwable error) {
		List<Throwable> chain = chain(error);
		Hash hash = new Hash();
		chain.forEach((each) -> hash.add(each.getClass().getName()));
		List<StackTraceElement> methods = methods(chain);
		if (methods.isEmpty()) {
			hash.addWords(chain.get(chain.size() - 1).getMessage());
		}
		methods.forEach((method) -> hash.add(method.getClassName()).add(method(method)));
		return hash.toString();
	}

	/**
	 * Find the method that an error came from.
	 * @param error the error
	 * @return class and method, or {@code null} without any frame
	 */
	@Nullable String place(Throwable error) {
		List<StackTraceElement> methods = methods(chain(error));
		return methods.isEmpty() ? null : methods.get(0).getClassName() + '.' + method(methods.get(0));
	}

	/**
	 * Find the outermost exception that says something, and does not only carry another.
	 * @param error what was thrown
	 * @return the error itself or one of its causes
	 */
	public static Throwable outermost(Throwable error) {
		Throwable current = error;
		for (int i = 0; i < MOST_CAUSES && isCarrier(current); i++) {
			current = Objects.requireNonNull(current.getCause());
		}
		return current;
	}

	private static boolean isCarrier(Throwable error) {
		return error.getCause() != null && CARRIERS.contains(error.getClass().getName());
	}

	/** From the outermost exception that says something to the root cause. */
	static List<Throwable> chain(Throwable error) {
		List<Throwable> chain = new ArrayList<>(4);
		Throwable current = error;
		for (int i = 0; current != null && i < MOST_CAUSES; i++) {
			if (!isCarrier(current)) {
				chain.add(current);
			}
			current = current.getCause();
		}
		return chain.isEmpty() ? List.of(error) : chain;
	}

	private List<StackTraceElement> methods(List<Throwable> chain) {
		for (int i = chain.size() - 1; i >= 0 && !this.packages.isEmpty(); i--) {
			List<StackTraceElement> own = methods(chain.get(i), this::isOwn, MOST_METHODS);
			if (!own.isEmpty()) {
				return own;
			}
		}
		Throwable root = chain.get(chain.size() - 1);
		List<StackTraceElement> foreign = methods(root, (name) -> !startsWith(name, FRAMEWORKS), MOST_FOREIGN_METHODS);
		return foreign.isEmpty() ? methods(root, (name) -> true, MOST_FOREIGN_METHODS) : foreign;
	}

	private static List<StackTraceElement> methods(Throwable error, NameFilter wanted, int most) {
		StackTraceElement[] frames = error.getStackTrace();
		List<StackTraceElement> methods = new ArrayList<>(most);
		StackTraceElement last = null;
		for (int i = 0; i < frames.length && i < DEEPEST && methods.size() < most; i++) {
			StackTraceElement frame = frames[i];
			if (wanted.test(frame.getClassName()) && !isGenerated(frame) && (last == null || !isSame(last, frame))) {
				methods.add(frame);
				last = frame;
			}
		}
		return methods;
	}

	private boolean isOwn(String name) {
		return startsWith(name, this.packages);
	}

	private static boolean startsWith(String name, List<String> prefixes) {
		for (String prefix : prefixes) {
			if (name.startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isGenerated(StackTraceElement frame) {
		String method = frame.getMethodName();
		return end(frame.getClassName()) < frame.getClassName().length() || method.startsWith("access$")
				|| method.startsWith("$deserializeLambda$") || method.contains("_aroundBody");
	}

	/**
	 * A lambda is part of the method around it, and a method that calls itself is one.
	 */
	private static boolean isSame(StackTraceElement one, StackTraceElement other) {
		return one.getClassName().equals(other.getClassName()) && method(one).equals(method(other));
	}

	private static String method(StackTraceElement frame) {
		String method = frame.getMethodName();
		if (method.startsWith("lambda$")) {
			int end = method.lastIndexOf('$');
			return (end > 7) ? method.substring(7, end) : "lambda";
		}
		int end = method.indexOf("$lambda$");
		return (end > 0) ? method.substring(0, end) : method;
	}

	/** Where the part of a class name ends that the build has given it. */
	private static int end(String name) {
		int end = name.indexOf('/');
		end = (end < 0) ? name.length() : end;
		for (String generated : (name.indexOf('$') < 0 && name.indexOf('_') < 0) ? List.<String>of() : GENERATED) {
			int at = name.indexOf(generated);
			end = (at >= 0) ? Math.min(end, at) : end;
		}
		return end;
	}

	@FunctionalInterface
	private interface NameFilter {

		boolean test(String name);

	}

	/**
	 * FNV-1a of 64 bits over what is the same in every build.
	 */
	private static final class Hash {

		private static final long PRIME = 0x100000001b3L;

		private long value = 0xcbf29ce484222325L;

		/** The number of an anonymous class moves when another is added before it. */
		Hash add(String name) {
			int end = end(name);
			boolean number = false;
			for (int i = 0; i < end; i++) {
				char c = name.charAt(i);
				number = isDigit(c) && (number || (i > 0 && name.charAt(i - 1) == '$'));
				if (!number) {
					add(c);
				}
			}
			add('\n');
			return this;
		}

		/** Words with a digit in them are values. */
		void addWords(@Nullable String text) {
			if (text == null) {
				return;
			}
			for (String word : text.substring(0, Math.min(text.length(), LONGEST_MESSAGE)).split("[^\\p{L}\\p{N}]+")) {
				if (word.chars().noneMatch(Character::isDigit)) {
					word.chars().forEach(this::add);
					add(' ');
				}
			}
		}

		private void add(int c) {
			this.value = (this.value ^ c) * PRIME;
		}

		private static boolean isDigit(char c) {
			return c >= '0' && c <= '9';
		}

		@Override
		public String toString() {
			return HexFormat.of().toHexDigits(this.value);
		}

	}

}
