package dev.fanlight.redaction;

import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where a value begins and ends in the formats of tools, and what they show instead of
 * one. In the tables {@code #} stands for the mask.
 */
@TestInstance(Lifecycle.PER_CLASS)
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
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = {
			"CREATE USER bob IDENTIFIED BY 'x1y' ACCOUNT LOCK|CREATE USER bob IDENTIFIED BY '#' ACCOUNT LOCK",
			"identified with caching_sha2_password by 'x1y';|identified with caching_sha2_password by '#';",
			"IDENTIFIED BY x1y;|IDENTIFIED BY #;", "IDENTIFIED BY PASSWORD '*94B'|IDENTIFIED BY PASSWORD '#'",
			"ALTER USER bob WITH PASSWORD 'x y';|ALTER USER bob WITH PASSWORD '#';",
			"alter user bob with encrypted password 'x1';|alter user bob with encrypted password '#';",
			"SELECT PASSWORD('x1')|SELECT PASSWORD('#')",
			"machine db login root password x1|machine db login root password #",
			"machine db¶  login root¶  password x1¶|machine db¶  login root¶  password #¶",
			"Duplicate entry 'x1' for key 'users.api_key'|Duplicate entry '#' for key 'users.api_key'",
			"Duplicate entry 'x1' for key 'users.api_token_UNIQUE'|Duplicate entry '#' for key 'users.api_token_UNIQUE'",
			"[\"password\",\"hunter2448\"]|[\"password\",\"#\"]",
			"x: [[\"api_key\", \"fbUAa6qcxVm6\"]]|x: [[\"api_key\", \"#\"]]",
			"{\"auths\":{\"r\":{\"auth\":\"Ym9iOmh1bnRlcjI=\"}}}|{\"auths\":{\"r\":{\"auth\":\"#\"}}}",
			"password: !¶  x1¶  y2¶user: bob|password: !¶  #¶user: bob",
			"private_key: >-\\n  x1\\nuser: bob|private_key: >-\\n  #\\nuser: bob",
			"Content-Disposition: form-data; name=\"password\"¬¶¬¶x1 y¬¶--b|Content-Disposition: form-data; name=\"password\"¬¶¬¶#¬¶--b",
			"Content-Disposition: form-data; name=\"token\"¶Content-Type: text/plain¶¶x1|Content-Disposition: form-data; name=\"token\"¶Content-Type: text/plain¶¶#",
			"Login { User = bob, Password = x1 }|Login { User = bob, Password = # }",
			"setx DB_PASSWORD yoxqgWzC99vJRKWG5|setx DB_PASSWORD #", "api_key yoxqgWzC99vJRKWG5|api_key #",
			"export API_KEY yoxqgWzC99vJRKWG5;|export API_KEY #;",
			"aws configure set aws_secret_access_key YWDFB7xQcuu2X7i/oSJVv10I3KKTAuLz5TV81+1x|aws configure set aws_secret_access_key #",
			"api_key wants yoxqgWzC99vJRKWG5|api_key wants yoxqgWzC99vJRKWG5",
			"token_name yoxqgWzC99vJRKWG5|token_name yoxqgWzC99vJRKWG5",
			"secret yoxqgWzC99vJRKWG5 stays|secret yoxqgWzC99vJRKWG5 stays",
			"\"args\":[\"--password\",\"x1\",\"--port\",\"80\"]|\"args\":[\"--password\",\"#\",\"--port\",\"80\"]",
			"OAuth2AccessToken(value=7N9Clz, tokenType=Bearer)|OAuth2AccessToken(value=#, tokenType=Bearer)",
			"ApiKey[value=7N9Clz]|ApiKey[value=#]", "Token(value=if, line=3)|Token(value=if, line=3)",
			"TokenType[value=Bearer]|TokenType[value=Bearer]",
			"Parameter(Name=/db/p, Type=SecureString, Value=x1, Version=3)|Parameter(Name=/db/p, Type=SecureString, Value=#, Version=3)",
			"Parameter(Name=/db/h, Type=String, Value=x1)|Parameter(Name=/db/h, Type=String, Value=x1)",
			"x-functions-key: wjmF18jqe8r|x-functions-key: #", "basic.auth.user.info = svc:x1|basic.auth.user.info = #",
			"    client-key-data: GmoETc==|    client-key-data: #",
			"{\"codeVerifier\":\"dX1\"}|{\"codeVerifier\":\"#\"}",
			"\"recoveryCodes\":[\"a1b2\",\"c3d4\"]|\"recoveryCodes\":[\"#\",\"#\"]",
			"curl -b \"SESSION=x1; a=b\" https://h|curl -b \"SESSION=#\" https://h",
			"curl -b jar.txt https://h|curl -b jar.txt https://h",
			"keytool -list -storepass x1 -alias a|keytool -list -storepass # -alias a",
			"openssl pkcs12 -passin pass:x1 -in a|openssl pkcs12 -passin pass:# -in a" })
	void secretsBehindWordsGo(String text, String expected) {
		assertThat(this.redactor.redact(written(text), Exit.LOG))
			.isEqualTo(written(expected).replace("#", "[REDACTED:kv]"));
	}

	private static String written(String text) {
		return text.replace('!', '|').replace('¬', '\r').replace('¶', '\n');
	}

	@ParameterizedTest
	@ValueSource(strings = { "curl -u bob:# https://h/x", "curl -sSLu 'bob:#' -H 'Accept: a' https://h/x",
			"curl -ubob:# https://h/x", "curl --user \"bob:#\" h", "$ curl https://h --proxy-user bob:#",
			"sshpass -p # ssh h", "sshpass -p'#' ssh h", "docker login -u bob -p # r.example", "mysql -u root -p# shop",
			"mysqldump -h db -p# shop", "redis-cli -h r -a # ping", "ldapsearch -x -w # -b dc=x",
			"/usr/bin/curl -X POST -u bob:# h", "curl -H 'Authorization: Bearer [REDACTED:auth-header]' -u bob:# h" })
	void passwordsInOptionsOfCommandsGo(String text) {
		String secret = text.replace("[REDACTED:auth-header]", "fbUAa6qcxVm6").replace("#", "hunter2448");
		assertThat(this.redactor.redact(secret, Exit.LOG)).isEqualTo(text.replace("#", "[REDACTED:kv]"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "AUTH PLAIN AGJvYgBodW50ZXIy|AUTH PLAIN #",
			"HELLO 3 AUTH default 9DEcr4qm2HUrB1DT SETNAME app|HELLO 3 AUTH default # SETNAME app",
			"command AUTH 9DEcr4qm2HUrB1DT|command AUTH #",
			"C: AUTHENTICATE PLAIN AGJvYgBodW50ZXIy|C: AUTHENTICATE PLAIN #", "AUTH LOGIN aHVudGVyMg==|AUTH LOGIN #" })
	void credentialsOfMailServersGo(String text, String expected) {
		assertThat(this.redactor.redact(text, Exit.LOG)).isEqualTo(expected.replace("#", "[REDACTED:auth-header]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{bcrypt}$#2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
			"hash=$#argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaaJObG",
			"shadow bob:$#6$saltsalt$qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2/jctKu9YterLp8wwnSq.qc.eoxqOmSuNp2xS0ktL3nh/",
			"#SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=" })
	void hashesOfPasswordsGo(String text) {
		assertThat(this.redactor.redact(text.replace("#", ""), Exit.LOG))
			.isEqualTo(text.substring(0, text.indexOf('#')) + "[REDACTED:password-hash]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "curl: (7) Failed to connect", "curl -u $USER:$PASS h", "curl --user-agent a:b h",
			"docker run -p 8080:80 nginx", "mysql -u root -p shop", "mysql -P 3306 -h db", "sshpass -p $PW ssh h",
			"curl -o out -O https://h:8443/x", "http -a $USER:$PASS h", "http://h/x -a bob:x1y2", "http -A bearer h",
			"https --auth-type basic:x h", "http server -a", "http proxy at 10.0.0.7:8080",
			"the user was identified by the session", "identified by name", "login failed password wrong",
			"login bob password is wrong", "reset password 'for all' users", "machine db login root password ***",
			"250-AUTH LOGIN PLAIN XOAUTH2", "AUTH default user 12", "AUTH OAuth2LoginFilter",
			"AUTH PLAIN authentication failed", "AUTH PLAIN SCRAM-SHA-256",
			"Duplicate entry 'x1' for key 'users.email'", "Duplicate entry 'x1' for key 'users.PRIMARY'",
			"[\"password\",\"username\"]", "[\"token\",\"id_token_2\"]", "[\"password\",\"x1y2z3a4\",\"c\"]",
			"{\"auth\":\"anonymous1\"}", "{\"key\":\"b3JkZXJzLTQy\"}", "note: |\n  x1\nuser: bob",
			"Content-Disposition: form-data; name=\"note\"\r\n\r\nx1\r\n--b",
			"Content-Disposition: form-data; name=\"password\"\r\n--b", "costs 5$ or 6$ a piece", "php $2a$10$short",
			"passed 'x1'", "token 'abc' was expected" })
	void wordsAroundNoSecretStay(String text) {
		assertThat(this.redactor.redact(text, Exit.LOG)).isSameAs(text);
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
			"{\"cards\" :¶[¶ 4539578763621486,¶ -1.5,¶ 4539578763621486¶]}|{\"cards\" :¶[¶ null,¶ -1.5,¶ null¶]}",
			"cards 4539578763621486, 4539578763621486|cards [REDACTED:pan], [REDACTED:pan]" })
	void numbersAndTokensAreWhole(String text, String expected) {
		assertThat(this.personal.redact(written(text), Exit.LOG)).isEqualTo(written(expected));
	}

}
