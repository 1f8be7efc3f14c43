package dev.fanlight.redaction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every shape of a pair, every rule about keys, and what a sensitive key may still show.
 * In the tables {@code #} stands for the mask.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KeyValueTests {

	private final Redactor redactor = Redactor.of(RedactionPolicy.defaults());

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = { "password=x1 y|password=# y",
			"password = x1 y|password = # y", "password: x1 y|password: # y", "\"password\":\"x1\"|\"password\":\"#\"",
			"\"password\" : \"x\\\"1\", \"a\":1|\"password\" : \"#\", \"a\":1", "'password': 'x1'|'password': '#'",
			"`password`: `x1`|`password`: `#`", "password => x1|password => #", "password -> 'x1'|password -> '#'",
			"{\\\"password\\\":\\\"x1\\\",\\\"a\\\":1}|{\\\"password\\\":\\\"#\\\",\\\"a\\\":1}",
			"{\\\\\\\"password\\\\\\\":\\\\\\\"x1\\\\\\\"}|{\\\\\\\"password\\\\\\\":\\\\\\\"#\\\\\\\"}",
			"{\"a\":\"{\\\"password\\\":\\\"x\\\\\\\"1\\\",\\\"n\\\":1}\"}|{\"a\":\"{\\\"password\\\":\\\"#\\\",\\\"n\\\":1}\"}",
			"password=[x1]|password=[#]", "\"password\":[\"x1\",\"y2\"]|\"password\":[\"#\",\"#\"]",
			"Key (password)=(x1) exists|Key (password)=(#) exists",
			"Key (id, password)=(1, x1) exists|Key (id, password)=(1, #) exists",
			"User(name=a, password=x1, b=c)|User(name=a, password=#, b=c)",
			"User[name=a, password=x1 y2 z3, b=c]|User[name=a, password=#, b=c]",
			"User{name='a', password='x1', b='c'}|User{name='a', password='#', b='c'}",
			"User{password='it's x1', b='c'}|User{password='#', b='c'}", "{a=b, password=x1 y2}|{a=b, password=#}",
			"<password>x1</password>|<password>#</password>",
			"<password enc=\"a\">x1</password>|<password enc=\"a\">#</password>",
			"<password><![CDATA[x1]]></password>|<password><![CDATA[#]]></password>",
			"<db password=\"x1\" user=\"a\"/>|<db password=\"#\" user=\"a\"/>",
			"<add key=\"Password\" value=\"x1\"/>|<add key=\"Password\" value=\"#\"/>",
			"<entry key=\"password\">x1</entry>|<entry key=\"password\">#</entry>",
			"java -Ddb.password=x1 -jar|java -Ddb.password=# -jar", "export DB_PASSWORD=x1|export DB_PASSWORD=#",
			"/a?password=x1&b=c|/a?password=#&b=c", "--password x1 --b|--password # --b",
			"--password=x1 --b|--password=# --b",
			"on field 'password': rejected value [x1]; codes [a.b]|on field 'password': rejected value [#]; codes [a.b]",
			"on field 'password': rejected value [x]1]; codes [a.b]|on field 'password': rejected value [#]; codes [a.b]",
			"password=Optional[x1]|password=Optional[#]", "%22password%22%3A%22x1%22%2C|%22password%22%3A%22#%22%2C",
			"a%26password%3Dx1%26b|a%26password%3D#%26b",
			"&quot;password&quot;:&quot;x1&quot;|&quot;password&quot;:&quot;#&quot;",
			"\\u0022password\\u0022:\\u0022x1\\u0022|\\u0022password\\u0022:\\u0022#\\u0022",
			"{\"name\":\"password\",\"value\":\"x1\"}|{\"name\":\"password\",\"value\":\"#\"}",
			"\"m\":\"got password=x1\\nnext\"|\"m\":\"got password=#\\nnext\"", "密码：x1，完|密码：#，完",
			"Пароль: x1|Пароль: #", "curl -H 'X-Api-Key: x1' https://h|curl -H 'X-Api-Key: #' https://h",
			"curl -H 'Cookie: a=b; c=d' https://h|curl -H 'Cookie: #' https://h", "Cookie: a=b; c=d|Cookie: #",
			"[Cookie:\"a=b; c=d\", Host:\"x\"]|[Cookie:\"#\", Host:\"x\"]",
			"{cookie=[a=b; c=d], host=[x]}|{cookie=[#], host=[x]}", "{Cookie=a=b; c=d, Host=x}|{Cookie=#, Host=x}",
			"{\"m\":\"Cookie: a=b; c=d\",\"l\":1}|{\"m\":\"Cookie: #\",\"l\":1}",
			"jdbc:mysql://h/x?user=a&password=x1&ssl=true|jdbc:mysql://h/x?user=a&password=#&ssl=true",
			"jdbc:sqlserver://h:1;user=sa;password=P@ss;a=b|jdbc:sqlserver://h:1;user=sa;password=#;a=b",
			"required username=\"a\" password=\"x1\";|required username=\"a\" password=\"#\";",
			"AccountKey=abc==;EndpointSuffix=x|AccountKey=#;EndpointSuffix=x",
			"password={noop}x1 y|password={noop}x1 y",
			"password=x1, token=y2; secret=z3 & pwd: q4|password=#, token=#; secret=# & pwd: #",
			"password=ab(c)d)|password=#)" })
	void aPairIsReadInEveryShape(String text, String expected) {
		String mask = expected.contains("noop") ? expected.replace("{noop}x1", "#") : expected;
		assertThat(this.redactor.redact(text, Exit.LOG)).isEqualTo(mask.replace("#", "[REDACTED:kv]"));
	}

	@Test
	void aValueMayHoldABar() {
		assertThat(this.redactor.redact("password=a|b c", Exit.LOG)).isEqualTo("password=[REDACTED:kv] c");
	}

	@Test
	void springsFailureReportIsReadAcrossLines() {
		assertThat(this.redactor.redact("    Property: app.password\n    Value: \"x1\"\n    Origin: y", Exit.LOG))
			.isEqualTo("    Property: app.password\n    Value: \"[REDACTED:kv]\"\n    Origin: y");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{\"cvv\":123,\"a\":1}|{\"cvv\":null,\"a\":1}", "{\"password\": 12345}|{\"password\": null}",
					"{\\\"pin\\\":1234}|{\\\"pin\\\":null}", "{\"card\":4539578763621486}|{\"card\":null}",
					"{\"cards\":[4539578763621486]}|{\"cards\":[null]}", "{\"otp\":[1234,5678]}|{\"otp\":[null]}" })
	void jsonNumbersBecomeNull(String text, String expected) {
		assertThat(this.redactor.redact(text, Exit.LOG)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "password", "db.password", "DB_PASSWORD", "dbPassword", "dbpassword", "user-password",
			"passwordConfirm", "old_password", "password1", "PASSWORD_2", "passwordHash", "password_value", "newPasswd",
			"pwd", "userPwd", "passphrase", "clientSecret", "client_secret", "secret", "secrets", "token",
			"accessToken", "ACCESS_TOKEN", "accesstoken", "oauth2Token", "refresh-token", "x-auth-token",
			"X-CSRF-Token", "apiKey", "api_key", "APIKey", "apikey", "stripeApiKey", "X-Api-Key",
			"aws_secret_access_key", "secretAccessKey", "privateKey", "signing-key", "encryptionKey", "accountKey",
			"sessionId", "JSESSIONID", "PHPSESSID", "connect.sid", "remember-me", "credentials", "authorization", "jwt",
			"otp", "securityCode", "cardNumber", "card_number", "socialSecurityNumber", "users[0].password",
			"map[password]", "config/db/password", "-Dx.token", "passwort", "Kennwort", "contraseña", "senha",
			"motDePasse", "wachtwoord", "пароль", "ПАРОЛЬ", "密码", "用户密码", "DB_PASS", "my.api.key.value",
			"Ocp-Apim-Subscription-Key" })
	void theHeadNounDecides(String key) {
		assertThat(this.redactor.isSensitive(key)).isTrue();
		assertThat(this.redactor.redact(key, "hunter2", Exit.LOG)).isEqualTo("[REDACTED:" + id(key) + "]");
		assertThat(this.redactor.redact(key + "=hunter2", Exit.LOG)).doesNotContain("hunter2");
	}

	private static String id(String key) {
		return key.equals("authorization") || key.equals("jwt") ? "auth-header" : "kv";
	}

	@ParameterizedTest
	@ValueSource(strings = { "tokenCount", "passwordResetRequired", "secretName", "token_type", "authorizationUri",
			"passwordPolicy", "author", "pinned", "spinner", "secretary", "monkey", "compass", "opinion", "keyboard",
			"primaryKey", "partition_key", "sortKey", "key", "id", "orderId", "request_id", "status", "authenticated",
			"passwordExpiresAt", "DB_PASSWORD_FILE", "publicKey", "tokenizer", "secretariat", "bypass", "spa", "japan",
			"sessionTimeout", "keyId", "token_expiry", "credentialsProvider", "Sec-WebSocket-Key", "WWW-Authenticate",
			"etag", "traceparent", "code", "sig", "session" })
	void keysThatOnlyHoldTheWordStay(String key) {
		assertThat(this.redactor.isSensitive(key)).isFalse();
		String pair = key + "=hunter2hunter2hunter2";
		assertThat(this.redactor.redact(pair, Exit.LOG)).isSameAs(pair);
		assertThat(this.redactor.redact(key, "hunter2", Exit.LOG)).isEqualTo("hunter2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.example.vault.MissingSecret: orders-db", "c.e.o.security.ApiToken    : rotated",
			"password=", "password= next=1", "password:", "password=null", "token=true", "password=\"\"", "password=''",
			"where password = ? and token = :token", "password=${DB_PASSWORD}", "password={{ vault }}",
			"password=<none>", "password=********", "secret=xxxx", "password=[REDACTED:kv]", "password=[PROTECTED]",
			"password=[Filtered]", "password == other", "password != other", "max_tokens: 4096", "token=12345",
			"\"total_tokens\":55", "password: must not be blank", "token: expired", "password: is required",
			"Secret: missing", "pin: 12", "pin=left", "cvv=12345", "pass=12", "pass=true", "tests pass: 12", "pan=left",
			"using password: YES", "Token::new", "Unexpected token: foo", "code=1234567890123456789", "/a?code=abc",
			"key=abcdefghijk", "cookie: enabled", "token: {\"a\":1}", "password {}", "a->b", "x => y", "12:34:56",
			"http://a:80", "tokens: 3 used", "{}: {}", "%s=%s" })
	void whatIsNoSecretStays(String text) {
		assertThat(this.redactor.redact(text, Exit.LOG)).isSameAs(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "password=${X:hunter2}|password=[REDACTED:kv]",
			"password=true1|password=[REDACTED:kv]", "pass=hunter2|pass=[REDACTED:kv]", "pin: 1234|pin: [REDACTED:kv]",
			"password: mustard|password: [REDACTED:kv]", "/a?code=abcdefghijklmnop&x=1|/a?code=[REDACTED:kv]&x=1",
			"/a?x=1&sig=abcdefgh|/a?x=1&sig=[REDACTED:kv]", "a#access_token=abc|a#access_token=[REDACTED:kv]",
			"ssn=219-09-1487|ssn=[REDACTED:kv]" })
	void whatMightBeASecretGoes(String text, String expected) {
		assertThat(this.redactor.redact(text, Exit.LOG)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "traceId", "trace_id", "spanId", "span_id", "parentSpanId", "traceparent", "b3",
			"X-B3-TraceId", "X-B3-SpanId", "tracestate" })
	void traceIdsAreNeverTouched(String key) {
		String id = "4539578763621486";
		assertThat(this.redactor.redact(key, id, Exit.LOG)).isSameAs(id);
		for (String shape : new String[] { "%s=%s x", "\"%s\":\"%s\"", "%s: %s", "{%s=%s, a=b}" }) {
			String text = String.format(shape, key, id);
			assertThat(this.redactor.redact(text, Exit.LOG)).isSameAs(text);
		}
	}

	@Test
	void ownKeysAreCutLikeBuiltInOnes() {
		Redactor own = Redactor.of(RedactionPolicy.builder()
			.keys(java.util.List.of("customer-number", "Kundennummer"))
			.allowKeys(java.util.List.of("orderNumber", "csrf_token"))
			.build());
		assertThat(own.redact("oldCustomerNumber=4711 kundennummer: 12", Exit.LOG))
			.isEqualTo("oldCustomerNumber=[REDACTED:kv] kundennummer: [REDACTED:kv]");
		assertThat(own.redact("order_number=4539578763621486 number=4539578763621486", Exit.LOG))
			.isEqualTo("order_number=4539578763621486 number=[REDACTED:pan]");
		assertThat(own.redact("csrfToken=abc token=abc", Exit.LOG)).isEqualTo("csrfToken=abc token=[REDACTED:kv]");
		assertThat(own.isSensitive("csrf-token")).isFalse();
	}

}
