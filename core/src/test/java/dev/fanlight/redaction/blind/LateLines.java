package dev.fanlight.redaction.blind;

import dev.fanlight.redaction.blind.Templates.Kind;

/**
 * A third wave, written after the engine had been mended for the first two: whether it
 * learned rules or lines.
 */
final class LateLines {

	private final Templates to;

	LateLines(Templates to) {
		this.to = to;
	}

	private void kind(boolean hard, String name, int count, String... templates) {
		this.to.add(new Kind(name, hard, false), count, templates);
	}

	void writeSecrets() {
		kind(false, "late: plain", 120, "Using generated security password: «uuid»",
				"Payment failed for card number «pan » (exp 12/29)", "credit card: «pan-», cvc: «cvv»",
				"iban : «iban », bic COBADEFFXXX", "Authorization: AccessKey «tok»",
				"Authorization: Api-Token «vendor:dynatrace»", "authorization: Basic «basic», accept: */*",
				"  - password = \"«pw»\" -> null", "  ~ secret_key = \"«tok»\" -> (sensitive value)", "API_KEY='«tok»'",
				"API_KEY=\"«tok»\" # from the vault", "  - \"DB_PASSWORD=«pw»\"", "password:\"«pw»\"",
				"password :\"«pw»\",user:\"‹user›\"", "GET /orders;jsessionid=«session»?page=2",
				"curl -H 'Cookie: ⟨SESSION=⟩«tok»' https://‹host›/x",
				"curl -H \"X-Api-Key: «tok»\" -H \"Accept: */*\" https://‹host›",
				"fatal: unable to access 'https://‹user›:«pw»@git.example/x.git/': The requested URL returned error: 403",
				"Could not connect to amqp://‹user›:«pw»@rabbit:5672/shop",
				"BasicAWSCredentials{accessKeyId=«vendor:aws», secretKey=«aws40»}",
				"AwsSessionCredentials(accessKeyId=«vendor:aws-sts», secretAccessKey=«aws40», sessionToken=«b88»)",
				"{hibernate.connection.password=«pw», hibernate.dialect=H2}",
				"ConnectionStrings__Default=Server=‹host›;Password=«pw»;",
				"{\"ConnectionString\":\"Server=‹host›;Password=«pw»;Encrypt=True\"}",
				"AZURE_STORAGE_CONNECTION_STRING=AccountName=shop;AccountKey=«b88»",
				"OAuth2AccessToken[tokenValue=«tok64», issuedAt=‹ts›]", "token:      «jwt»\nca.crt:     1025 bytes",
				"spring.cloud.config.password: «pw»", "MAIL_PASSWORD -> «pw»", "Access token is: «jwt»",
				"Wrong password '«pw»'? user=‹user› password='«pw»'".replace("'«pw»'? ", "? "),
				"http.headers.authorization=Bearer «tok64»",
				"{\"token\":\"«tok»\",\"user\":\"‹user›\"}\n{\"token\":\"«tok»\",\"user\":\"‹user›\"}");
		kind(true, "late: hard", 80, "\"apiKeys\":[⟨\"⟩«tok»⟨\",\"⟩«tok»⟨\"⟩],\"n\":1",
				"<wsse:BinarySecurityToken ValueType=\"x\">«b88»</wsse:BinarySecurityToken>",
				"<add key=\"ApiKey\" value=\"«tok»\"/>", "card «pan »/«pan-»", "IBANs «iban »,«iban »",
				"[\"password\",\"«pw»\"]", "x={password:«pw»};y=‹n›", "password=«pw»\u0000user=‹user›",
				"(token=«tok»)(user=‹user›)", "q=password%3D«tok»%26user%3Dbob",
				"{\"a\":\"{\\\"card\\\":\\\"«pan »\\\"}\"}", "https://‹host›/a?x=1&token=«tok»)",
				"see <https://‹host›/a?token=«tok»>.", "\"Authorization\" : \"Bearer «jwt»\" , \"n\" : 1",
				"Authorization:Bearer «tok64»;Accept:*/*", "password=“«pw»” user=‹user›", "pwd=«pw»&amp;user=‹user›",
				"{'apiKey': '«tok»', 'n': ‹n›}", "token=«jwt»; Path=/", "pan=«pan »;iban=«iban »;n=‹n›",
				"Cannot parse \"{\\\"secret\\\":\\\"«tok»\\\"}\" at 1:‹n›",
				"DB_PASSWORD=«pw» DB_USER=‹user› java -jar app.jar", "a.b.c.password[0]=«pw»",
				"headers: [Authorization: Bearer «tok64», Accept: */*]", "- name: API_TOKEN\n  value: \"«tok»\"");
		kind(false, "late: vendors", 60, "got «late» from ‹host›", "{\"value\":\"«late»\",\"n\":‹n›}",
				"credential '«late»' rotated");
	}

	void writeLookAlikes() {
		kind(false, "same: late, plain", 60, "card ending in 1111 charged", "card **** **** **** 1111",
				"cardNumber: XXXX-XXXX-XXXX-1111", "tokens used: ‹n›",
				"\"completion_tokens_details\":{\"reasoning_tokens\":0}", "password_changed: true", "passwordless=true",
				"authToken expired for ‹user›", "credentials=[]", "tokens=[]", "NOTICE: password not changed",
				"Setting password for user postgres", "{\"sub\":\"1\",\"jti\":\"x\",\"exp\":1764150000}",
				"Keystore password must be at least 6 characters", "Bearer error=\"invalid_token\"",
				"UsernamePasswordAuthenticationToken [Principal=‹user›, Credentials=[PROTECTED], Authenticated=true]",
				"Created 3 secrets and 2 config maps", "Access token is expired", "API key is missing",
				"Token is: invalid", "session id is null");
		kind(true, "same: late, hard", 80, "Authorization: Bearer ***", "Authorization: Bearer <token>",
				"Authorization: Bearer {token}", "Authorization: Basic <credentials>", "password=<password>",
				"https://user:***@host/x", "https://<user>:<pass>@host/x", "jdbc:postgresql://h/db?password=***",
				"token=[MASKED]", "otp=false", "pin=null", "secrets={}", "secret:\"\"", "x 4539578763621486a y",
				"id-4539578763621486-x", "password: [hidden]", "password: ${DB_PASSWORD}", "apiKey=${API_KEY}",
				"cvv: ***", "{\"cvv\":\"***\"}", "pan=411111******1111", "password=XXXXXX", "PASSWORD_MIN_LENGTH=12",
				"TOKEN_TTL=3600", "secret: !Ref DbSecret", "password: (null)", "token: (none)", "password: <empty>",
				"Passwords: 3 expired");
	}

}
