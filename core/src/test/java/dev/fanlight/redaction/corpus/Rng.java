package dev.fanlight.redaction.corpus;

import java.util.List;
import java.util.SplittableRandom;

/** Seeded randomness with the few draws the generator needs. */
final class Rng {

	static final String DIGITS = "0123456789";

	static final String LOWER = "abcdefghijklmnopqrstuvwxyz";

	static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	static final String BASE62 = DIGITS + UPPER + LOWER;

	static final String BASE64URL = UPPER + LOWER + DIGITS + "-_";

	static final String BASE64 = UPPER + LOWER + DIGITS + "+/";

	static final String HEX = "0123456789abcdef";

	private final SplittableRandom random;

	Rng(long seed) {
		this.random = new SplittableRandom(seed);
	}

	int below(int bound) {
		return this.random.nextInt(bound);
	}

	int between(int low, int high) {
		return this.random.nextInt(low, high + 1);
	}

	long between(long low, long high) {
		return this.random.nextLong(low, high + 1);
	}

	boolean oneIn(int n) {
		return this.random.nextInt(n) == 0;
	}

	@SafeVarargs
	final <T> T pick(T... values) {
		return values[below(values.length)];
	}

	<T> T pick(List<T> values) {
		return values.get(below(values.size()));
	}

	/**
	 * Draw characters; a run of ten or more holds every class of its alphabet, as a real
	 * one practically always does.
	 */
	String run(String alphabet, int length) {
		char[] run = new char[length];
		for (int i = 0; i < length; i++) {
			run[i] = alphabet.charAt(below(alphabet.length()));
		}
		if (length >= 10) {
			for (String kind : List.of(DIGITS, LOWER, UPPER)) {
				require(run, alphabet, kind);
			}
		}
		return new String(run);
	}

	private void require(char[] run, String alphabet, String kind) {
		String common = String.valueOf(alphabet.chars()
			.filter((c) -> kind.indexOf(c) >= 0)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append));
		if (!common.isEmpty() && new String(run).chars().noneMatch((c) -> kind.indexOf(c) >= 0)) {
			run[1 + below(run.length - 2)] = common.charAt(below(common.length()));
		}
	}

	String digits(int length) {
		return run(DIGITS, length);
	}

	String hex(int length) {
		return run(HEX, length);
	}

	String base62(int length) {
		return run(BASE62, length);
	}

	String base64url(int length) {
		return run(BASE64URL, length);
	}

	String uuid() {
		return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-" + pick("8", "9", "a", "b") + hex(3) + "-" + hex(12);
	}

	/**
	 * Fill a template such as <code>dop_v1_{hex:64}</code>. Classes: {@code d} digits,
	 * {@code hex}, {@code HEX}, {@code a} lower-case alphanumeric, {@code A} upper-case
	 * alphanumeric, {@code L} letters, {@code n} base62, {@code u} base64url, {@code b}
	 * base64, {@code uuid}; {@code 20-40} is a range.
	 */
	String fill(String template) {
		StringBuilder filled = new StringBuilder();
		int at = 0;
		for (int open; (open = template.indexOf('{', at)) >= 0;) {
			int close = template.indexOf('}', open);
			String[] spec = template.substring(open + 1, close).split("[:-]");
			filled.append(template, at, open);
			if (spec[0].equals("uuid")) {
				filled.append(uuid());
			}
			else {
				int low = Integer.parseInt(spec[1]);
				int high = (spec.length > 2) ? Integer.parseInt(spec[2]) : low;
				filled.append(run(alphabet(spec[0]), between(low, high)));
			}
			at = close + 1;
		}
		return filled.append(template.substring(at)).toString();
	}

	private static String alphabet(String name) {
		return switch (name) {
			case "d" -> DIGITS;
			case "hex" -> HEX;
			case "HEX" -> "0123456789ABCDEF";
			case "a" -> DIGITS + LOWER;
			case "A" -> DIGITS + UPPER;
			case "L" -> LOWER + UPPER;
			case "n" -> BASE62;
			case "u" -> BASE64URL;
			case "b" -> BASE64;
			case "base32" -> UPPER + "234567";
			case "bech32" -> "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
			default -> throw new IllegalArgumentException(name);
		};
	}

}
