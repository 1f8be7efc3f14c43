package dev.fanlight.redaction;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Linear time for every trigger, pair of triggers and prefix, repeated. Processor time of
 * the thread, best of several. On a machine that has other work to do it is divided by
 * how much longer it takes, in the same moments, to copy and look up the same characters
 * than the 0.62 ns each of the benchmark: 20 are 20 ns on that machine when it is quiet.
 */
@Tag("slow")
@Tag("one-jdk")
class LinearityTests {

	/** What a character may take on a machine that does nothing else. */
	private static final double BAR = 20;

	/** The same beside other builds, where the compiler comes late. */
	private static final double LIMIT = 3 * BAR;

	/** Nanoseconds to copy and look up a character on the quiet machine. */
	private static final double FLOOR = 0.62;

	private static final double GROWTH = 1.5;

	private static final double FAR_GROWTH = 2;

	/** Below this, growth is within what the clock can tell. */
	private static final double CHEAP = 5;

	/** Not waited for. Code that is not compiled yet is half as slow. */
	private static final double HOPELESS = 3000;

	private static final int ROUNDS = 8;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final byte[] CLASSES = new byte[128];

	static {
		for (char c : "=:>-_\\%~@+.".toCharArray()) {
			CLASSES[c] = 1;
		}
	}

	private final char[] buffer = new char[1_000_000];

	private final Redactor redactor = Redactor
		.of(RedactionPolicy.builder().group(DetectorGroup.PII, true).maxLength(1 << 21).build());

	private int found;

	@Test
	void everyHostileTextTakesLinearTime() {
		everyTextTakesLinearTime(units(), 100_000, LIMIT, GROWTH);
		everyTextTakesLinearTime(farUnits(), 100_000, LIMIT, FAR_GROWTH);
		for (String unit : List.of("eyJ", "://:@", "a@", "password=", "-----BEGIN ", "token" + " ".repeat(50), "://a:b",
				"pan=", "\"token\":\"", "sk-", "cookie:")) {
			double least = HOPELESS;
			for (int round = 0; round < ROUNDS && least > LIMIT; round++) {
				least = Math.min(least, cost(repeat(unit, 1_000_000), 2).compared());
			}
			assertThat(least).as("a million characters of " + unit).isLessThanOrEqualTo(LIMIT);
		}
	}

	/** Takes a minute. */
	@Test
	@EnabledIfSystemProperty(named = "fanlight.linearity.full", matches = "true")
	void aMillionCharactersOfEveryHostileTextTakeLinearTime() {
		everyTextTakesLinearTime(units(), 1_000_000, BAR, GROWTH);
		everyTextTakesLinearTime(farUnits(), 1_000_000, 1.5 * BAR, FAR_GROWTH);
	}

	private void everyTextTakesLinearTime(List<String> units, int length, double limit, double growth) {
		Set<String> open = new LinkedHashSet<>(units);
		open.forEach((unit) -> this.redactor.redact(repeat(unit, 10_000), Exit.LOG));
		// The compiler and the neighbours on the machine disturb; what is really slow is
		// slow every time
		for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
			int samples = 3 << Math.min(round, 5);
			open.removeIf((unit) -> isLinear(unit, length, samples, limit, growth));
		}
		assertThat(open).as("above %s units a character or growing, every time", limit).isEmpty();
	}

	private boolean isLinear(String unit, int length, int samples, double limit, double growth) {
		Cost small = cost(repeat(unit, length / 10), samples);
		Cost large = cost(repeat(unit, length), samples);
		assertThat(large.nanos()).as(unit).isLessThan(HOPELESS);
		return large.compared() <= limit && (large.compared() <= CHEAP || large.nanos() <= small.nanos() * growth);
	}

	private static List<String> units() {
		List<String> triggers = List.of("=", ":", ">", "-", "_", "\\", "%", "~", "@", "+", ".", "J", "K", "b", "z", "1",
				"4", "A", " ", "\"", "'", "(", ")", "[", "]", "{", "}", "<", "/", "&", ";", ",", "\n", "é", "：", "eyJ",
				"1 ", "a@", "://:@", "password=", "-----BEGIN ", "token" + " ".repeat(50));
		List<String> units = new ArrayList<>(triggers);
		triggers.forEach((first) -> triggers.forEach((second) -> units.add(first + second)));
		VendorTokens.TABLE.forEach((vendor) -> {
			units.add(vendor.prefix());
			units.add(vendor.prefix() + "a-");
		});
		units.addAll(List.of("://a:b", "://a:b/", "pan=", "pin=1", "password=[", "password=[ ", "password=( ",
				"{password=x ", "cookie:", "cookie: ", "Cookie: a=b ", "Authorization: Digest ", "Bearer a",
				"Basic YWFh", "eyJaaaaaaaaaa.b.c.", "eyJaaaaaaaa-", "\"password\":\"", "'password': rejected value [",
				"(password)=(", ",password)=(", "<password>", "<a b=\"", "Value: ", "password\" value=", "1 password=",
				"&gt;", ";", "&lt;password&gt;", "password:{value:", "arn:", "token=<", "password (",
				"Authorization: Ab ", "A:APA91b", "AZDO", "key=a", "password=\"a\" -> ", "4539 ", "45395787636214 ",
				"DE89", "219-09-1487", "1.1.1.1.", "http://a:", "-----BEGIN (password)=(", ":://", "fe80::",
				"jdbc:oracle:thin:", "1Q~", "123456789:AA", "a-us1", "--token ", "token%3A%22", "password=${",
				"Optional[", "x[password]=", "密码:", "secret access key: ", "1_1_:", "key-", "&quot;", "token:true ",
				"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B ", "\\u003d", "\\u003e", "token\\u003d",
				"token\\u003a\\u0022", "\\u003ctoken\\u003e", "+49 170 1234567 12345678 "));
		units.addAll(List.of("@tcp(", "<token><![CDATA[ ", "password 'a", "cookie='a:", "pass='" + "1-".repeat(33),
				"token:\"a\", ", "pin=[1,", "(password) values ('", "(password)values('b",
				"insert into t (token) values ('x'), ", "\\t:", "%token%="));
		return units;
	}

	/**
	 * Units that are read as far as what they begin may reach, the options of a command
	 * or the 64 characters of a value of a certain shape, and keys of every kind, each of
	 * which is masked.
	 */
	private static List<String> farUnits() {
		List<String> units = new ArrayList<>(
				List.of("curl -u a:b ", "curl -u a:b token=a ", "pin=(", "iban=(", "(pin)=(", "'pin': rejected value [",
						"pin: |\n  ", "<pin><![CDATA[", "n: form-data; name=\"token\"", "a:b@tcp(", "token%3A%27",
						"token=T{a='", "token=T{'", "[token:\"a\", ", "(password)values(", "a,(token)values(("));
		for (String key : List.of("auth", "sig", "code", "pass", "ssn", "cvv", "iban", "otp", "tokens", "card number",
				"authorization", "set-cookie", "traceId", "email", "public key", "a.value", "name")) {
			units.addAll(List.of(key + "=", key + ": ", "\"" + key + "\":", "?" + key + "=a&", key + "\\u003d",
					key + "=[", key + "='1", key + "=['1"));
		}
		return units;
	}

	/** Cost of a character, least of several. */
	private Cost cost(String text, int samples) {
		long least = Long.MAX_VALUE;
		long floor = Long.MAX_VALUE;
		for (int n = 0; n < samples; n++) {
			floor = Math.min(floor, floor(text));
			long before = THREADS.getCurrentThreadCpuTime();
			this.redactor.redact(text, Exit.LOG);
			least = Math.min(least, THREADS.getCurrentThreadCpuTime() - before);
		}
		return new Cost((double) least / text.length(), least / Math.max(text.length(), floor / FLOOR));
	}

	private long floor(String text) {
		long before = THREADS.getCurrentThreadCpuTime();
		text.getChars(0, text.length(), this.buffer, 0);
		int hits = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = this.buffer[i];
			if (c < 128 && CLASSES[c] != 0) {
				hits++;
			}
		}
		this.found += hits;
		return THREADS.getCurrentThreadCpuTime() - before;
	}

	private static String repeat(String unit, int length) {
		return unit.repeat(length / unit.length() + 1).substring(0, length);
	}

	/**
	 * What a character takes.
	 *
	 * @param nanos nanoseconds of processor time
	 * @param compared the same on a machine whose floor is {@link #FLOOR}
	 */
	private record Cost(double nanos, double compared) {
	}

}
