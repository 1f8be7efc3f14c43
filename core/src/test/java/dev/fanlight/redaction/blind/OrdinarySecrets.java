package dev.fanlight.redaction.blind;

import dev.fanlight.redaction.blind.Templates.Kind;

/**
 * Secrets where everybody expects them.
 */
final class OrdinarySecrets {

	private static final String MASKED_ELSEWHERE = "‹h›";

	private final Templates to;

	OrdinarySecrets(Templates to) {
		this.to = to;
	}

	private void kind(String name, int count, String... templates) {
		for (int i = 0; i < templates.length; i++) {
			templates[i] = templates[i].contains("\n") ? templates[i] : MASKED_ELSEWHERE + templates[i];
		}
		this.to.add(new Kind(name, false, false), count, templates);
	}

	void write() {
		keyValue();
		documents();
		dumps();
		http();
		connections();
		spring();
		values();
	}

	private void keyValue() {
		kind("key=value", 60, "Login failed for user=‹user› password=«pw» from ‹host›",
				"connect to ‹host› with passwd=«pw»", "client_secret=«tok64», scope=orders",
				"retry ‹n› api_key=«tok» after ‹ms›", "apiKey=«hex32» tenant=‹name›",
				"accessToken=«tok» expires in ‹n› s", "using access_key=«tok» region=eu-central-1",
				"Refresh failed: refresh_token=«tok64» status=400", "SECRET_KEY=«hex64»",
				"passphrase=«pw» keystore=/etc/ssl/app.p12");
		kind("key: value", 50, "password: «pw»", "Auth token: «tok» for ‹user›", "Sent OTP: «otp6» to user ‹id›",
				"secret: «b64»", "Client secret: «tok64» (rotated ‹ts›)", "API key: «hex32»", "private_key: «b88»",
				"session id: «session»", "pwd: «pw», user: ‹user›", "signing-key: «b64»");
		kind("logfmt", 40, "level=info msg=\"user logged in\" user=‹user› password=«pw» dur=‹n›ms",
				"ts=‹ts› level=warn msg=\"retry\" token=\"«tok»\" attempt=‹n›",
				"level=error err=\"401\" api_key=«tok» host=‹host›",
				"level=debug client_secret=\"«tok64»\" grant=client_credentials");
		kind("flags", 40, "Starting with -Dspring.datasource.password=«pw» -Xmx512m",
				"args: --spring.datasource.password=«pw» --server.port=8081",
				"java -Djavax.net.ssl.trustStorePassword=«pw» -jar app.jar",
				"exec: helm upgrade ‹name› --set db.password=«pw» --wait", "mvn -Dgpg.passphrase=«pw» deploy",
				"--api-key=«tok» --verbose");
		kind("environment", 40, "DB_PASSWORD=«pw»", "export DB_PASSWORD=«pw»", "+ export GITHUB_TOKEN=«ghp»",
				"PATH=/usr/bin\nSPRING_DATASOURCE_PASSWORD=«pw»\nSPRING_DATASOURCE_USERNAME=‹user›\nHOME=/root",
				"AWS_ACCESS_KEY_ID=«vendor:aws»\nAWS_SECRET_ACCESS_KEY=«aws40»\nAWS_REGION=eu-central-1",
				"\"Env\": [\"POSTGRES_PASSWORD=«pw»\", \"PGDATA=/data\", \"LANG=C\"]",
				"docker run -e MYSQL_ROOT_PASSWORD=«pw» -e TZ=UTC mysql:8",
				"[aws]\naws_access_key_id = «vendor:aws»\naws_secret_access_key = «aws40»\nregion = us-east-1");
	}

	private void documents() {
		kind("json", 70, "{\"user\":\"‹user›\",\"password\":\"«pw»\",\"active\":true}",
				"request body: {\"username\": \"‹user›\", \"password\": \"«pw»\"}",
				"{\"access_token\":\"«tok64»\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"refresh_token\":\"«tok»\"}",
				"{\"clientId\":\"‹name›\",\"clientSecret\":\"«tok»\"}",
				"{\"type\":\"card\",\"cvv\":\"«cvv»\",\"expMonth\":12}", "{\"pin\":\"«pin4»\",\"user\":‹id›}",
				"{\"otp\":«otp6»,\"user\":‹id›}", "{ \"apiKey\" : \"«hex32»\" , \"name\" : \"‹name›\" }",
				"response: {\n  \"id\": ‹id›,\n  \"secret\": \"«tok64»\",\n  \"created\": \"‹ts›\"\n}",
				"{\"newPassword\":\"«pw»\",\"confirmPassword\":\"«pw»\"}");
		kind("yaml", 40,
				"spring:\n  datasource:\n    url: jdbc:postgresql://‹host›/orders\n    username: ‹user›\n    password: «pw»\nserver:\n  port: 8080",
				"auth:\n  client-secret: \"«tok64»\"\n  enabled: true",
				"mail:\n  password: '«pw»'\n  host: smtp.example.org",
				"apiVersion: v1\nkind: Secret\nmetadata:\n  name: orders-db\ndata:\n  password: «b64»\ntype: Opaque");
		kind("properties", 40,
				"spring.datasource.username=‹user›\nspring.datasource.password=«pw»\nspring.jpa.open-in-view=false",
				"spring.mail.password = «pw»\nspring.mail.host = smtp.example.org",
				"jwt.secret=«b88»\njwt.issuer=orders",
				"spring.security.oauth2.client.registration.github.client-secret=«hex32»\nserver.port=8080",
				"ssl.keystore.password = «pw»\nssl.key.password = «pw»\nssl.protocol = TLSv1.3");
		kind("xml", 40, "<user><name>‹user›</name><password>«pw»</password></user>",
				"<soap:Body><login><apiKey>«tok»</apiKey><tenant>‹name›</tenant></login></soap:Body>",
				"<Credentials><AccessKeyId>«vendor:aws-sts»</AccessKeyId><SecretAccessKey>«aws40»</SecretAccessKey><Expiration>‹ts›</Expiration></Credentials>",
				"<server>\n  <id>nexus</id>\n  <username>‹user›</username>\n  <password>«pw»</password>\n</server>",
				"<client secret=\"«tok»\" id=\"‹name›\"/>");
		kind("form body", 40, "grant_type=password&username=‹user›&password=«pw»&scope=read",
				"POST /oauth2/token grant_type=client_credentials&client_id=‹name›&client_secret=«tok64»",
				"grant_type=refresh_token&refresh_token=«tok64»&client_id=‹name›",
				"j_username=‹user›&j_password=«pw»&submit=Login");
	}

	private void dumps() {
		kind("record", 50, "Created LoginRequest[username=‹user›, password=«pw»]",
				"Handling Credentials[user=‹user›, apiKey=«tok», expires=‹ts›]",
				"received TokenResponse[accessToken=«jwt», tokenType=Bearer, expiresIn=3600]",
				"Card[holder=‹user›, number=«pan», cvv=«cvv», month=12]");
		kind("lombok and data class", 50, "saved User(id=‹id›, name=‹user›, password=«pw», roles=[ADMIN])",
				"DataSourceConfig(url=jdbc:h2:mem:x, username=sa, password=«pw»)",
				"LoginForm{username='‹user›', password='«pw»', rememberMe=true}",
				"ClientRegistration{registrationId='github', clientId='‹name›', clientSecret='«hex32»', scopes=[read]}",
				"OAuthConfig(clientId=‹name›, clientSecret=«tok64», redirectUri=https://shop.example/cb)",
				"Account(id=‹id›, pin=«pin4», balance=37.50)");
		kind("map", 40, "params: {username=‹user›, password=«pw», locale=de}", "config = {api.key=«tok», timeout=30s}",
				"Headers: {accept=[*/*], x-api-key=[«tok»], host=[‹host›]}",
				"{authorization=[Bearer «tok64»], accept=[application/json]}",
				"attributes={secret=«tok», retries=‹n›}");
		kind("python and go", 30, "{'user': '‹user›', 'password': '«pw»'}", "map[password:«pw» user:‹user›]",
				"{Username:‹user› Password:«pw» Timeout:30s}", "{:user=>\"‹user›\", :password=>\"«pw»\"}");
	}

	private void http() {
		kind("authorization header", 60, "Authorization: Bearer «tok64»", "> Authorization: Bearer «jwt»",
				"Authorization: Basic «basic»", "http-outgoing-0 >> \"Authorization: Bearer «tok64»[\\r][\\n]\"",
				"[Authorization:\"Bearer «jwt»\", Accept:\"application/json\", Content-Length:\"‹n›\"]",
				"curl -X POST https://api.example.org/v1 -H 'Authorization: Bearer «tok64»' -H 'Accept: application/json'",
				"curl -H \"Authorization: Basic «basic»\" https://‹host›‹path›", "Proxy-Authorization: Basic «basic»",
				"Authorization: token «ghp»");
		kind("key headers", 50, "X-Api-Key: «tok»", "x-auth-token: «uuid»", "[OrdersClient#get] X-API-KEY: «hex32»",
				"X-Vault-Token: «vendor:vault»", "PRIVATE-TOKEN: «vendor:gitlab-glpat-»",
				"[Host:\"‹host›\", X-Api-Key:\"«tok»\", Accept:\"*/*\"]", "x-csrf-token: «uuid»",
				"Ocp-Apim-Subscription-Key: «hex32»", "x-amz-security-token: «b88»");
		kind("cookies", 40, "Cookie: ⟨JSESSIONID=⟩«session»",
				"Set-Cookie: ⟨SESSION=⟩«b64»⟨; Path=/; HttpOnly; SameSite=Lax⟩",
				"[Cookie:\"⟨JSESSIONID=⟩«session»\", Accept:\"*/*\"]",
				"< Set-Cookie: ⟨remember-me=⟩«tok64»⟨; Path=/; HttpOnly⟩", "Cookie: ⟨theme=⟩⟨dark⟩⟨; ⟩⟨SESSION=⟩«tok»");
		kind("query", 60, "GET /v1/search?q=shoes&api_key=«tok»&page=2",
				"Redirecting to https://shop.example/cb?code=«oauthcode»&state=‹n›",
				"GET https://maps.example.org/geo?key=«vendor:google-api»&q=berlin",
				"https://acct.blob.core.windows.net/c/f.csv?sv=2022-11-02&sp=r&sig=«b64x»",
				"https://b.s3.amazonaws.com/k?X-Amz-Date=20261126T000000Z&X-Amz-Signature=«hex64»",
				"GET /reset?token=«tok» HTTP/1.1", "calling https://api.example.org/v2/items?access_token=«tok64»",
				"I/O error on GET request for \"https://api.example.org/v1/x?apikey=«tok»\": Connection refused");
		kind("urls", 60, "postgres://‹user›:«pw»@‹host›/orders", "Connecting to redis://:«pw»@cache:6379/0",
				"amqp://‹user›:«pw»@rabbit:5672/%2F",
				"mongodb+srv://‹user›:«pw»@cluster0.example.mongodb.net/shop?retryWrites=true",
				"Cloning https://oauth2:«vendor:gitlab-glpat-»@gitlab.example.org/shop/orders.git",
				"https://x-access-token:«ghp»@github.com/example/orders.git", "smtp://‹user›:«pw»@smtp.example.org:587",
				"https://hooks.slack.com/services/«slackhook»");
	}

	private void connections() {
		kind("jdbc", 50, "jdbc:postgresql://‹host›/orders?user=‹user›&password=«pw»",
				"jdbc:sqlserver://‹host›;databaseName=orders;user=‹user›;password=«pw»;encrypt=true",
				"HikariPool-1 - jdbcUrl: jdbc:mysql://‹host›/shop?user=‹user›&password=«pw»&useSSL=true",
				"Server=tcp:‹host›;Database=x;User ID=‹user›;Password=«pw»;Encrypt=True",
				"jdbc:postgresql://‹host›/orders?sslpassword=«pw»&sslmode=require");
		kind("cloud connection strings", 40,
				"DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=«b88»;EndpointSuffix=core.windows.net",
				"Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=RootManage;SharedAccessKey=«b64»",
				"HostName=hub.azure-devices.net;DeviceId=d1;SharedAccessKey=«b64»");
		kind("kafka", 40,
				"sasl.jaas.config = org.apache.kafka.common.security.plain.PlainLoginModule required username=\"‹user›\" password=\"«pw»\";",
				"org.apache.kafka.common.security.scram.ScramLoginModule required username='‹user›' password='«pw»';",
				"ssl.truststore.password = «pw»\n\tssl.truststore.type = JKS",
				"basic.auth.user.info=‹user›:⟨⟩x\nschema.registry.api.secret=«tok»");
	}

	private void spring() {
		kind("rejected value", 40,
				"Field error in object 'signup' on field 'password': rejected value [«pw»]; codes [Size.signup.password,Size.password,Size]; default message [size must be between 12 and 64]",
				"Validation failed for argument [0]: [Field error in object 'card' on field 'cvv': rejected value [«cvv»]; codes [Pattern.card.cvv]; default message [must be digits]]",
				"on field 'newPassword': rejected value [«pw»]; codes [x]");
		kind("database details", 40,
				"ERROR: duplicate key value violates unique constraint \"users_api_key\"\n  Detail: Key (api_key)=(«tok») already exists.",
				"Key (token)=(«uuid») is not present in table \"sessions\".",
				"ERROR: Key (reset_token)=(«hex32») already exists.");
		kind("stack trace", 40,
				"java.lang.IllegalStateException: Cannot connect with password=«pw»‹frames›\nCaused by: java.sql.SQLException: Access denied for jdbc:mysql://‹host›/x?password=«pw»&ssl=true‹frames›\n\t... 12 more",
				"feign.FeignException$Unauthorized: [401] during [GET] to [https://api.example.org/v1?api_key=«tok»] [OrdersClient#get()]: [{\"error\":\"unauthorized\"}]‹frames›",
				"org.springframework.web.client.ResourceAccessException: I/O error on POST request for \"https://‹user›:«pw»@‹host›/x\": refused‹frames›\n\tSuppressed: java.io.IOException: token=«tok»‹frames›",
				"com.stripe.exception.AuthenticationException: Invalid API Key provided: «vendor:stripe»; code: api_key_invalid‹frames›");
		kind("sdk errors", 40,
				"401 Unauthorized: {\"error\":{\"message\":\"Incorrect API key provided: «vendor:openai-project». You can find your key online.\"}}",
				"SlackApiException: invalid_auth for «vendor:slack-bot»",
				"GitHub API 401 for «vendor:github-pat»: Bad credentials",
				"{\"error\":\"invalid_client\",\"client_secret\":\"«tok»\",\"hint\":\"check\"}",
				"software.amazon.awssdk.core.exception.SdkClientException: The AWS Access Key Id «vendor:aws» does not exist in our records");
	}

	private void values() {
		int vendors = new Values(new Dice(0)).vendors().size();
		kind("vendor in prose", vendors, "Rotated credential «vendor» for tenant ‹name›");
		kind("vendor quoted", vendors, "unexpected header value '«vendor»' from ‹host›");
		kind("vendor under a neutral key", vendors, "{\"id\":‹id›,\"value\":\"«vendor»\",\"ok\":true}");
		kind("vendor at the end", vendors, "loaded ‹n› entries, using «vendor»");
		kind("card", 60, "Charging card «pan » for order ‹id›", "card «pan» declined",
				"{\"order\":‹id›,\"note\":\"«pan-»\"}", "payment with «pan-», amount 37.50 EUR", "PAN=«pan»;amount=12",
				"cardNumber: «pan »");
		kind("account", 50, "Refund to «iban» scheduled", "payout «iban » for order ‹id›", "iban=«iban»",
				"{\"iban\":\"«iban»\",\"bic\":\"COBADEFFXXX\"}", "creditor «iban», amount 37.50");
		kind("web token", 50, "validated «jwt» for ‹user›", "token «jwt» expired at ‹ts›", "id_token=«jwt»&state=‹n›",
				"jwe «jwe» decrypted", "Received assertion «jwt», audience orders");
		kind("private key", 30,
				"⟨-----BEGIN PRIVATE KEY-----⟩\n«pem»\n⟨-----END PRIVATE KEY-----⟩\nloaded key for ‹name›",
				"loading key: ⟨-----BEGIN RSA PRIVATE KEY-----⟩\n«pem»\n⟨-----END RSA PRIVATE KEY-----⟩",
				"{\"type\":\"service_account\",\"private_key\":\"⟨-----BEGIN PRIVATE KEY-----⟩⟨\\n⟩«pem\\n»⟨\\n⟩⟨-----END PRIVATE KEY-----⟩⟨\\n⟩\",\"client_email\":\"x@y.iam.gserviceaccount.com\"}");
	}

}
