package dev.fanlight.redaction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The last length, character and neighbour on either side of what each detector takes.
 * {@code {n}x} stands for that many characters.
 */
@TestInstance(Lifecycle.PER_CLASS)
class EdgeTests {

	private final Redactor redactor = Redactor.of(RedactionPolicy.defaults());

	private final Redactor personal = Redactor.of(RedactionPolicy.builder().group(DetectorGroup.PII, true).build());

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = { "http://u:pw@h/|http://u:[REDACTED:url-userinfo]@h/",
			"http:\\/\\/u:pw@h|http:\\/\\/u:[REDACTED:url-userinfo]@h",
			"redis://:pw@h:6379|redis://:[REDACTED:url-userinfo]@h:6379",
			"http://u:p:w@q@h/|http://u:[REDACTED:url-userinfo]@h/",
			"http://u:p/w@h|http://u:[REDACTED:url-userinfo]@h", "http://u:p?w@h|http://u:[REDACTED:url-userinfo]@h",
			"http://u:${X:pw}@h|http://u:[REDACTED:url-userinfo]@h", "http://u:a*@h|http://u:[REDACTED:url-userinfo]@h",
			"m://a:1,b:2/x u://c:d@h|m://a:1,b:2/x u://c:[REDACTED:url-userinfo]@h",
			"m://u:p;w@h|m://u:[REDACTED:url-userinfo]@h",
			"jdbc:oracle:thin:scott/tiger@h:1521|jdbc:oracle:thin:scott/[REDACTED:url-userinfo]@h:1521",
			"x://u:{1021}x@h|x://u:[REDACTED:url-userinfo]@h" })
	void passwordsInUrlsGo(String text, String expected) {
		assertThat(this.redactor.redact(expand(text), Exit.LOG)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://u:${PW}@h", "http://u:{pw}@h", "http://u:<pw>@h", "http://u:****@h",
			"http://u@h:80/", "http://h:8080/a@b", "http://h:80?q=a@b", "http://h:80#a@b", "http://u:@h",
			"http:/u:pw@h", "http://[::1]:80/x@y", "m://h:1,g:2;a@b", "jdbc:oracle:thin:@h:1521",
			"jdbc:oracle:thin:/@h", "jdbc:oracle:thin:scott/@h", "jdbc:oracle:thin:scott@h",
			"jdbc:oracle:thin:scott/ti ger@h", "jdbc:oracle:fat:scott/tiger@h", "x://u:{1022}x@h" })
	void urlsWithoutPasswordsStay(String text) {
		assertThat(this.redactor.redact(expand(text), Exit.LOG)).isEqualTo(expand(text));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			value = { "Bearer abcdefg1|Bearer #", "bearer  abcdefg1,|bearer  #,", "BEARER%20abcdefg1|BEARER%20#",
					"Bearer abcdefg1== x|Bearer # x", "Bearer abcdefg1. Next|Bearer #. Next",
					"Bearer aXbYcZdW|Bearer #", "Basic YTpi|Basic #", "Basic dXNlcjpwdw== x|Basic # x",
					"basic YWE6YmI=|basic #" })
	void bareSchemesLoseTheirCredential(String text, String expected) {
		assertThat(this.redactor.redact(text, Exit.LOG)).isEqualTo(expected.replace("#", "[REDACTED:auth-header]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer abcdef1", "Bearer abcdefgh", "Bearer SomeCamelCase", "Bearer ALLCAPITALS",
			"Bearer realm1=\"x\"", "Bearer realm1=x", "Bearertoken1234", "Bearer", "Basic auth", "Basic aGVsbG8=",
			"Basic AAE6YQ==", "basically" })
	void wordsBehindASchemeStay(String text) {
		assertThat(this.redactor.redact(text, Exit.LOG)).isSameAs(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "eyJ{7}a.eyJ{3}b.c x|[REDACTED:jwt] x", "eyJ{7}a.eyJb|[REDACTED:jwt]",
					"eyJ{7}a.b.c.d.e x|[REDACTED:jwt] x", "eyJ{7}a..c.d.e x|[REDACTED:jwt] x",
					"eyJ{7}a.eyJb.c.d.e.f|[REDACTED:jwt].f", "aB18Q~{31}c|[REDACTED:azure-key]",
					"aB18Q~{34}c.|[REDACTED:azure-key].", "x aB18Q~{34}c x|x [REDACTED:azure-key] x",
					"aB18Q~{16}c|[REDACTED:azure-key]", "12345678:AA{33}b x|[REDACTED:telegram] x",
					"1234567890:AA{33}b x|[REDACTED:telegram] x", "/bot123456789:AA{33}b/x|/bot[REDACTED:telegram]/x",
					"{32}a-us1 x|[REDACTED:mailchimp] x", "{32}a-us21|[REDACTED:mailchimp]",
					"{6}a_{29}b_mmk|[REDACTED:maxmind]" })
	void tokensAreTakenUpToTheirLastLength(String text, String expected) {
		assertThat(this.redactor.redact(expand(text), Exit.LOG)).isEqualTo(expand(expected));
	}

	/** A body that the end of the text cuts off, and what stands around a token. */
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "glpat-{16}a|#gitlab]", "glpat-{15}a|glpat-{15}a", "glpat-{16}a x|glpat-{16}a x",
					"ghp_{36}a[REDACTED:kv]|ghp_{36}a[REDACTED:kv]", "ghp_{36}a[x]|#github][x]",
					"glpat-{20}a.|#gitlab].", "glpat-{20}a..|#gitlab]..", "glpat-{20}a: x|#gitlab]: x",
					"{100}a.atlasv1.{60}b|{21}a#terraform]", "x y.atlasv1.{60}b|x #terraform]",
					"mailgun{68} key-{32}a|mailgun{68} #mailgun]", "mailgun{69} key-{32}a|mailgun{69} key-{32}a",
					"MailGun key-{32}a|MailGun #mailgun]", "mailgun key-{16}a|mailgun #mailgun]", "key-{16}a|key-{16}a",
					"sk-Ab1{29}z x|#openai] x", "sk-Ab1{28}z x|sk-Ab1{28}z x", "sk-Ab1{13}z|#openai]",
					"sk-ab1{13}z|sk-ab1{13}z", "sk-AB1{29}Z x|sk-AB1{29}Z x", "sk-Abz{29}z x|sk-Abz{29}z x" })
	void tokensEndWithTheTextOrBeforeTheirNeighbours(String text, String expected) {
		assertThat(this.redactor.redact(expand(text), Exit.LOG)).isEqualTo(expand(expected).replace("#", "[REDACTED:"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "eyJ{6}a.eyJb.c", "eyJ{7}a.b.c.d x", "eyJ{7}a", "xeyJ{7}a.eyJb.c", "aB18Q~{30}c x",
			"aB18Q~{35}c x", "aB1xQ~{31}c", "xaB18Q~{31}c", "aB18q~{31}c", "1234567:AA{33}b", "12345678901:AA{33}b",
			"12345678:AA{32}b", "12345678:AA{34}b", "12345678:AB{33}b", "x12345678:AA{33}b", "{31}a-us1", "{33}a-us1",
			"{32}g-us1", "{32}a-us", "{32}a-us1x", "{32}a-usa", "{32}a_us1", "{6}a_{28}b_mmk", "{5}a_{29}b_mmk",
			"{6}a-{29}b_mmk", "{6}a_{29}b_mmkx", "x{6}a_{29}b_mmk" })
	void tokensOfOtherLengthsStay(String text) {
		assertThat(this.redactor.redact(expand(text), Exit.LOG)).isEqualTo(expand(text));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			value = { "<password>x1</password>|<password>#</password>",
					"<password> x1 </password>|<password> # </password>",
					"<a:password>x1</a:password>|<a:password>#</a:password>",
					"<p name=\"password\">x1</p>|<p name=\"password\">#</p>",
					"<p key='password'>x1</p>|<p key='password'>#</p>", "<pin>1234</pin>|<pin>#</pin>",
					"a><password>x1</password>|a><password>#</password>" })
	void textOfSecretElementsGoes(String text, String expected) {
		assertThat(this.redactor.redact(text, Exit.LOG)).isEqualTo(expected.replace("#", "[REDACTED:kv]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "<password></password>", "<password><b>x</b></password>", "</password>x1</b>",
			"<password>null</password>", "<p id=\"password\">x1</p>", "<key>x1</key>", "<email>x1</email>",
			"<pin>12</pin>", "<trace_id>4539578763621486</trace_id>", "a > password > b" })
	void textOfOtherElementsStays(String text) {
		assertThat(this.redactor.redact(text, Exit.LOG)).isSameAs(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "-----BEGIN PRIVATE KEY-----|{16}A;-----BEGIN PRIVATE KEY-----|#",
			"-----BEGIN PRIVATE KEY-----|{16}A|{9}B| and more;-----BEGIN PRIVATE KEY-----|#| and more",
			"-----BEGIN PGP PRIVATE KEY BLOCK-----|Version: 1||{16}A;-----BEGIN PGP PRIVATE KEY BLOCK-----|#",
			"-----BEGIN PRIVATE KEY-----|{16}A|-----END PRIVATE KEY----- x;-----BEGIN PRIVATE KEY-----|#|-----END PRIVATE KEY----- x" })
	void privateKeysGoWithAndWithoutAnEnd(String text, String expected) {
		for (String line : new String[] { "\n", "\\n", "\\\\n", "\r\n" }) {
			assertThat(this.redactor.redact(expand(text).replace("|", line), Exit.LOG))
				.isEqualTo(expected.replace("|", line).replace("#", "[REDACTED:pem]"));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = { "{64}a@b.de|[REDACTED:email]",
			"a.b+c@d-e.co.uk.|[REDACTED:email].", "<a@b.de>|<[REDACTED:email]>", "+4917012345|[REDACTED:phone]",
			"+49 (170) 123-4567 x|[REDACTED:phone] x", "tel 0170 1234567|tel [REDACTED:phone]",
			"fax: 1234567|fax: [REDACTED:phone]", "219-09-1487|[REDACTED:us-ssn]", "10.0.0.1 x|[REDACTED:ipv4] x",
			"driver on 10.0.0.1|driver on [REDACTED:ipv4]", "10.20.0.0|[REDACTED:ipv4]",
			"255.255.255.255:80|[REDACTED:ipv4]:80", "2001:db8::1 x|[REDACTED:ipv6] x",
			"1:2:3:4:5:6:7:8|[REDACTED:ipv6]", "AB123456C|[REDACTED:uk-nino]", "AB 12 34 56 D x|[REDACTED:uk-nino] x" })
	void personalDataGoes(String text, String expected) {
		assertThat(this.personal.redact(expand(text), Exit.LOG)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{65}a@b.de", "a@b", "a@b.c", "a@b-.d1", "a.@b.de", "@b.de", "a@b..de", "git@b.de",
			"i@2x.png", "+4917012", "+0917012345", "x+4917012345", "+{16}1", "tall 1234567", "tel 123456",
			"tel\n1234567", "219-00-1487", "000-09-1487", "666-09-1487", "919-09-1487", "219-09-0000", "219-09-14877",
			"219-09-1487-1", "1-219-09-1487", "10.0.0.256", "10.0.0.01", "9.0.0.1", "127.0.0.1", "10.0.0.1.2",
			"v10.0.0.1", "version 15.3.0.9", "\"appVersion\":\"15.3.0.9\"", "Chrome/120.0.0.0", "10.0.0.1-a", "10.0.0",
			"12:34:56", "a::b", "1:2:3:4:5:6:7:8:9", "00:1b:44:11:3a:b7", "AB12345C", "AB123456E", "AB123456CX",
			"DB123456C", "AO123456C", "GB123456C" })
	void whatIsNearlyPersonalStays(String text) {
		assertThat(this.personal.redact(expand(text), Exit.LOG)).isEqualTo(expand(text));
	}

	/** First four digits, first to last, and the lengths; no other number is a card. */
	@Test
	void cardsAreKnownByTheRangesOfTheirIssuers() {
		int[][] ranges = { { 2200, 2204, 16, 19 }, { 2221, 2720, 16, 16 }, { 3000, 3059, 14, 19 },
				{ 3095, 3095, 14, 19 }, { 3400, 3499, 15, 15 }, { 3528, 3589, 16, 19 }, { 3600, 3699, 14, 19 },
				{ 3700, 3799, 15, 15 }, { 3800, 3999, 14, 19 }, { 4000, 4999, 16, 16 }, { 4000, 4999, 19, 19 },
				{ 5000, 5099, 16, 19 }, { 5100, 5599, 16, 16 }, { 5600, 6999, 16, 19 } };
		for (int four = 1000; four < 10_000; four++) {
			for (int length = 13; length <= 20; length++) {
				String digits = four + "7281530946172835".substring(0, length - 5);
				String text = "no " + digits + luhn(digits) + " x";
				boolean card = false;
				for (int[] range : ranges) {
					card |= four >= range[0] && four <= range[1] && length >= range[2] && length <= range[3];
				}
				assertThat(this.redactor.redact(text, Exit.LOG)).isEqualTo(card ? "no [REDACTED:pan] x" : text);
			}
		}
	}

	private static int luhn(String digits) {
		int sum = 0;
		for (int i = 0; i < digits.length(); i++) {
			int d = (digits.charAt(digits.length() - 1 - i) - '0') * ((i % 2 == 0) ? 2 : 1);
			sum += d / 10 + d % 10;
		}
		return (10 - sum % 10) % 10;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			value = { "4539-5787-6362-1486|#", "4539.5787.6362.1486|#", "4539\u00a05787\u00a06362\u00a01486|#",
					"{\"n\":4539578763621486}|{\"n\":null}", "{\"n\": 4539578763621486 }|{\"n\": null }",
					"\"4539578763621486\"|\"#\"", "1, 4539578763621486|1, #", "(4539578763621486)|(#)",
					"4539578763621486.|#.", "4539578763621486-|#-", "DE89-3704-0044-0532-0130-00|[REDACTED:iban]",
					"+49/170.1234567|[REDACTED:phone]", "+49-170-1234567|[REDACTED:phone]",
					"+49 (170)1234567|[REDACTED:phone]", "+49.170.1234567 2026-11-27|[REDACTED:phone] 2026-11-27",
					"mobile: 0170/1234567|mobile: [REDACTED:phone]",
					"+49 170 1234567 12345678|[REDACTED:phone] 12345678",
					"+49 170 1234567 1234 5678 9012|[REDACTED:phone] 1234 5678 9012",
					"tel 0170 1234567 123456789|tel [REDACTED:phone] 123456789",
					"+49 170 1234567 3rd floor|[REDACTED:phone] 3rd floor", "+49 170 1234567 123|[REDACTED:phone]",
					"+10 170 1234567 123456789|[REDACTED:phone] 123456789" })
	void groupsHaveTheUsualSeparators(String text, String expected) {
		assertThat(this.personal.redact(text, Exit.LOG)).isEqualTo(expected.replace("#", "[REDACTED:pan]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "4539_5787_6362_1486", "4539 5787-6362 1486", "45395787 6362 1486", "4539578763621486-1",
			"4539578763621486.5", "1.4539578763621486", "a4539578763621486", "4539578763621486a", "4539578763621487",
			"DE89 3704-0044 0532 0130 00", "DE89370400440532013001", "DE893704004405320130", "XE89370400440532013000",
			"+49_170_1234567", "+49 170", "+49 170 12345678901234", "tel 0170 123456789012",
			"+49-170-1234567-12345678" })
	void otherGroupsStay(String text) {
		assertThat(this.personal.redact(text, Exit.LOG)).isSameAs(text);
	}

	private static String expand(String text) {
		StringBuilder expanded = new StringBuilder();
		for (int i = 0; i < text.length(); i++) {
			int close = (text.charAt(i) == '{' && Character.isDigit(text.charAt(Math.min(i + 1, text.length() - 1))))
					? text.indexOf('}', i) : -1;
			if (close > 0) {
				expanded.append(
						text.substring(close + 1, close + 2).repeat(Integer.parseInt(text.substring(i + 1, close))));
				i = close + 1;
			}
			else {
				expanded.append(text.charAt(i));
			}
		}
		return expanded.toString();
	}

}
