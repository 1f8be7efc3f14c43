package dev.fanlight.redaction.blind;

import dev.fanlight.redaction.blind.Templates.Kind;

/**
 * Harmless lines, plain and deceptive.
 */
final class LookAlikes {

	private final Templates to;

	LookAlikes(Templates to) {
		this.to = to;
	}

	private void kind(boolean hard, String name, int count, String... templates) {
		this.to.add(new Kind(name, hard, false), count, templates);
	}

	void write() {
		boot();
		prose();
		data();
		hardNumbers();
		hardKeys();
		hardValues();
		hardWords();
	}

	private void boot() {
		kind(false, "same: framework", 110, "‹h›Tomcat initialized with port 8080 (http)",
				"‹h›HikariPool-1 - Start completed.",
				"‹h›Started OrdersApplication in 3.271 seconds (process running for 3.9)",
				"‹h›Mapped \"{[/oauth2/token]}\" onto TokenEndpoint",
				"‹h›Bean 'passwordEncoder' of type [org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder] is not eligible",
				"‹h›select u1_0.id,u1_0.password,u1_0.token from users u1_0 where u1_0.id=?",
				"‹h›[Consumer clientId=orders-1, groupId=orders] Resetting offset for partition orders-‹n›",
				"‹h›Executing prepared SQL statement [update users set password = ? where id = ?]",
				"‹h›Completed 401 UNAUTHORIZED",
				"‹h›GET \"/v1/orders?page=2&size=20&sort=createdAt,desc\", parameters={masked}",
				"‹h›The following 1 profile is active: \"prod\"",
				"‹h›Will secure any request with filters: DisableEncodeUrlFilter, CsrfFilter, BearerTokenAuthenticationFilter",
				"‹h›Flyway: Migrating schema \"public\" to version \"7 - add api key column\"",
				"‹h›Global AuthenticationManager configured with AuthenticationProvider bean with name authenticationProvider",
				"‹h›Set SecurityContextHolder to anonymous SecurityContext",
				"‹h›Invalid CSRF token found for http://localhost:8080/login", "‹h›secret/orders-db created",
				"‹h›Error from server (NotFound): secrets \"orders-db\" not found",
				"‹h›Loaded keystore from file:/etc/ssl/app.p12",
				"‹h›Trying to match request against DefaultSecurityFilterChain [RequestMatcher=any request]");
		kind(false, "same: clean stack trace", 30,
				"java.lang.IllegalStateException: Order ‹id› is closed‹frames›\nCaused by: java.util.concurrent.TimeoutException: after ‹ms›‹frames›\n\t... 12 more",
				"org.springframework.security.authentication.BadCredentialsException: Bad credentials‹frames›",
				"com.auth0.jwt.exceptions.TokenExpiredException: The Token has expired on ‹ts›.‹frames›",
				"org.springframework.security.oauth2.jwt.BadJwtException: An error occurred while attempting to decode the Jwt: Malformed token‹frames›");
		kind(false, "same: access log", 30,
				"10.2.0.14 - ‹user› [26/Nov/2026:10:44:01 +0000] \"GET ‹path› HTTP/1.1\" 200 ‹n› \"-\" \"curl/8.5.0\"",
				"POST /oauth2/token 401 ‹ms›", "GET https://shop.example/v1/orders/‹id›?expand=items 200 ‹ms›",
				"http://localhost:8080/actuator/health 200");
	}

	private void prose() {
		kind(false, "same: prose", 100, "‹h›Password reset requested for user ‹id›", "‹h›Password must not be blank",
				"‹h›The token expired ‹ms› ago", "‹h›User ‹user› changed the password",
				"‹h›Invalid credentials for ‹user›", "‹h›No API key configured, using anonymous access",
				"‹h›Secret rotation finished in ‹ms›", "‹h›Authorization failed for ‹path›",
				"‹h›Basic authentication failed for ‹user›", "‹h›Bearer token missing",
				"‹h›Session expired after 30 minutes", "‹h›Card was declined by the issuer", "‹h›Order ‹id› ‹word›",
				"‹h›retry ‹n› of 5 ‹word›", "‹h›primary key violation in table orders",
				"‹h›the author pinned the message to the keyboard shop", "‹h›Two-factor code sent to user ‹id›",
				"‹h›Refreshing access token for client ‹name›", "‹h›Loading secrets from vault path kv/data/‹name›",
				"‹h›token count ‹n›, cost 0.37 USD");
		kind(false, "same: neutral keys", 90, "‹h›tokenCount=‹n› model=small", "‹h›max_tokens=4096 temperature=0.2",
				"‹h›token_type=Bearer expires_in=3600", "‹h›secretName=orders-db namespace=shop",
				"‹h›passwordResetRequired=true user=‹user›", "‹h›cacheKey=order:‹id› hit=false",
				"‹h›primaryKey=‹id› table=orders", "‹h›partition key=eu-1 offset=‹n›", "‹h›code=404 path=‹path›",
				"‹h›session=active user=‹user›", "‹h›author=‹user› title=Compass",
				"‹h›{\"id\":‹id›,\"status\":\"PAID\",\"total\":37.50,\"currency\":\"EUR\"}",
				"‹h›{\"keyboard\":\"qwertz\",\"monkey\":‹n›}", "‹h›Order[id=‹id›, status=NEW, items=[a, b]]",
				"‹h›passed=‹n› failed=0 skipped=2", "‹h›authorizationUri=https://idp.example/authorize",
				"‹h›idempotency-key: ‹name›-‹id›", "‹h›passwordPolicy=strict minLength=12");
	}

	private void data() {
		kind(false, "same: ids and hashes", 90, "‹h›commit ‹sha1› deployed", "‹h›image sha256:‹sha256›",
				"‹h›md5=‹md5› file=a.csv", "‹h›trace ‹trace› span ‹span›", "‹h›traceId=‹trace› spanId=‹span›",
				"‹h›request ‹trace›", "‹h›offset ‹millis›", "‹h›at ‹ts› version ‹ver›", "‹h›order 2026-‹id›-‹id›",
				"‹h›ETag: \"‹md5›\"", "‹h›EAN ‹ean›", "‹h›part ‹part› in stock", "‹h›digest=sha256:‹sha256› size=‹n›",
				"‹h›account ‹accountsid› active", "‹h›publishable ‹pubkey› in page",
				"‹h›UUID 123e4567-e89b-42d3-a456-426614174000", "‹h›invoice RE-2026-00‹id›",
				"‹h›+49 30 12345678 called, mail to anna@example.org");
		kind(false, "same: headers", 40, "‹h›WWW-Authenticate: Bearer realm=\"orders\", error=\"invalid_token\"",
				"‹h›Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "‹h›Content-Type: application/json",
				"‹h›traceparent: 00-‹trace›-‹span›-01", "‹h›[Accept:\"application/json\", Content-Length:\"‹n›\"]",
				"‹h›X-Request-Id: ‹trace›", "‹h›Access-Control-Allow-Headers: Authorization, X-Api-Key, Content-Type",
				"‹h›Vary: Cookie, Authorization", "‹h›X-RateLimit-Remaining: ‹n›");
	}

	private void hardNumbers() {
		kind(true, "same: numbers with a check digit", 90, "at ‹luhnMicros›", "now=‹luhnNanos› ns", "gtin ‹luhnGtin›",
				"imei=‹imei›", "iccid ‹iccid›", "ratio ‹decimal›", "order ‹notluhn›",
				"account ‹badiban› rejected: checksum", "traceId=‹digitspan›‹digitspan›", "spanId=‹digitspan›",
				"{\"span_id\":\"‹digitspan›\",\"a\":1}", "traceparent: 00-‹digitspan›‹digitspan›-‹digitspan›-01",
				"file-‹md5›-‹n›.csv", "SHA256 of DE‹n›", "X-B3-SpanId: ‹digitspan›", "lat=52.‹millis› lon=13.‹millis›",
				"2026-11-26 10:44:01.123456789", "4111-2222-3333 is a phone extension", "range 1000-2000-3000-4000",
				"part ‹part›", "v4.5.3.9");
	}

	private void hardKeys() {
		kind(true, "same: deceptive keys", 150, "com.example.vault.MissingSecret: orders-db",
				"c.e.o.security.ApiToken                  : rotated", "token_endpoint=https://idp.example/token",
				"jwk-set-uri=https://idp.example/jwks", "password-encoder=bcrypt", "secret_version=3",
				"\"secretArn\":\"arn:aws:secretsmanager:eu-central-1:1234:secret:orders\"", "jwtIssuer=orders",
				"credentialsExpired=false", "passwordChangedAt=‹ts›", "token.expiry=3600", "otpEnabled=true",
				"isTokenValid=true", "secretsManagerEnabled=true", "apiKeyId=prod-7", "accessKeyCount=2",
				"tokenizer=whitespace", "passwordStrength=weak", "private_key_path=/etc/ssl/key.pem",
				"passwordFile=/run/secrets/db", "token-validity: 30m", "sessionIdGenerator=SecureRandom",
				"secretProvider=vault", "password_length=12", "\"tokens\": 1532",
				"prompt_tokens: 120, completion_tokens: 33", "\"max_tokens\":4096", "signature=SHA256withRSA",
				"auth=none", "key=order:‹id›", "sid=‹n›", "pinned=true", "pin: GPIO17", "pass=3 fail=0", "pan: left",
				"compass=north", "opinion: mixed", "secretary=‹user›", "bypass=true", "authority=ROLE_ADMIN",
				"certificate_key_usage=digital", "keyAlias=orders", "keystoreType=PKCS12", "\"code\":\"E1042\"",
				"errorCode=INSUFFICIENT_FUNDS", "cookieName=SESSION", "cookie-path: /", "csrfHeaderName=X-CSRF-TOKEN",
				"tokenUrl=https://idp.example/t", "grant_type=password", "Password policy: strict",
				"authenticationMethod=client_secret_basic", "password-reset-url: https://shop.example/reset",
				"card-number-length: 16", "foreign key: orders_customer_fk", "ssh_key_type=ed25519");
	}

	private void hardValues() {
		kind(true, "same: values that may be shown", 130, "password=****", "password=********", "password: [PROTECTED]",
				"password=${DB_PASSWORD}", "password: {{ .Values.db.password }}", "password=null",
				"{\"password\":null,\"a\":1}", "{\"password\":\"\",\"a\":1}", "password=", "password= next=1",
				"password: <none>", "if (password == null)", "token != null", "where password=?",
				"where password = :password", "password: must not be blank", "password must not be blank",
				"password: is required", "secret: missing", "token: expired",
				"Field error in object 'form' on field 'password': rejected value [null]; codes [NotBlank.form.password,NotBlank.password]; default message [must not be blank]",
				"on field 'password': rejected value []; codes [x]", "token=[REDACTED]", "password=[Filtered]",
				"token: true", "hasPassword=false", "secret=false", "\"password\": true", "api_key=[REDACTED:kv]",
				"password=******, user=‹user›", "tokens=0", "credentials=null", "sasl.jaas.config = [hidden]",
				"ssl.keystore.password = null", "password: '***'", "password=xxxxxxxx", "{password=null, user=‹user›}",
				"User(password=null, id=‹id›)", "Authorization: null", "token: invalid", "password cannot be empty",
				"Token not found", "cookie: none");
	}

	private void hardWords() {
		kind(true, "same: prefixes without a token", 90, "tokens begin with ghp_ or gho_",
				"npm_config_registry=https://registry.example", "npm_lifecycle_event=build",
				"uses pypi-publish-action@v1", "class sk-estimator-doc-link-container",
				"risk-assessment-proj-2026-draft", "task-runner-for-the-whole-disk-image-2026", "Dr. Aizawa called",
				"see SG.1 and SG.2", "AKIA is a prefix", "xoxb- tokens are for bots", "the sk_live_ prefix",
				"whsec_ is missing", "dapi endpoint is slow", "cursor=‹cursor›", "next page ‹cursor›",
				"hf_transfer enabled", "hvs. ok", "key-value store", "glpat- prefix expected", "SKU SK‹n›",
				"lin_api_ documented", "dt0c01 version", "bearer of bad news", "Bearer authentication is required",
				"Basic access is enough", "rubygems_mirror configured", "pat-na1 region", "re_try_count reached");
		kind(true, "same: addresses", 90, "http://localhost:8080/users/@me", "git@github.com:example/orders.git",
				"mongodb://h1:27017,h2:27017/shop", "redis://cache:6379/0", "https://packages.shop.example/@scope/pkg",
				"jdbc:postgresql://‹host›/orders?sslmode=require", "https://shop.example/a@b", "img@2x.png",
				"@Override public", "http://‹host›/x:y@z", "pkg:npm/%40angular/core@17.0.0",
				"https://shop.example:8443/cb?error=access_denied&state=‹n›", "mailto:help@example.org",
				"/v1/tokens/‹id›", "https://shop.example/reset-password?step=2", "ws://‹host›/stomp",
				"classpath:/keys/public.pem", "s3://bucket/key@v1", "a::b@c", "https://user@host.example/x",
				"sftp://‹user›@files:22/in");
		kind(true, "same: public keys and blobs", 30, "-----BEGIN CERTIFICATE-----\n‹cert›\n-----END CERTIFICATE-----",
				"-----BEGIN PUBLIC KEY-----\n‹cert›\n-----END PUBLIC KEY-----\nloaded",
				"data:image/png;base64,iVBORw0KGgo‹b64text›", "body=‹b64text›",
				"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI‹b64text› deploy@host", "{\"x5c\":[\"MIID‹b64text›\"]}",
				"{\"kty\":\"RSA\",\"e\":\"AQAB\",\"kid\":\"‹md5›\"}");
	}

}
