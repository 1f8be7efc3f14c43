package dev.fanlight.redaction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each detector finds and, as important, what it leaves alone.
 */
@TestInstance(Lifecycle.PER_CLASS)
class DetectorTests {

	private final Redactor redactor = Redactor.of(RedactionPolicy.defaults());

	private final Redactor personal = Redactor.of(RedactionPolicy.builder().group(DetectorGroup.PII, true).build());

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = {
			"paid with 4539578763621486 today|paid with [REDACTED:pan] today",
			"paid with 4539 5787 6362 1486 2026-03-16|paid with [REDACTED:pan] 2026-03-16",
			"paid with 4539-5787-6362-1486.|paid with [REDACTED:pan].", "amex 3782 822463 10005|amex [REDACTED:pan]",
			"amex 378282246310005|amex [REDACTED:pan]", "卡号4539578763621486，|卡号[REDACTED:pan]，",
			"track ;4539578763621486=2512|track ;[REDACTED:pan]=2512",
			"track ;4539578763621486=25121010000000000000?|track ;[REDACTED:pan]?",
			"4539578763621486=1234567|[REDACTED:pan]", "4539578763621486=123456|[REDACTED:pan]=123456",
			"card 4539.5787.6362.1486 ok|card [REDACTED:pan] ok", "csv 42,4539578763621486,12|csv 42,[REDACTED:pan],12",
			"diners 30569309025904|diners [REDACTED:pan]", "mir 2200000000000004|mir [REDACTED:pan]",
			"card_4539578763621486|card_[REDACTED:pan]", "order 5500 4539 5787 6362 1486|order 5500 [REDACTED:pan]",
			"line\\n4539578763621486|line\\n[REDACTED:pan]", "%224539578763621486%22|%22[REDACTED:pan]%22",
			"to DE89370400440532013000.|to [REDACTED:iban].",
			"to DE89 3704 0044 0532 0130 00 2026-03-16|to [REDACTED:iban] 2026-03-16",
			"NO9386011117947 and GB82WEST12345698765432|[REDACTED:iban] and [REDACTED:iban]" })
	void financialDataIsMasked(String text, String expected) {
		assertThat(this.redactor.redact(text, Exit.LOG)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ts 1763711234567", "ts 1763711234567890", "ts 1763711234567890123", "ean 4006381333931",
			"imei 356938035643809", "iccid 8949222096541234567", "order 4539578763621487", "x4539578763621486",
			"4539578763621486x", "0.4539578763621486", "0,4539578763621486", "00-4539578763621486-01",
			"4539578763621486.5", "45395787636214861", "4539 5787-6362 1486", "453957876362 1486",
			"4539.5787-6362.1486", "+4539578763621486", "sha256 DE89 370400440532013000", "DE88370400440532013000",
			"DE8937040044053201300", "XX89370400440532013000", "part AB12 CD34", "container MSKU1234567",
			"2026-11-21 12:34:56.789" })
	void numbersThatOnlyLookFinancialStay(String text) {
		assertThat(this.redactor.redact(text, Exit.LOG)).isSameAs(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = {
			"got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3 ok|got [REDACTED:jwt] ok",
			"got eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0. ok|got [REDACTED:jwt]. ok",
			"cut eyJhbGciOiJIUzI1NiJ9.eyJzdW|cut [REDACTED:jwt]",
			"jwe eyJhbGciOiJkaXIifQ..iv12345.cipher12.tag12 ok|jwe [REDACTED:jwt] ok",
			"sent Bearer mF_9.B5f-4.1JqM ok|sent Bearer [REDACTED:auth-header] ok",
			"sent BEARER abcdefgh1= ok|sent BEARER [REDACTED:auth-header] ok",
			"sent bearer aBcDeFgHiJ ok|sent bearer [REDACTED:auth-header] ok",
			"sent Basic YWxhZGRpbjpvcGVuc2VzYW1l ok|sent Basic [REDACTED:auth-header] ok",
			"Authorization: Bearer x|Authorization: Bearer [REDACTED:auth-header]",
			"Authorization: Digest username=^a^, nonce=^b^|Authorization: Digest [REDACTED:auth-header]",
			"Proxy-Authorization: Basic YTpi|Proxy-Authorization: Basic [REDACTED:auth-header]",
			"at postgres://user:p%40ss@host/db|at postgres://user:[REDACTED:url-userinfo]@host/db",
			"at redis://:pw@host:6379|at redis://:[REDACTED:url-userinfo]@host:6379",
			"at mongodb://u:p@h1:27017,h2:27017/x|at mongodb://u:[REDACTED:url-userinfo]@h1:27017,h2:27017/x",
			"at smtp://a@b.de:p@ss:w@smtp.b.de:587|at smtp://a@b.de:[REDACTED:url-userinfo]@smtp.b.de:587",
			"at amqp://guest:gu/est@rabbit/v|at amqp://guest:[REDACTED:url-userinfo]@rabbit/v",
			"at jdbc:oracle:thin:scott/tiger@//h:1521/x|at jdbc:oracle:thin:scott/[REDACTED:url-userinfo]@//h:1521/x",
			"entra aB18Q~abcdefghijklmnopqrstuvwxyz01234.|entra [REDACTED:azure-key]",
			"bot 123456789:AAabcdefghijklmnopqrstuvwxyz0123456 ok|bot [REDACTED:telegram] ok",
			"mc 0123456789abcdef0123456789abcdef-us12 ok|mc [REDACTED:mailchimp] ok",
			"glued \\nghp_abcdefghijklmnopqrstuvwxyz0123456789|glued \\n[REDACTED:github]",
			"cut ghp_abcdefghijklmnop|cut [REDACTED:github]",
			"new ghs_123456_eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln-Y j|new [REDACTED:github] j",
			"use mailgun key-0123456789abcdef0123456789abcdef|use mailgun [REDACTED:mailgun]",
			"to https://hooks.slack.com/services/T0000/B0000/abcdefghijklmnop|"
					+ "to https://hooks.slack.com/services/[REDACTED:slack]" })
	void secretsAreMasked(String text, String expected) {
		String quoted = text.replace('^', '"');
		assertThat(this.redactor.redact(quoted, Exit.LOG)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "cursor eyJpZCI6MTIzNDU2Nzg5MH0 next", "eyJ.eyJ", "bearer of bad news",
			"Basic authentication failed", "Bearer authentication required", "Bearer TokenAuthentication failed",
			"WWW-Authenticate: Bearer realm=\"x\"", "http://localhost:8080/a@b", "git@github.com:org/repo.git",
			"http://[::1]:8080/x", "http://host:80/?q=a:b@c", "https://user@host/x", "kafka://a:9092,b:9092",
			"jdbc:sqlserver://h:1433;databaseName=a@b", "prose ghp_ or gho_ tokens", "npm_config_registry=x",
			"npm_lifecycle_event", "pypi-publish-action", "the Aizawa family", "risk-assessment-of-the-disk-1-Abc",
			"task-12345", "sk-estimator-doc-link-container", "pk_live_abcdefghijklmnopqrstuvwx", "SG.1",
			"AKIAIOSFODNN7EXAMPLEX", "xAKIAIOSFODNN7EXAMPLE", "SK0123456789abcdef0123456789abcdefab",
			"key-0123456789abcdef0123456789abcdef", "sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709",
			"7f0c2d1e-9a54-4d0b-8f1b-7a1d6f7f3a55", "-----BEGIN CERTIFICATE-----\nMIIEpAIBAAKCAQEA0Z3VS5\n",
			"-----BEGIN PUBLIC KEY-----\nMIIEpAIBAAKCAQEA0Z3VS5\n-----END PUBLIC KEY-----",
			"expected -----BEGIN PRIVATE KEY----- but found garbage", "----------", "a--b" })
	void textThatOnlyLooksSecretStays(String text) {
		assertThat(this.redactor.redact(text, Exit.LOG)).isSameAs(text);
	}

	@Test
	void privateKeysKeepTheirArmour() {
		String body = "MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7";
		assertThat(redact("a -----BEGIN RSA PRIVATE KEY-----\n" + body + "\nabcd\n-----END RSA PRIVATE KEY----- b"))
			.isEqualTo("a -----BEGIN RSA PRIVATE KEY-----\n[REDACTED:pem]\n-----END RSA PRIVATE KEY----- b");
		assertThat(redact("{\"private_key\":\"-----BEGIN PRIVATE KEY-----\\n" + body
				+ "\\n-----END PRIVATE KEY-----\\n\",\"x\":1}"))
			.isEqualTo("{\"private_key\":\"-----BEGIN PRIVATE KEY-----\\n[REDACTED:pem]\\n"
					+ "-----END PRIVATE KEY-----\\n\",\"x\":1}");
		assertThat(redact("-----BEGIN OPENSSH PRIVATE KEY-----\\\\n" + body + "\\\\n" + body))
			.isEqualTo("-----BEGIN OPENSSH PRIVATE KEY-----\\\\n[REDACTED:pem]");
		assertThat(redact("-----BEGIN EC PRIVATE KEY-----\n" + body + "\nabcd\nCaused by: x\n\tat y"))
			.isEqualTo("-----BEGIN EC PRIVATE KEY-----\n[REDACTED:pem]\nCaused by: x\n\tat y");
		assertThat(redact("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES\n\n" + body
				+ "\n-----END RSA PRIVATE KEY-----"))
			.isEqualTo("-----BEGIN RSA PRIVATE KEY-----\n[REDACTED:pem]\n-----END RSA PRIVATE KEY-----");
		assertThat(redact(
				"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n" + body + "\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----"))
			.doesNotContain(body);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "mail bob.smith+x@example.co.uk.|mail [REDACTED:email].",
			"mail <müller@bücher.de>|mail <[REDACTED:email]>", "call +49 170 1234567 now|call [REDACTED:phone] now",
			"call +1 (415) 555-2671|call [REDACTED:phone]",
			"Telefon phone: 0170 1234567|Telefon phone: [REDACTED:phone]", "tel 0170 1234567|tel [REDACTED:phone]",
			"from 93.184.216.34:443|from [REDACTED:ipv4]:443",
			"from 2001:db8:85a3::8a2e:370:7334 x|from [REDACTED:ipv6] x",
			"from 2001:db8:85a3:1:2:8a2e:370:7334|from [REDACTED:ipv6]",
			"ssn 219-09-1487 2026-01-01|ssn [REDACTED:us-ssn] 2026-01-01", "nino AB 12 34 56 C|nino [REDACTED:uk-nino]",
			"first_name=Ann Lee|first_name=[REDACTED:pii-key] Lee", "b::306|[REDACTED:ipv6]",
			"23.9.5.1..|[REDACTED:ipv4]..", "nino AB123456C x|nino [REDACTED:uk-nino] x" })
	void personalDataIsMaskedWhenAskedFor(String text, String expected) {
		assertThat(this.personal.redact(text, Exit.LOG)).isEqualTo(expected);
		if (!text.startsWith("ssn")) {
			assertThat(this.redactor.redact(text, Exit.LOG)).isSameAs(text);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "@Override", "img@2x.png", "pkg@1.2.3", "user@host", "a@b", "version 1.2.3", "v1.2.3.4",
			"0.0.0.0", "127.0.0.1", "1.2.3.4", "256.1.1.1", "12:34:56", "00:1b:44:11:3a:b7", "Map::get",
			"std::vector<a::b>", "+01:00", "+1 more", "2026-11-21", "219-00-1487", "666-12-1234", "1234-56-7890",
			"AB 1234", "LH 1234", "BG123456A", "ship-to 1-2-3", "pkg@1.6.ed", "1::3", "r@h.xa-", "123-45-",
			"x git@o.st" })
	void textThatOnlyLooksPersonalStays(String text) {
		assertThat(this.personal.redact(text, Exit.LOG)).isSameAs(text);
	}

	private String redact(String text) {
		return this.redactor.redact(text, Exit.LOG);
	}

}
