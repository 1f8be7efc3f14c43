package dev.fanlight.redaction.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import static dev.fanlight.redaction.corpus.Recipe.hard;
import static dev.fanlight.redaction.corpus.Recipe.ordinary;
import static dev.fanlight.redaction.corpus.Shapes.pre;
import static dev.fanlight.redaction.corpus.Shapes.text;

/** Every sort of line that holds a secret of the default groups. */
final class Recipes {

	private Recipes() {
	}

	static List<Recipe> all() {
		List<Recipe> all = new ArrayList<>();
		Vendors.all()
			.forEach((token) -> all.add(
					ordinary(token.kind(), token.variant(), (rng) -> Sentences.around(rng, token.value().apply(rng)))));
		pairs(all);
		finance(all);
		headers(all);
		urls(all);
		pem(all);
		all.addAll(Traps.all());
		return all;
	}

	private static void pairs(List<Recipe> all) {
		for (Shapes.Shape shape : Shapes.all()) {
			Function<Rng, Draft> draft = (rng) -> shape.draft(rng, Keys.term(rng));
			all.add(new Recipe("kv", shape.name(), shape.hard(), Group.SECRETS, draft));
			if (!shape.hard()) {
				all.add(ordinary("kv", shape.name(), draft));
			}
		}
		List<Shapes.Shape> shapes = Shapes.all().stream().filter((shape) -> !shape.hard()).toList();
		List<String> terms = new ArrayList<>(Keys.COMPOUNDS);
		terms.addAll(Keys.ALWAYS.stream().filter((term) -> !term.equals("authorization")).toList());
		for (String term : terms) {
			all.add(ordinary("kv term", term, (rng) -> rng.pick(shapes).draft(rng, term)));
		}
		for (String term : Keys.LOCALISED) {
			all.add(ordinary("kv localised", term,
					(rng) -> rng.oneIn(2) ? pre(rng).text(term + "=").secret(Tokens.password(rng)).text(" ok")
							: text("{\"" + term + "\":\"").secret(Tokens.password(rng)).text("\"}")));
		}
		for (String term : List.of("cvv", "cvv2", "cvc", "cvc2", "csc")) {
			all.add(numeric(term, 3, 4));
		}
		all.add(numeric("pin", 4, 8));
		all.add(ordinary(
				"kv numeric", "ssn", (
						rng) -> rng.oneIn(2)
								? text("Applicant[id=7, ssn=")
									.secret(rng.between(100, 665) + "-" + rng.between(10, 99) + "-"
											+ rng.between(1000, 9999))
									.text(", active=true]")
								: text("{\"ssn\":\"").secret(rng.between(100, 665) + rng.digits(6))
									.text("\",\"n\":1}")));
		all.add(ordinary("kv whole", "pass", (rng) -> pre(rng).text("pass=").secret(rng.base62(12)).text(" page=2")));
		all.add(ordinary("kv whole", "pan", (rng) -> text("{\"pan\":\"").secret(Finance.visa(rng)).text("\"}"))
			.in(Group.FINANCIAL));
		all.add(ordinary("kv whole", "iban", (rng) -> text("Payee[iban=").secret(Finance.iban(rng)).text(", n=1]"))
			.in(Group.FINANCIAL));
		all.add(ordinary("kv compound", "card number",
				(rng) -> text("Payment{cardNumber='").secret(Finance.pan(rng, rng.below(9))).text("', amount=12.50}"))
			.in(Group.FINANCIAL));
		for (String id : List.of("JSESSIONID", "PHPSESSID", "connect.sid", "jSessionId")) {
			all.add(ordinary("kv compound", id,
					(rng) -> text("session attributes " + id + "=").secret(rng.run(Rng.DIGITS + "ABCDEF", 32))
						.text(" created")));
		}
	}

	private static Recipe numeric(String term, int low, int high) {
		return ordinary("kv numeric", term, (rng) -> switch (rng.below(3)) {
			case 0 ->
				text("Card[holder=shop, " + term + "=").secret(rng.digits(rng.between(low, high))).text(", ok=true]");
			case 1 -> text("{\"" + term + "\":\"").secret(rng.digits(rng.between(low, high))).text("\",\"n\":\"a\"}");
			default -> text("verify " + term + ": ").secret(rng.digits(rng.between(low, high))).text(" failed");
		});
	}

	private static void finance(List<Recipe> all) {
		for (int i = 0; i < Finance.cardBrands(); i++) {
			int brand = i;
			all.add(ordinary("pan", Finance.brand(i), (rng) -> Sentences.around(rng, Finance.pan(rng, brand)))
				.in(Group.FINANCIAL));
			all.add(ordinary("pan", Finance.brand(i) + " grouped", (rng) -> {
				String pan = Finance.pan(rng, brand);
				return Sentences.around(rng,
						(pan.length() == 17 || pan.length() == 18) ? pan : Finance.grouped(pan, rng.pick(' ', '-')));
			}).in(Group.FINANCIAL));
		}
		all.add(ordinary("pan", "after CJK", (rng) -> text("卡号").secret(Finance.visa(rng)).text("已冻结"))
			.in(Group.FINANCIAL));
		all.add(ordinary("iban", "compact", (rng) -> Sentences.around(rng, Finance.iban(rng))).in(Group.FINANCIAL));
		all.add(ordinary("iban", "compact", (rng) -> Sentences.around(rng, Finance.iban(rng))).in(Group.FINANCIAL));
		all.add(ordinary("iban", "printed",
				(rng) -> text("Transfer to ").secret(Finance.printed(Finance.iban(rng))).text(", EUR"))
			.in(Group.FINANCIAL));
	}

	private static void headers(List<Recipe> all) {
		header(all, "bearer jwt", "Bearer ", Tokens::jwt);
		header(all, "bearer opaque", "Bearer ", (rng) -> rng.base62(40));
		header(all, "basic", "Basic ", (rng) -> Tokens.basic(rng, Tokens.password(rng)));
		header(all, "token", "Token ", (rng) -> rng.hex(40));
		header(all, "apikey", "ApiKey ", (rng) -> rng.base62(32));
		header(all, "no scheme", "", (rng) -> rng.base62(40));
		all.add(ordinary("auth-header", "bare bearer",
				(rng) -> text("upstream said: " + rng.pick("Bearer ", "bearer ")).secret(rng.base64url(40))
					.text(" is expired")));
		all.add(ordinary("auth-header", "bare basic",
				(rng) -> text("sent 'Basic ").secret(Tokens.basic(rng, Tokens.password(rng))).text("'")));
		all.add(ordinary("auth-header", "digest",
				(rng) -> text("Authorization: ").grey("Digest username=\"shop\", realm=\"a\", nonce=\"")
					.secret(rng.hex(32))
					.grey("\", uri=\"/v1\", response=\"")
					.secret(rng.hex(32))
					.grey("\"")
					.text("\nHost: shop")));
		all.add(ordinary("auth-header", "aws4",
				(rng) -> text("Authorization: ").grey("AWS4-HMAC-SHA256 Credential=")
					.secret(rng.fill("AKIA{base32:16}"))
					.grey("/20260316/eu-central-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=")
					.secret(rng.hex(64))
					.text("\nHost: s3.amazonaws.com")));
		all.add(ordinary("auth-header", "oauth1",
				(rng) -> text("Authorization: ").grey("OAuth oauth_consumer_key=\"")
					.secret(rng.base62(25))
					.grey("\", oauth_signature=\"")
					.secret(rng.base62(28))
					.grey("\"")
					.text("\nHost: api")));
		for (String name : List.of("X-Api-Key", "Api-Key", "X-Auth-Token", "X-Access-Token", "X-Amz-Security-Token",
				"X-CSRF-Token", "X-XSRF-TOKEN", "X-Vault-Token", "X-Goog-Api-Key", "Private-Token",
				"Ocp-Apim-Subscription-Key")) {
			all.add(ordinary("headers", name, (rng) -> switch (rng.below(4)) {
				case 0 -> text(name + ": ").secret(rng.base62(32)).text("\r\nHost: " + Sentences.host(rng));
				case 1 -> text("headers={host=[shop], " + name + "=[").secret(rng.base62(32)).text("], accept=[*/*]}");
				case 2 -> text("[Host:\"shop\", " + name + ":\"").secret(rng.base62(32)).text("\", Accept:\"*/*\"]");
				default -> text("--> GET /v1\n" + name.toLowerCase(java.util.Locale.ROOT) + ": ").secret(rng.base62(32))
					.text("\naccept: */*");
			}));
		}
		all.add(ordinary("cookie", "Cookie",
				(rng) -> text("Cookie: ").grey("SESSION=")
					.secret(rng.base62(48))
					.grey("; theme=dark; id=")
					.secret(rng.base64url(32))
					.text("\nHost: shop")));
		all.add(ordinary("cookie", "Set-Cookie",
				(rng) -> text("Set-Cookie: ").grey("JSESSIONID=")
					.secret(rng.run("0123456789ABCDEF", 32))
					.grey("; Path=/; Secure; HttpOnly")
					.text("\r\nContent-Length: 0")));
		all.add(ordinary("cookie", "HttpHeaders",
				(rng) -> text("[Host:\"shop\", Cookie:\"").grey("sid=")
					.secret(rng.base62(32))
					.grey("; theme=dark")
					.text("\", Accept:\"*/*\"]")));
		for (String name : List.of("X-Amz-Signature", "X-Goog-Signature", "sig", "signature")) {
			all.add(ordinary("kv query", name,
					(rng) -> text("GET https://bucket.s3.amazonaws.com/a.pdf?X-Amz-Date=20260316T092653Z&" + name + "=")
						.secret(rng.hex(64))
						.text("&page=2")));
		}
		all.add(ordinary("kv query", "X-Amz-Security-Token",
				(rng) -> text("https://b.s3.amazonaws.com/a?X-Amz-Expires=300&X-Amz-Security-Token=")
					.secret("IQoJb3JpZ2luX2Vj" + rng.base62(200))
					.text("&n=1")));
		all.add(ordinary("kv query", "code",
				(rng) -> text("GET /login/oauth2/code/google?state=ok&code=").secret("4/0A" + rng.base64url(60))
					.text("&scope=openid")));
		all.add(ordinary("kv query", "key",
				(rng) -> text("https://maps.example.com/json?address=Berlin&key=").secret(rng.base62(32))
					.text("&n=1")));
		all.add(ordinary("kv query", "X-Amz-Credential",
				(rng) -> text("https://b.s3.amazonaws.com/a?X-Amz-Date=20260316T092653Z&X-Amz-Credential=")
					.secret(rng.fill("AKIA{base32:16}"))
					.grey("%2F20260316%2Feu-central-1%2Fs3%2Faws4_request")
					.text("&n=1")));
		all.add(ordinary("kv query", "AWSAccessKeyId",
				(rng) -> text("https://b.s3.amazonaws.com/a?Expires=1773653213&AWSAccessKeyId=")
					.secret(rng.fill("AKIA{base32:16}"))
					.text("&n=1")));
		all.add(ordinary("headers", "DPoP",
				(rng) -> text("DPoP: ").secret(Tokens.jwt(rng, "ES256")).text("\r\nHost: a")));
		for (String scheme : List.of("Negotiate", "Hawk id=\"dh37\", mac=", "SSWS",
				"Signature keyId=\"a\",signature=")) {
			all.add(ordinary("auth-header", scheme.split(" ")[0],
					(rng) -> text("GET /v1\nAuthorization: ").grey(scheme + " ")
						.secret(rng.base62(48))
						.text("\nHost: a")));
		}
		for (String name : List.of("session", "sid", "auth")) {
			all.add(ordinary("kv query", name,
					(rng) -> text("GET /ws?room=7&" + name + "=").secret(rng.base62(32)).text(" HTTP/1.1")));
		}
		all.add(ordinary("kv query", "SAMLResponse",
				(rng) -> text("POST /saml/acs?RelayState=x&SAMLResponse=").secret("PHNhbWxwOl" + rng.base62(300))
					.text("&n=1")));
	}

	private static void header(List<Recipe> all, String variant, String scheme, Function<Rng, String> value) {
		all.add(ordinary("auth-header", variant, (rng) -> switch (rng.below(7)) {
			case 0 -> text("Authorization: ").grey(scheme).secret(value.apply(rng)).text("\nAccept: */*");
			case 1 -> text("headers={accept=[*/*], authorization=[").grey(scheme)
				.secret(value.apply(rng))
				.text("], host=[shop]}");
			case 2 -> text("[Accept:\"*/*\", Authorization:\"").grey(scheme)
				.secret(value.apply(rng))
				.text("\", Host:\"shop\"]");
			case 3 -> text("{\"headers\":{\"Authorization\":\"").grey(scheme)
				.secret(value.apply(rng))
				.text("\",\"Accept\":\"*/*\"}}");
			case 4 ->
				text("curl -H 'Authorization: ").grey(scheme).secret(value.apply(rng)).text("' https://shop.internal");
			case 5 -> text("Proxy-Authorization: ").grey(scheme).secret(value.apply(rng)).text("\r\nHost: shop");
			default ->
				text("\\\"Authorization\\\":\\\"").grey(scheme).secret(value.apply(rng)).text("\\\",\\\"n\\\":1");
		}));
	}

	private static void urls(List<Recipe> all) {
		for (String scheme : List.of("https", "postgresql", "amqp", "redis", "mongodb+srv", "ftp", "smtp",
				"jdbc:mysql")) {
			all.add(ordinary("url-userinfo", scheme,
					(rng) -> text(rng.pick("Connecting to ", "url=", "\u4f7f\u7528 ", "(") + scheme + "://").grey("svc")
						.text(":")
						.secret(rng.base62(rng.between(8, 24)))
						.text("@" + Sentences.host(rng) + "/db?ssl=true refused")));
		}
		all.add(ordinary("url-userinfo", "empty user",
				(rng) -> text("redis://:").secret(rng.base62(24)).text("@cache:6379/0")));
		all.add(ordinary("url-userinfo", "token as password",
				(rng) -> text("git clone https://").grey("oauth2")
					.text(":")
					.secret(rng.base62(30))
					.text("@git.example.com/shop.git")));
		all.add(ordinary("azure-key", "AccountKey",
				(rng) -> text("DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=")
					.secret(rng.run(Rng.BASE64, 86) + "==")
					.text(";EndpointSuffix=core.windows.net")));
		all.add(ordinary("azure-key", "SharedAccessKey",
				(rng) -> text("Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=")
					.secret(rng.run(Rng.BASE64, 43) + "=")
					.text(";EntityPath=orders")));
		all.add(ordinary("azure-key", "SAS",
				(rng) -> text("https://shop.blob.core.windows.net/c/f.pdf?sv=2024-11-04&se=2026-03-16&sr=b&sp=r&sig=")
					.secret(rng.base62(20) + "%2F" + rng.base62(22) + "%3D")
					.text("&n=1")));
		all.add(ordinary("aws-secret", "by key",
				(rng) -> text(rng.pick("aws_secret_access_key=", "AWS_SECRET_ACCESS_KEY=", "secretAccessKey: "))
					.secret(rng.run(Rng.BASE64, 40))
					.text(" region=eu")));
		all.add(ordinary("slack", "webhook",
				(rng) -> text("POST ").grey("https://hooks.slack.com/services/")
					.secret(rng.fill("T{A:10}/B{A:10}/{n:24}"))
					.text(" 200")));
		all.add(ordinary("slack", "workflow",
				(rng) -> text("POST ").grey("https://hooks.slack.com/triggers/")
					.secret(rng.fill("T{A:10}/{d:13}/{hex:32}"))
					.text(" 200")));
		all.add(ordinary("twilio", "auth token",
				(rng) -> text("twilio.auth-token=").secret(rng.hex(32)).text(" sid=ok")));
		all.add(ordinary("mailgun", "key",
				(rng) -> text("mailgun api ").secret("key-" + rng.hex(32)).text(" rejected")));
	}

	private static void pem(List<Recipe> all) {
		for (String type : List.of("RSA ", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED ", "")) {
			for (String newline : List.of("\n", "\\n", "\\\\n", "\r\n", "\n    ")) {
				all.add(ordinary("pem", type + newline.length(),
						(rng) -> pem(rng, type + "PRIVATE KEY", newline, true)));
			}
		}
		all.add(ordinary("pem", "PGP", (rng) -> pem(rng, "PGP PRIVATE KEY BLOCK", "\n", true)));
		all.add(ordinary("gcp-service-account", "json",
				(rng) -> text("{\"type\":\"service_account\",\"private_key_id\":\"").grey(rng.hex(40))
					.text("\",\"private_key\":\"")
					.append(armoured(rng, "PRIVATE KEY", "\\n", true))
					.text("\",\"client_id\":\"" + rng.digits(21) + "\"}")));
	}

	static Draft pem(Rng rng, String label, String newline, boolean end) {
		Draft draft = text("loaded key ").append(armoured(rng, label, newline, end));
		return end ? draft.text(" from vault") : draft;
	}

	private static Draft armoured(Rng rng, String label, String newline, boolean end) {
		Draft draft = new Draft().grey("-----BEGIN " + label + "-----" + newline);
		for (String line : Tokens.pemBody(rng, rng.between(3, 12))) {
			draft.secret(line).grey(newline);
		}
		return end ? draft.grey("-----END " + label + "-----" + (newline.startsWith("\\") ? newline : "")) : draft;
	}

}
