package dev.fanlight.redaction;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where a value begins and ends in the formats of tools, and what they show instead of
 * one. In the tables {@code #} stands for the mask.
 */
class ValueShapeTests {

	private final Redactor redactor = Redactor.of(RedactionPolicy.defaults());

	private final Redactor personal = Redactor.of(RedactionPolicy.builder().group(DetectorGroup.PII, true).build());

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			value = { "cardNumber: 1234 5678 9012 3456, x|cardNumber: #, x",
					"card number = 4539578763621487 200 OK|card number = # 200 OK",
					"~ password = \"old1\" -> \"new1\"|~ password = \"#\" -> \"#\"",
					"password = \"a1\" -> x|password = \"#\" -> x",
					"{\"secret\":{\"value\":\"x1\"},\"b\":2}|{\"secret\":{\"value\":\"#\"},\"b\":2}",
					"secret = { value = \"x1\" }|secret = { value = \"#\" }", "<password>x1|<password>#",
					"&lt;password&gt;x1&lt;/password&gt;|&lt;password&gt;#&lt;/password&gt;",
					"SAMLResponse=PHNhbW+A/&RelayState=x|SAMLResponse=#&RelayState=x",
					"/cb?state=1&code=NIt4uOgBD4AXMyDjx#top|/cb?state=1&code=##top",
					"token=<3PZaZ15BVoYY80HPj>|token=#", "\"Cookie: SESSION=fbUAa6[\\r][\\n]\"|\"Cookie: #[\\r][\\n]\"",
					"\"X-Api-Key: fbUAa6[\\r][\\n]\"|\"X-Api-Key: #[\\r][\\n]\"" })
	void valuesEndWhereTheirFormatSays(String text, String expected) {
		assertThat(this.redactor.redact(text, Exit.LOG))
			.isEqualTo(expected.replace("##", "#!").replace("#", "[REDACTED:kv]").replace("!", "#"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			value = { "Authorization: GenieKey d2740a12-7efd-4ed8|Authorization: GenieKey #",
					"Authorization: Acme key=x1, sign=\"y2\"|Authorization: Acme #",
					"Authorization: secretword next|Authorization: # next",
					"\"Authorization: Bearer fbUAa6qcxVm6[\\r][\\n]\"|\"Authorization: Bearer #[\\r][\\n]\"" })
	void credentialsOfAnySchemeGo(String text, String expected) {
		assertThat(this.redactor.redact(text, Exit.LOG)).isEqualTo(expected.replace("#", "[REDACTED:auth-header]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "cardNumber: XXXX-XXXX-XXXX-1111", "Authorization: Bearer {token}",
			"https://<user>:<pass>@host/x", "secret: !Ref DbSecret", "password=$DB_PASSWORD",
			"password = (sensitive value)", "password = (known after apply)", "password=***REMOVED***",
			"token: ${{ secrets.GITHUB_TOKEN }}", "password: $(DB_PASSWORD)", "password: !vault |",
			"password=<not set>", "token=<none> x", "token=<your-api-key2>",
			"\"arn:aws:secretsmanager:eu-central-1:1234:secret:orders\"", "urn:example:token:x1",
			"usage: login <user> <password>", "enter <password> to go on", "code=abcdefghijklmnopqrst next=1",
			"a &lt;password&gt;x1 b", "&gt;x1", "{\"count\":{\"value\":\"x1\"}}", "{\"key\":{\"value\":\"x1\"}}" })
	void whatStandsForAValueStays(String text) {
		assertThat(this.redactor.redact(text, Exit.LOG)).isSameAs(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "cardNumber: 4193 6307 7515 0058 next|cardNumber: [REDACTED:pan] next",
			"card number = 3864 518964 7900|card number = [REDACTED:pan]",
			"phone=+1 (212) 555-0242 x|phone=[REDACTED:pii-key] x",
			"react@18.2.0.tgz joe@163.com|react@18.2.0.tgz [REDACTED:email]",
			"x 9Q3bCW13uiF5FiH42VQE1ehKwShKWeRSfLDsat9riLVFEaG0O23Uzo1OR3VFXeLd0A2oZ8TQcbVAZDOaXh2H y|x [REDACTED:azure-key] y",
			"x 9Q3bCW13uiF5FiH42VQE1ehKwShKWeRSfLDsat9riLVFEaG0O23Uzo1OR3VFXeLd0A2oZ8TQcbVAZDOaXh2Hz y|x 9Q3bCW13uiF5FiH42VQE1ehKwShKWeRSfLDsat9riLVFEaG0O23Uzo1OR3VFXeLd0A2oZ8TQcbVAZDOaXh2Hz y",
			"'Ijhv3rnYQyM:APA91bHSlyWvoNInP0qipQwPfv6wNInt0TSDdJyoQE3hdQcvjEHbTYD3XJCl6dWvMEEGJOzrBJtNlMNCxeySu6o7wnCLXtsTvLCu123i7q81V3rRQUj4GUbXyVyZ-J5D99-GypL2D7um'|'[REDACTED:firebase]'",
			"Ijhv3rnYQ:APA91bHSlyWvoNInP0qipQwPfv6wNInt0TSDdJyoQE3hdQcvjEHbTYD3XJCl6dWvMEEGJOzrBJtNlMNCxeySu6o7wnCLXtsTvLCu123i7q81V3rRQUj4GUbX|Ijhv3rnYQ:APA91bHSlyWvoNInP0qipQwPfv6wNInt0TSDdJyoQE3hdQcvjEHbTYD3XJCl6dWvMEEGJOzrBJtNlMNCxeySu6o7wnCLXtsTvLCu123i7q81V3rRQUj4GUbX",
			"{\"cards\":[4539578763621486, 12,4539578763621486]}|{\"cards\":[null, 12,null]}",
			"{\"cards\":[1,4539578763621486]}|{\"cards\":[1,null]}",
			"cards 4539578763621486, 4539578763621486|cards [REDACTED:pan], [REDACTED:pan]" })
	void numbersAndTokensAreWhole(String text, String expected) {
		assertThat(this.personal.redact(text, Exit.LOG)).isEqualTo(expected);
	}

}
