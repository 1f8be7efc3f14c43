package dev.fanlight.redaction.blind;

import dev.fanlight.redaction.blind.Templates.Kind;

/**
 * Secrets in the traps: neighbours, escapes, cut-off ends, long and crowded lines.
 */
final class HardSecrets {

	private final Templates to;

	HardSecrets(Templates to) {
		this.to = to;
	}

	private void kind(String name, int count, String... templates) {
		this.to.add(new Kind(name, true, false), count, templates);
	}

	void write() {
		escapes();
		cards();
		tokens();
		keys();
		values();
		shapes();
		places();
		crowds();
	}

	private void escapes() {
		String[] bodies = { "{\"user\":\"‹user›\",\"password\":\"«pw»\",\"n\":‹n›}",
				"{\"access_token\":\"«jwt»\",\"expires_in\":300}",
				"{\"card\":{\"number\":\"«pan»\",\"cvv\":\"«cvv»\"},\"ok\":true}",
				"{\"secrets\":[\"«tok»\",\"«tok»\"],\"n\":1}", "{\"apiKey\":\"«vendor»\"}",
				"{\"password\":\"«pwspace»\",\"x\":\"y\"}",
				"{\"headers\":{\"Authorization\":\"Bearer «tok»\",\"Accept\":\"*/*\"}}",
				"{\"pin\":«pin4»,\"user\":\"‹user›\"}" };
		Kind one = new Kind("json in json", true, false);
		Kind two = new Kind("json in json in json", true, false);
		this.to.add(one, 60, (body) -> "{\"event\":\"call\",\"body\":\"" + Templates.escaped(body) + "\"}", bodies);
		this.to.add(two, 60, (body) -> "{\"m\":\""
				+ Templates.escaped("{\"b\":\"" + Templates.escaped(body) + "\",\"z\":1}") + "\"}", bodies);
		this.to.add(new Kind("json in json, quote in value", true, false), 40,
				(body) -> "got {\"body\":\"" + Templates.escaped(body) + "\",\"after\":true}",
				"{\"password\":\"ab\\\"«tok»\",\"x\":\"y\"}".replace("ab\\\"", "⟨ab⟩⟨\\\"⟩"));
		kind("escaped quote in value", 30, "{\"password\":\"⟨a⟩⟨\\\"⟩«tok»\",\"user\":\"‹user›\"}",
				"password=\"⟨x⟩⟨\\\"⟩«pw»\" user=‹user›", "{'password': '⟨it⟩⟨\\'⟩«tok»', 'user': '‹user›'}");
		kind("msg with escaped json", 30, "level=info msg=\"{\\\"password\\\":\\\"«pw»\\\"}\" n=‹n›",
				"message=\"body={\\\"token\\\": \\\"«tok»\\\", \\\"a\\\": 1}\" status=200");
	}

	private void cards() {
		kind("card and neighbours", 70, "«pan » 2026-03-16 booked", "card «pan»,«pan»", "卡号«pan»已扣款", "card:«pan-».",
				"[«pan »]", "{\"amount\":«pan»}", "Zahlung mit «pan »–Betrag 12", "pan='«pan»' exp=12/29",
				"n° «pan » 12/27 ‹name›", "…«pan»…", "card=«pan» 3", "PAN:«pan»|EXP:1229", "paid (card «pan») in ‹ms›",
				"<number>«pan»</number>", "\t«pan »\t37.50\tEUR", "4 items, «pan », 2 left");
		kind("account and neighbours", 50, "«iban » 2026-03-16 booked", "von «iban» an «iban»", "账户«iban»。",
				"IBAN:«iban»/BIC COBADEFF", "payee(«iban »)", "{\"dbtr\":\"«iban »\"}", "«iban»,«iban»;done",
				"«iban » 37 EUR", "«iban » BIC");
	}

	private void tokens() {
		kind("web token, hard", 60, "cut «jwtcut»", "alg none «jwtnone» refused", "five parts «jwe», enc",
				"https://a.example/cb#id_token=«jwt»&state=‹n›", "令牌«jwt»过期", "[«jwt»]", "('«jwt»',)",
				"{\\\"t\\\":\\\"«jwt»\\\"}", "jwt=«jwt»;«jwt»", "Bearer «jwt», Bearer «jwt»");
		kind("vendor and neighbours", 130, "钥«vendor»匙", "(«vendor»)", "«vendor»,next", "key:«vendor»;",
				"<t>«vendor»</t> ‹n›", "\"«vendor»\"", "🔑«vendor»🔑 ‹word›", "x=«vendor»&y=‹n›", "[«vendor»] ‹word›",
				"\\\"«vendor»\\\"", "«vendor»\n‹word›");
		kind("github, long and cut", 30, "installation «ghsapp» refreshed", "token cut «ghpcut»");
		kind("private key, hard", 40, "⟨-----BEGIN OPENSSH PRIVATE KEY-----⟩\n«pem»",
				"tls.key: |\n    ⟨-----BEGIN EC PRIVATE KEY-----⟩\n    «pem  »\n    ⟨-----END EC PRIVATE KEY-----⟩\ntls.crt: x",
				"{\"m\":\"{\\\"private_key\\\":\\\"⟨-----BEGIN PRIVATE KEY-----⟩⟨\\\\n⟩«pem\\\\n»⟨\\\\n⟩⟨-----END PRIVATE KEY-----⟩\\\",\\\"a\\\":1}\"}",
				"key ⟨-----BEGIN ENCRYPTED PRIVATE KEY-----⟩\r\n«pem\\r\\n»\r\n⟨-----END ENCRYPTED PRIVATE KEY-----⟩\r\ndone ‹n›",
				"⟨-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0011223344556677\n\n⟩«pem»\n⟨-----END RSA PRIVATE KEY-----⟩\n‹word›");
	}

	private void keys() {
		kind("key spellings", 120, "dbPassword=«pw»", "db_password=«pw»", "DB-PASSWORD=«pw»", "users[0].password=«pw»",
				"spring.security.user.password=«pw»", "oldPassword=«pw»", "passwordConfirmation=«pw»", "password2=«pw»",
				"dbpassword=«pw»", "accesstoken=«tok»", "APIKey=«tok»", "X-API-Key=«tok»", "clientsecret=«tok»",
				"api_key_prod=«tok»", "passwordHash=«hex64»", "tokenValue=«tok»", "secretText=«pw»", "rawPassword=«pw»",
				"user_pwd=«pw»", "PGPASSWORD=«pw»", "MYSQL_PWD=«pw»", "jwtSecret=«tok»", "hmac_key=«b64»",
				"webhookSecret=«tok»", "encryption-key=«b64»", "masterKey=«hex64»", "storageAccountKey=«b88»",
				"verificationCode=«otp6»", "backup_code=«otp6»", "totpSecret=«tok»", "recoveryCode=«tok»",
				"authToken=«tok»", "xsrfToken=«uuid»", "idToken=«tok»", "sshPrivateKey=«b88»", "jsessionid=«session»",
				"sessionId=«uuid»", "Passwort=«pw»", "contraseña=«pw»", "пароль=«pw»", "密码=«pw»",
				"motdepasse=«pw» senha=«pw»", "cvc2=«cvv»", "cardSecurityCode=«cvv»", "pass=«pw»");
		kind("key position", 50, "(password=«pw»)", "\"password=«pw»\"", "[password=«pw»]", "user:‹user›,password:«pw»",
				"a=1;password=«pw»;b=2", "x|password=«pw»", "cfg.password = \"«pw»\";", "`password`: `«pw»`",
				"🔑password=«pw»", "说password=«pw» ok", "\tpassword\t=\t«pw»\tdone", "password   :   «pw»",
				"password => «pw»", "password -> '«pw»'", "password='«pw»',user='‹user›'", "password=«pw»\nuser=‹user›",
				"password:\t«pw»", "\"password\":«num9»,\"a\":1");
	}

	private void values() {
		kind("odd values", 80, "password=«pwodd» user=‹user›", "{\"password\":\"«pwcomma»\",\"a\":1}",
				"password='«pwspace»' ok=‹n›", "secret=\"«pwcomma»\"", "{password=«pwodd», user=‹user›}",
				"User(password=«pwodd», id=‹id›)", "db.password: «pwodd»\ndb.user: ‹user›",
				"postgres://‹user›:«pw»@‹host›/x", "[password=[«pw»], user=[‹user›]]", "password=[«pw»]",
				"token=«tok» done", "token=<«tok»>", "\"tokens\":[⟨\"⟩«tok»⟨\",\"⟩«tok»⟨\"⟩]",
				"secrets=[«tok»⟨, ⟩«tok»], n=‹n›", "password=(«pw»)",
				"\"credentials\":{\"username\":\"‹user›\",\"password\":\"«pw»\"}");
		kind("cut-off values", 40, "{\"user\":\"‹user›\",\"password\":\"«pw»", "body={\\\"password\\\":\\\"«pw»",
				"password='«pw»", "User(id=‹id›, password=«pw»", "Authorization: Bearer «tok64»",
				"postgres://‹user›:«pw»@", "⟨-----BEGIN PRIVATE KEY-----⟩\n«pem»", "<password>«pw»",
				"password=«pw»⟨...⟩", "rejected on field 'password': rejected value [«pw»");
		kind("url passwords, hard", 50, "amqps://‹user›:«pwodd»@rabbit:5671".replace("pwodd", "tok"),
				"mongodb://‹user›:«pw»@h1:27017,h2:27017,h3:27017/shop?replicaSet=rs0",
				"(https://‹user›:«pw»@‹host›/x)", "\"redis://:«pw»@c1:6379\",\"redis://:«pw»@c2:6379\"",
				"url='ldaps://cn=admin:«pw»@ldap.example.org'", "git clone https://«ghp»@github.com/example/x.git",
				"nats://u:«tok»@n1", "redis://‹user›:⟨p⟩⟨@⟩«tok»@cache:6379/1",
				"rediss://default:«vendor:aiven»@r.aivencloud.com:1234", "<https://‹user›:«pw»@‹host›>",
				"{\"url\":\"https:\\/\\/‹user›:«pw»@‹host›\\/x\"}",
				"connect(‹user›, jdbc:mysql://‹user›:«pw»@‹host›/db)");
	}

	private void shapes() {
		kind("xml, hard", 40, "<ns2:password xsi:type=\"xs:string\">«pw»</ns2:password><n>‹n›</n>",
				"<password>\n  «pw»\n</password>", "<password><![CDATA[«pw»]]></password>",
				"<wsse:Password Type=\"PasswordText\">«pw»</wsse:Password>", "&lt;password&gt;«pw»&lt;/password&gt;",
				"<property name=\"password\" value=\"«pw»\"/>", "<entry key=\"password\">«pw»</entry>",
				"<login user='‹user›' password='«pw»' n='1'/>", "<token type=\"session\">«uuid»</token>");
		kind("name and value apart", 40, "- name: DB_PASSWORD\n  value: «pw»\n- name: DB_USER\n  value: ‹user›",
				"{\"name\":\"DB_PASSWORD\",\"value\":\"«pw»\"}",
				"{\"name\":\"Authorization\",\"value\":\"Bearer «tok64»\"}",
				"{\"key\":\"api_key\",\"value\":\"«tok»\",\"enabled\":true}", "Header{name='X-Api-Key', value='«tok»'}",
				"NameValuePair[name=password, value=«pw»]");
		kind("http, hard", 60, "Authorization: «digest»", "Authorization: AWS4-HMAC-SHA256 «aws4»",
				"Authorization=Bearer «tok64», Accept=*/*", "headers={Authorization=[Basic «basic»], Host=[‹host›]}",
				"cookie=[⟨SESSION=⟩«tok»⟨; theme=dark⟩], host=[‹host›]", "Cookie: ⟨a=1; SESSION=⟩«uuid»⟨; b=⟩«tok»",
				"authorization: bearer «tok64»", "Sending header Authorization with Bearer «tok64» to ‹host›",
				"'Authorization': 'Bearer «tok64»',", "\\\"authorization\\\":\\\"Basic «basic»\\\"",
				"Authorization: ApiKey «tok64»", "[authorization:\"Bearer «tok64»\", cookie:\"⟨SESSION=⟩«tok»\"]",
				"DPoP: «jwt»", "https://shop.example/cb?state=‹n›&code=«oauthcode»#x",
				"https://a.example/x?sig=«hex64»&se=2026",
				"https://storage.googleapis.com/b/o?X-Goog-Signature=«hex64»&X-Goog-Expires=300",
				"SAMLResponse=«saml»&RelayState=‹n›", "'Authorization: Bearer «tok64»' \\");
		kind("java dumps, hard", 50, "Optional[Login[user=‹user›, password=«pw»]]",
				"[User(id=1, password=«pw»), User(id=2, password=«pw»)]",
				"Order{id=‹id›, customer=Customer{name='‹user›', secret='«tok»'}, total=37.5}",
				"ServletWebRequest: uri=/x;client=1;password=«pw»",
				"ResponseEntity<200 OK OK,{\"token\":\"«tok»\"},[Content-Type:\"application/json\"]>",
				"Config(db=Db(url=x, password=«pw»), mail=Mail(password=«pw»))",
				"Pair(first=token, second=x) token=«tok»", "{a={b={password=«pw»}}}",
				"UsernamePasswordToken{username='‹user›', password=«pw»}",
				"rejected value [LoginForm(username=‹user›, password=«pw»)]; codes [x]",
				"arguments [‹user›, LoginForm[password=«pw»]]", "Result(token=«jwt»)");
		kind("encoded query", 30, "/login?redirect=%2Fhome&password=«pw»".replace("«pw»", "«tok»"),
				"https://a.example/x?a=1&amp;token=«tok»&amp;b=2", "/cb?client_secret=«b64x»&x=1",
				"GET \"/x?password=«tok»\", parameters={masked}", "uri=/x?apiKey=«tok»;client=10.0.0.1");
	}

	private void places() {
		kind("two kilobytes", 40, "‹long› password=«pw» ‹long›", "‹long› «pan » ‹long›", "‹long› {\"token\":\"«tok»\"}",
				"«vendor» ‹long› ‹long›", "‹long›‹long› «jwt»",
				"{\"items\":\"‹long›\",\"secret\":\"«tok»\",\"rest\":\"‹long›\"}");
		kind("deep stack traces", 30,
				"java.lang.RuntimeException: outer‹frames›\n\tSuppressed: java.lang.Exception: close failed token=«tok»‹frames›\n\tCaused by: java.io.IOException: Bearer «jwt» refused‹frames›\n\t\t... 3 more\nCaused by: a.b.C: card «pan » declined‹frames›",
				"e.X: {\"password\":\"«pw»\"}‹frames›\nCaused by: e.Y: ⟨-----BEGIN PRIVATE KEY-----⟩\n«pem»\n⟨-----END PRIVATE KEY-----⟩‹frames›",
				"org.postgresql.util.PSQLException: ERROR: duplicate key\n  Detail: Key (email, api_token)=(⟨x@y.de⟩⟨, ⟩«tok») already exists.‹frames›"
					.replace("email, ", "")
					.replace("⟨x@y.de⟩⟨, ⟩", ""));
		kind("line ends", 30, "password=«pw»\r\nuser=‹user›\r\n", "\u001B[31mpassword=«pw»\u001B[0m done",
				"password=«pw»\\nuser=‹user›", "a\tpassword=«pw»\tb", "token: «tok»\\r\\nhost: ‹host›",
				"Authorization: Bearer «tok64»\\r\\nHost: ‹host›\\r\\n");
	}

	private void crowds() {
		kind("several secrets", 80, "user=‹user› password=«pw» token=«tok» card=«pan» iban=«iban»",
				"{\"password\":\"«pw»\",\"otp\":\"«otp6»\",\"card\":\"«pan »\",\"key\":\"«vendor»\"}",
				"«vendor» «vendor» «vendor»", "password=«pw»,secret=«tok»,apiKey=«tok»", "«pan» «iban» «jwt»",
				"postgres://‹user›:«pw»@h/x?password=«tok»", "Bearer «jwt» Basic «basic» ‹n›",
				"a=«vendor»,b=«vendor»;c=«vendor»", "{password=«pw», token=«vendor», nested={secret=«tok»}}",
				"Cookie: ⟨SESSION=⟩«uuid»\nAuthorization: Bearer «tok64»\nX-Api-Key: «tok»\nHost: ‹host›",
				"«jwt»,«jwt»", "pin=«pin4» cvv=«cvv» otp=«otp6» n=‹n›");
	}

}
