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
 * Linear time for every trigger, pair of triggers and prefix, repeated. Processor time is
 * measured against that of a plain loop in the same moments, one unit a byte, because the
 * machine has other work and its speed changes: 20 units are 20 ns where the loop takes 1
 * ns a byte.
 */
@Tag("slow")
class LinearityTests {

	/** The bar is 20; the rest is what a busy machine adds. */
	private static final double LIMIT = 26;

	private static final double FAR_LIMIT = 100;

	/** A million characters leave the caches, which a neighbour empties. */
	private static final double LONG_LIMIT = 32;

	private static final double GROWTH = 1.5;

	private static final double FAR_GROWTH = 2;

	/** Below this, growth is within what the clock can tell. */
	private static final double CHEAP = 5;

	private static final double HOPELESS = 1000;

	private static final int ROUNDS = 8;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final byte[] bytes = new byte[20_000];

	private final Redactor redactor = Redactor
		.of(RedactionPolicy.builder().group(DetectorGroup.PII, true).maxLength(1 << 21).build());

	private int sink;

	@Test
	void everyHostileTextTakesLinearTime() {
		everyTextTakesLinearTime(units(), 100_000, LIMIT, GROWTH);
		everyTextTakesLinearTime(farUnits(), 100_000, FAR_LIMIT, FAR_GROWTH);
		for (String unit : List.of("eyJ", "://:@", "a@", "password=", "-----BEGIN ", "token" + " ".repeat(50), "://a:b",
				"pan=", "\"token\":\"", "sk-", "cookie:")) {
			double least = HOPELESS;
			for (int round = 0; round < ROUNDS && least > LONG_LIMIT; round++) {
				least = Math.min(least, cost(repeat(unit, 1_000_000), 2));
			}
			assertThat(least).as("a million characters of " + unit).isLessThanOrEqualTo(LONG_LIMIT);
		}
	}

	/** Takes minutes. */
	@Test
	@EnabledIfSystemProperty(named = "fanlight.linearity.full", matches = "true")
	void aMillionCharactersOfEveryHostileTextTakeLinearTime() {
		everyTextTakesLinearTime(units(), 1_000_000, LONG_LIMIT, GROWTH);
		everyTextTakesLinearTime(farUnits(), 1_000_000, FAR_LIMIT, FAR_GROWTH);
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
		double small = cost(repeat(unit, length / 10), samples);
		double large = cost(repeat(unit, length), samples);
		assertThat(large).as(unit).isLessThan(HOPELESS);
		return large <= limit && (large <= CHEAP || large <= small * growth);
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
		units.addAll(List.of("@tcp(", "<token><![CDATA[ ", "password 'a", "cookie='a:", "pass='" + "1-".repeat(33)));
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
						"pin: |\n  ", "<pin><![CDATA[", "n: form-data; name=\"token\"", "a:b@tcp(", "token%3A%27"));
		for (String key : List.of("auth", "sig", "code", "pass", "ssn", "cvv", "iban", "otp", "tokens", "card number",
				"authorization", "set-cookie", "traceId", "email", "public key", "a.value", "name")) {
			units.addAll(List.of(key + "=", key + ": ", "\"" + key + "\":", "?" + key + "=a&", key + "\\u003d",
					key + "=[", key + "='1", key + "=['1"));
		}
		return units;
	}

	/** Cost of a character, least of several. */
	private double cost(String text, int samples) {
		long least = Long.MAX_VALUE;
		long loop = Long.MAX_VALUE;
		for (int n = 0; n < samples; n++) {
			loop = Math.min(loop, loop());
			long before = THREADS.getCurrentThreadCpuTime();
			this.redactor.redact(text, Exit.LOG);
			least = Math.min(least, THREADS.getCurrentThreadCpuTime() - before);
		}
		double nanosPerByte = Math.max(1, (double) loop / this.bytes.length);
		return (double) least / text.length() / nanosPerByte;
	}

	private long loop() {
		long before = THREADS.getCurrentThreadCpuTime();
		int hash = 1;
		for (byte b : this.bytes) {
			hash = hash * 31 + b;
		}
		this.sink += hash;
		return THREADS.getCurrentThreadCpuTime() - before;
	}

	private static String repeat(String unit, int length) {
		return unit.repeat(length / unit.length() + 1).substring(0, length);
	}

}
