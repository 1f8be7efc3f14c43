package dev.fanlight.redaction;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.fanlight.redaction.PrefixTable.Part;
import dev.fanlight.redaction.VendorTokens.Vendor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Builds tokens from every line of the table, of the right length and of a wrong one.
 */
@TestInstance(Lifecycle.PER_CLASS)
class VendorTokensTests {

	private final Redactor redactor = Redactor.of(RedactionPolicy.defaults());

	static Stream<Vendor> vendors() {
		return VendorTokens.TABLE.stream();
	}

	@Test
	void theTableKnowsManyVendors() {
		assertThat(VendorTokens.TABLE.stream().map(Vendor::id).distinct()).hasSizeGreaterThanOrEqualTo(90);
		assertThat(VendorTokens.TABLE).allSatisfy((vendor) -> assertThat(vendor.id()).matches("[a-z0-9-]{1,40}"));
	}

	@ParameterizedTest
	@MethodSource("vendors")
	void aTokenIsMaskedBetweenNeighbours(Vendor vendor) {
		Random random = new Random(42);
		for (int n = 0; n < 20; n++) {
			String body = body(vendor, random, 0);
			String near = vendor.body().startsWith("@") ? vendor.id() + " " : "";
			for (String[] around : new String[][] { { "got ", " ok" }, { "(", ")" }, { "\"", "\"" }, { "用", "户" },
					{ "x\n", "\n" }, { "😀", "😀" }, { "", "" } }) {
				String text = near + around[0] + vendor.prefix() + body + around[1];
				assertThat(this.redactor.redact(text, Exit.LOG)).as(text)
					.doesNotContain(body)
					.startsWith(near + around[0])
					.endsWith(around[1])
					.contains("[REDACTED:");
			}
		}
	}

	@ParameterizedTest
	@MethodSource("vendors")
	void aRunOfAnotherLengthStays(Vendor vendor) {
		List<Part> parts = parts(vendor);
		boolean ambiguous = VendorTokens.TABLE.stream()
			.anyMatch((other) -> other != vendor
					&& (other.prefix().startsWith(vendor.prefix()) || vendor.prefix().startsWith(other.prefix())));
		if (ambiguous || vendor.id().equals("discord")) {
			return;
		}
		String body = body(vendor, new Random(7), (parts.get(0).min() == parts.get(0).max()) ? 1 : -1);
		String text = "got " + vendor.prefix() + body + " ok";
		assertThat(this.redactor.redact(text, Exit.LOG)).isSameAs(text);
	}

	private static List<Part> parts(Vendor vendor) {
		String body = vendor.body();
		int from = body.startsWith("@") ? body.indexOf(':') + 1 : ("!<>".indexOf(body.charAt(0)) >= 0) ? 1 : 0;
		return VendorTokens.parts(body.substring(from));
	}

	/** A body; {@code wrong} is added to the length of the first part. */
	private static String body(Vendor vendor, Random random, int wrong) {
		StringBuilder body = new StringBuilder();
		for (Part part : parts(vendor)) {
			body.append(run(part, random, (body.length() == 0) ? wrong : 0)).append(part.then());
		}
		return body.toString();
	}

	private static String run(Part part, Random random, int wrong) {
		int spread = Math.min(part.max() - part.min(), 20);
		int length = part.min() + ((spread > 0 && wrong == 0) ? random.nextInt(spread + 1) : 0) + wrong;
		StringBuilder run = new StringBuilder();
		while (run.length() < length) {
			char c = (char) random.nextInt('z' + 1);
			boolean edge = run.length() == length - 1 || run.length() < 3;
			if (part.alphabet().has(c) && !(edge && !Chars.alnum(c))) {
				run.append(c);
			}
		}
		if (length >= 24 && part.alphabet().has('a') && part.alphabet().has('A')) {
			run.replace(0, 3, "aB3");
		}
		return run.toString();
	}

}
