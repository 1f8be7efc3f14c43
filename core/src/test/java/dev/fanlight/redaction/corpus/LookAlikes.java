package dev.fanlight.redaction.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What looks like a secret and is none: it has to come back unchanged. */
final class LookAlikes {

	private LookAlikes() {
	}

	static List<Recipe> all() {
		List<Recipe> all = new ArrayList<>();
		everyday(all);
		identifiers(all);
		keys(all);
		numbers(all);
		words(all);
		guarded(all);
		tokens(all);
		return all;
	}

	private static void everyday(List<Recipe> all) {
		for (int i = 0; i < 14; i++) {
			same(all, "everyday", "log line", Sentences::clean);
		}
		same(all, "everyday", "2 KB", (rng) -> Sentences.clean(rng, 2000));
		same(all, "everyday", "stack trace", (rng) -> Traces.clean(rng, 4000));
		same(all, "everyday", "json",
				(rng) -> "{\"id\":" + rng.below(9999) + ",\"status\":\"PAID\",\"total\":12.50,\"items\":[{\"sku\":\"A-"
						+ rng.digits(5) + "\",\"qty\":2}],\"customer\":{\"id\":\"" + rng.uuid()
						+ "\",\"tier\":\"gold\"}}");
		same(all, "everyday", "escaped json",
				(rng) -> "{\"body\":\"{\\\"id\\\":" + rng.below(9999) + ",\\\"status\\\":\\\"PAID\\\"}\",\"n\":1}");
		same(all, "everyday", "record", (rng) -> "Order[id=" + rng.below(9999)
				+ ", status=PAID, total=12.50, owner=Account[id=7, active=true]]");
		same(all, "everyday", "url", (rng) -> "GET https://api.example.com:8443/v1/orders/" + rng.below(9999)
				+ "?page=2&size=50&sort=id,desc#top 200");
		same(all, "everyday", "yaml",
				(rng) -> "spring:\n  application:\n    name: orders\nserver:\n  port: 80" + rng.digits(2) + "\n");
		same(all, "everyday", "headers", (rng) -> "[Host:\"shop.internal\", Content-Type:\"application/json\", ETag:\""
				+ rng.hex(32) + "\", User-Agent:\"curl/8.5.0\", Accept:\"*/*\"]");
		same(all, "everyday", "access log",
				(rng) -> "10.0." + rng.below(255)
						+ ".7 - - [16/Mar/2026:09:26:53 +0100] \"GET /api/v1/orders?page=2 HTTP/1.1\" 200 "
						+ rng.below(99999) + " \"-\" \"Mozilla/5.0 (X11; Linux x86_64)\"");
		same(all, "everyday", "CJK", (rng) -> "订单 " + rng.below(99999) + " 已支付，金额：¥128.50；状态=已发货");
		same(all, "everyday", "arrow", (rng) -> "state PAID -> SHIPPED, a => b, x->y, list=[1, 2, 3], map={a=1, b=2}");
		same(all, "everyday", "Java",
				(rng) -> "Map<String, List<Order>> m = Map.of(\"a\", List.of()); m.get(\"a\").size() == " + rng.below(9)
						+ " ? x : y; // noqa");
		same(all, "everyday", "SQL", (rng) -> "insert into orders (id, status, total) values (" + rng.below(9999)
				+ ", 'PAID', 12.50) on conflict do nothing");
		same(all, "everyday", "XML", (rng) -> "<order id=\"" + rng.below(9999)
				+ "\"><status>PAID</status><total currency=\"EUR\">12.50</total></order>");
	}

	private static void identifiers(List<Recipe> all) {
		same(all, "identifier", "uuid", (rng) -> "order " + rng.uuid() + " for customer " + rng.uuid());
		same(all, "identifier", "md5", (rng) -> "checksum " + rng.hex(32) + " ok, etag=\"" + rng.hex(32) + "\"");
		same(all, "identifier", "sha-1", (rng) -> "commit " + rng.hex(40) + " deployed, git.commit.id=" + rng.hex(40));
		same(all, "identifier", "sha-256",
				(rng) -> "image shop/orders@sha256:" + rng.hex(64) + " digest sha256=" + rng.hex(64));
		same(all, "identifier", "trace", (rng) -> "trace_id=" + rng.hex(32) + " span_id=" + rng.hex(16) + " done");
		same(all, "identifier", "base64 image", (rng) -> "<img src=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA"
				+ rng.run(Rng.BASE64, 120) + "\">");
		same(all, "identifier", "part number",
				(rng) -> "part DE-4711-AX9 lot SHA256 MSKU" + rng.digits(7) + " plate B-XY 1234");
		same(all, "identifier", "request id", (rng) -> "request_id=" + rng.hex(20) + " X-Request-Id: " + rng.uuid());
		same(all, "identifier", "ulid",
				(rng) -> "event 01HS" + rng.run("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 22) + " stored");
		same(all, "identifier", "topic partition",
				(rng) -> "orders-v1-" + rng.below(12) + "@" + rng.digits(8) + " lag=" + rng.below(999));
		same(all, "identifier", "object id", (rng) -> "{\"_id\":\"" + rng.hex(24) + "\",\"v\":1}");
		same(all, "identifier", "certificate", (rng) -> "-----BEGIN CERTIFICATE-----\n"
				+ String.join("\n", Tokens.pemBody(rng, 6)) + "\n-----END CERTIFICATE-----");
		same(all, "identifier", "public key", (rng) -> "-----BEGIN PUBLIC KEY-----\n"
				+ String.join("\n", Tokens.pemBody(rng, 4)) + "\n-----END PUBLIC KEY-----");
		trap(all, "identifier", "digit span id", (rng) -> rng.pick("spanId", "span_id", "X-B3-SpanId", "parentSpanId")
				+ rng.pick("=", ": ", "\":\"").replace("\"", "") + Finance.visa(rng) + " done");
		trap(all, "identifier", "digit span id JSON",
				(rng) -> "{\"spanId\":\"" + Finance.visa(rng) + "\",\"traceId\":\"" + rng.hex(32) + "\"}");
		trap(all, "identifier", "traceparent",
				(rng) -> "traceparent: 00-" + rng.hex(32) + "-" + Finance.visa(rng) + "-01");
		trap(all, "identifier", "traceparent value",
				(rng) -> "context 00-" + rng.hex(32) + "-" + Finance.visa(rng) + "-01 extracted");
		trap(all, "identifier", "b3", (rng) -> "b3: " + rng.hex(32) + "-" + Finance.visa(rng) + "-1");
		trap(all, "identifier", "glued digits", (rng) -> "sku AB-" + Finance.visa(rng) + "-X7");
	}

	private static void keys(List<Recipe> all) {
		for (String key : List.of("tokenCount", "passwordResetRequired", "secretName", "token_type", "authorizationUri",
				"passwordPolicy", "author", "pinned", "spinner", "secretary", "monkey", "compass", "opinion",
				"keyboard", "tokenEndpoint", "passwordLength", "credentialType", "secretVersion", "tokenizer",
				"passengers", "primaryKey", "foreignKey", "partitionKey", "cacheKey", "keyName", "publicKey",
				"passwordEncoder", "accessKeyIdCount", "jwtIssuer", "otpLength", "tokenExpiry", "grantType",
				"sessionTimeout", "bypass", "encompass", "shipping", "mapping", "sid_count", "authMethod",
				"secretsManagerRegion", "password-reset-url", "TOKEN_TTL_SECONDS", "SECRET_PROVIDER",
				"password_changed_at")) {
			same(all, "key", key, (rng) -> {
				String value = rng.pick("enabled1", "/auth/v1", "bearer", "Jules", "true", "12", "PT30M", "orders-db",
						"2026-03-16", "left");
				return switch (rng.below(4)) {
					case 0 -> "config " + key + "=" + value + " page=2";
					case 1 -> "{\"" + key + "\":\"" + value + "\",\"n\":1}";
					case 2 -> "Settings[id=7, " + key + "=" + value + ", n=1]";
					default -> key + ": " + value;
				};
			});
		}
		trap(all, "class name", "exception", (rng) -> "com.example.vault.MissingSecret: orders-db");
		trap(all, "class name", "abbreviated logger",
				(rng) -> "INFO 1 --- [main] c.e.o.security.ApiToken    : rotated " + rng.below(99));
		trap(all, "class name", "logger", (rng) -> "DEBUG dev.shop.auth.Token: issued for tenant acme");
		trap(all, "class name", "filter", (rng) -> "o.s.s.w.FilterChain : UsernamePasswordAuthenticationFilter (5/12)");
		trap(all, "class name", "bean", (
				rng) -> "Creating bean 'passwordEncoder', 'tokenStore', class org.springframework.security.crypto.password.PasswordEncoder");
		trap(all, "class name", "frame",
				(rng) -> "\tat dev.shop.security.PasswordToken.check(PasswordToken.java:" + rng.below(999) + ")");
	}

	private static void numbers(List<Recipe> all) {
		same(all, "number", "timestamps",
				(rng) -> "at 2026-03-16T09:26:53.589793Z, epoch 17" + rng.digits(8) + " ms 17" + rng.digits(11));
		same(all, "number", "sizes",
				(rng) -> "heap 268435456 of 4294967296 bytes, " + rng.below(999) + " threads, 3.14 load, 99.97 %");
		same(all, "number", "dates", (rng) -> "from 16.03.2026 to 2026-04-17, week 12, 09:26:53,589");
		same(all, "number", "versions",
				(rng) -> "Spring Boot 4.1.1, JDK 17.0.15+6-Debian-1deb12u1, Hibernate 7.1." + rng.below(9) + ".Final");
		same(all, "number", "short ids",
				(rng) -> "order 10" + rng.digits(6) + " invoice 2026-" + rng.digits(6) + " customer " + rng.digits(8));
		trap(all, "number", "epoch micro", (rng) -> "ts=17" + rng.digits(14) + " done");
		trap(all, "number", "epoch nano", (rng) -> "timeUnixNano 17" + rng.digits(17) + " ok");
		trap(all, "number", "EAN", (rng) -> ean(rng) + " scanned, gtin=" + ean(rng));
		trap(all, "number", "IMEI", (rng) -> {
			String body = "35" + rng.digits(12);
			return "imei " + body + Finance.luhn(body) + " online";
		});
		trap(all, "number", "ICCID", (rng) -> {
			String body = "8949" + rng.digits(14);
			return "iccid " + body + Finance.luhn(body) + " active";
		});
		trap(all, "number", "fraction", (rng) -> "ratio 0." + Finance.visa(rng) + " and 3," + Finance.visa(rng));
		trap(all, "number", "failing Luhn", (rng) -> {
			String visa = Finance.visa(rng);
			return "order " + visa.substring(0, 15) + (visa.charAt(15) - '0' + 1 + rng.below(8)) % 10 + " ok";
		});
		trap(all, "number", "13-digit Visa", (rng) -> {
			String body = "4" + rng.digits(11);
			return "gtin " + body + Finance.luhn(body) + " ok";
		});
		trap(all, "number", "mixed separators", (rng) -> "4111 1111-1111 1111 and 41 111111 111 11111");
		trap(all, "number", "IBAN failing mod 97", (rng) -> {
			String iban = Finance.iban(rng, "DE 18n");
			return "ref " + iban.substring(0, 21) + (iban.charAt(21) - '0' + 1 + rng.below(8)) % 10 + " ok";
		});
		trap(all, "number", "unknown country", (rng) -> "ref XX" + rng.digits(20) + " box ZZ" + rng.digits(18));
		trap(all, "number", "order number", (rng) -> "order 8" + rng.digits(15) + " placed");
	}

	private static String ean(Rng rng) {
		String body = rng.pick("400", "426", "440", "490", "978") + rng.digits(9);
		int sum = 0;
		for (int i = 0; i < 12; i++) {
			sum += (body.charAt(i) - '0') * ((i % 2 == 0) ? 1 : 3);
		}
		return body + (10 - sum % 10) % 10;
	}

	private static void words(List<Recipe> all) {
		trap(all, "prose", "basic", (rng) -> "Basic authentication failed for user shop, Basic auth disabled");
		trap(all, "prose", "bearer", (rng) -> "the bearer of bad news, Bearer token missing, bearer tokens expired");
		trap(all, "prose", "challenge", (rng) -> "WWW-Authenticate: Bearer realm=\"shop\", error=\"invalid_token\"");
		trap(all, "prose", "prefixes",
				(rng) -> "tokens start with ghp_ or gho_, glpat- or xoxb-, keys with sk-ant- or AKIA");
		trap(all, "prose", "sentence", (
				rng) -> "The password of user shop has expired; secret rotation, token refresh and api key audit are due");
		trap(all, "prose", "question", (rng) -> "Forgot your password? Reset the token, change the passphrase.");
		for (String phrase : List.of("must not be blank", "was rejected", "is required", "not set", "required",
				"cannot be null", "should be rotated", "may expire", "has expired", "missing", "invalid", "incorrect",
				"expired", "empty", "blank", "none", "null", "unknown", "disabled")) {
			trap(all, "prose", "guard " + phrase,
					(rng) -> rng.pick("password", "token", "api-key", "user.secret", "clientSecret") + ": " + phrase);
		}
		trap(all, "prose", "validation", (rng) -> "default message [password]]; default message [must not be blank]");
		trap(all, "prose", "codes", (
				rng) -> "codes [NotBlank.user.password,NotBlank.password,NotBlank]; arguments [user.password,password]");
	}

	private static void guarded(List<Recipe> all) {
		trap(all, "guard", "SQL", (rng) -> "select id from users where password = ? and token = :token and pin=?");
		trap(all, "guard", "placeholder",
				(rng) -> "spring.datasource.password=${db.password} token={{vault_token}} secret=<none>");
		trap(all, "guard", "booleans", (rng) -> "password=true token=false secret=null api_key= next=1");
		trap(all, "guard", "masked", (rng) -> "password=****** token=[REDACTED] secret=[PROTECTED] pwd=[Filtered]");
		trap(all, "guard", "already redacted",
				(rng) -> "password=[REDACTED:kv] token=[REDACTED:jwt], {\"secret\":\"[REDACTED:kv]\"}");
		trap(all, "guard", "counts", (rng) -> "max_tokens: 4096, tokens=" + rng.below(9999)
				+ " prompt_tokens=12 \"total_tokens\":" + rng.below(999));
		trap(all, "guard", "operators", (rng) -> "if (password == null || token != null) throw; secret == other");
		trap(all, "guard", "JSON null",
				(rng) -> "{\"password\":null,\"token\":\"\",\"secret\":false,\"n\":" + rng.below(9) + "}");
		trap(all, "guard", "readable headers",
				(rng) -> "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nETag: \"" + rng.hex(32) + "\"");
		trap(all, "guard", "empty record", (rng) -> "Login[user=shop, password=, token=null, ok=false]");
		trap(all, "position", "text, not query", (rng) -> "auth=basic session=" + rng.below(999)
				+ " sid=12 code=404 key=orders-" + rng.digits(4) + " done");
		trap(all, "position", "JSON, not query",
				(rng) -> "{\"code\":\"VALIDATION_FAILED_FOR_ORDER\",\"key\":\"customer:" + rng.digits(4)
						+ ":profile\",\"session\":\"closed\"}");
		trap(all, "position", "short code", (rng) -> "GET /lang?code=de&page=2 HTTP/1.1");
		trap(all, "guard", "pass count", (rng) -> "tests pass=" + rng.below(999) + " fail=0, pass: true");
		trap(all, "guard", "numeric terms", (rng) -> "pin=left cvc=ok csc: n/a layout");
	}

	private static void tokens(List<Recipe> all) {
		trap(all, "token", "stripe public",
				(rng) -> "pk_live_" + rng.base62(24) + " loaded, pk_test_" + rng.base62(24));
		trap(all, "token", "cursor",
				(rng) -> "next cursor eyJpZCI6" + rng.base62(20) + " of page 2, after=eyJvZmZzZXQiOj" + rng.base62(4));
		trap(all, "token", "css", (rng) -> "<div class=\"sk-estimator-doc-link-container sk-toggleable__label\">");
		trap(all, "token", "npm",
				(rng) -> "npm_config_registry=https://registry.example.com npm_lifecycle_event=build");
		trap(all, "token", "words",
				(rng) -> "task-queue-main-worker-pool-03, disk-usage-report-2026-q1, risk-score-model-v2-final");
		trap(all, "token", "pypi",
				(rng) -> "workflow pypi-publish-release-candidate finished, SG.1 security group, hf_hub_download ok");
		trap(all, "token", "surname", (rng) -> "Dr. Aizawa uploaded AIzawa-report.pdf");
		trap(all, "token", "base32 word",
				(rng) -> "AKIA" + rng.run(Rng.UPPER + "234567", 24) + " XAKIA" + rng.run(Rng.UPPER + "234567", 16));
		trap(all, "token", "twilio account", (rng) -> "account AC" + rng.hex(32) + " message SM" + rng.hex(32));
		trap(all, "token", "digest",
				(rng) -> "sha256:" + rng.hex(64) + " dop_v1_ prefix, key-value store, dapiVersion 2");
		trap(all, "token", "git",
				(rng) -> "git@github.com:acme/shop.git cloned, http://example.com:8080/@user/post, mailto link");
		trap(all, "token", "package", (rng) -> "eu.acme.eyJobs.worker, io.glpat.Runner, dev.xoxb.Main");
		trap(all, "token", "url port", (rng) -> "http://shop.internal:8080/a@b?c=d and mongodb://a:27017,b:27017/shop");
		trap(all, "token", "secret arn",
				(rng) -> "arn:aws:secretsmanager:eu-central-1:123456789012:secret/prod-db found");
	}

	private static void same(List<Recipe> all, String kind, String variant, Function<Rng, String> line) {
		all.add(Recipe.ordinary("same: " + kind, variant, (rng) -> Shapes.text(line.apply(rng))));
	}

	private static void trap(List<Recipe> all, String kind, String variant, Function<Rng, String> line) {
		all.add(Recipe.hard("same: " + kind, variant, (rng) -> Shapes.text(line.apply(rng))));
	}

}
