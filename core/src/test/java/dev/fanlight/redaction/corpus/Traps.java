package dev.fanlight.redaction.corpus;

import java.util.ArrayList;
import java.util.List;

import static dev.fanlight.redaction.corpus.Recipe.hard;
import static dev.fanlight.redaction.corpus.Shapes.text;

/** Secrets in the places where scanners are known to miss or to lose their tail. */
final class Traps {

	private Traps() {
	}

	static List<Recipe> all() {
		List<Recipe> all = new ArrayList<>();
		swallow(all);
		cutOff(all);
		urls(all);
		keys(all);
		return all;
	}

	private static void swallow(List<Recipe> all) {
		all.add(hard("iban", "date follows",
				(rng) -> text("Pay ").secret(Finance.printed(Finance.iban(rng))).text(" 2026-03-16 ok"))
			.in(Group.FINANCIAL));
		all.add(hard("iban", "year follows", (rng) -> text("Pay ").secret(Finance.iban(rng)).text(" 2026 ok"))
			.in(Group.FINANCIAL));
		all.add(hard("iban", "two in a row",
				(rng) -> text("from ").secret(Finance.iban(rng)).text(" ").secret(Finance.iban(rng)).text(" done"))
			.in(Group.FINANCIAL));
		all.add(hard("pan", "expiry follows", (rng) -> text("card ").secret(Finance.visa(rng)).text(" 12/27 ok"))
			.in(Group.FINANCIAL));
		all.add(hard("pan", "grouped, number follows",
				(rng) -> text("card ").secret(Finance.grouped(Finance.visa(rng), ' ')).text(" 2026-03-16 ok"))
			.in(Group.FINANCIAL));
		all.add(hard("pan", "number before",
				(rng) -> text("took 12 ms 7 ").secret(Finance.grouped(Finance.visa(rng), ' ')).text(" ok"))
			.in(Group.FINANCIAL));
		all.add(hard("pan", "two in a row",
				(rng) -> text("cards ").secret(Finance.visa(rng)).text(",").secret(Finance.pan(rng, 1)).text(" ok"))
			.in(Group.FINANCIAL));
		all.add(hard("pan", "end of sentence", (rng) -> text("declined ").secret(Finance.visa(rng)).text("."))
			.in(Group.FINANCIAL));
		all.add(hard("pan", "JSON number", (rng) -> text("{\"n\":").secret(Finance.visa(rng)).text(",\"ok\":true}"))
			.in(Group.FINANCIAL));
		all.add(hard("jwt", "after lone header",
				(rng) -> text("cursor eyJpZCI6NDcxMX0 then ").secret(Tokens.jwt(rng)).text(" end")));
		all.add(hard("jwt", "adjacent eyJ", (rng) -> text("eyJ eyJ. eyJeyJ ").secret(Tokens.jwt(rng)).text(" end")));
		all.add(hard("github", "prose first",
				(rng) -> text("ghp_ or gho_, not ").secret(Tokens.checked(rng, "ghp_")).text(" end")));
		all.add(hard("openai", "word prefix",
				(rng) -> text("risk-free task-7 ").secret(Tokens.openai(rng)).text(" end")));
		all.add(hard("kv", "empty pair first",
				(rng) -> text("user= password=").secret(rng.base62(14)).text(" page=2")));
		all.add(hard("kv", "prose first",
				(rng) -> text("password must not be blank, but token=").secret(rng.base62(24)).text(" was sent")));
	}

	private static void cutOff(List<Recipe> all) {
		all.add(hard("jwt", "cut in payload", (rng) -> cut(rng, Tokens.jwt(rng), 0.55)));
		all.add(hard("jwt", "cut in signature", (rng) -> cut(rng, Tokens.jwt(rng), 0.9)));
		all.add(hard("github", "cut", (rng) -> cut(rng, Tokens.checked(rng, rng.pick("ghp_", "gho_", "ghs_")), 0.6)));
		all.add(hard("github", "JWT cut",
				(rng) -> cut(rng, "ghs_" + rng.digits(7) + "_" + Tokens.jwt(rng, "RS256"), 0.5)));
		all.add(hard("anthropic", "cut", (rng) -> cut(rng, rng.fill("sk-ant-api03-{u:93}AA"), 0.5)));
		all.add(hard("pem", "no end", (rng) -> Recipes.pem(rng, "RSA PRIVATE KEY", rng.pick("\n", "\\n"), false)));
		all.add(hard("kv", "JSON cut in value", (rng) -> text("{\"id\":7,\"password\":\"").secret(rng.base62(14))));
		all.add(hard("auth-header", "cut", (rng) -> text("Authorization: ").grey("Bearer ").secret(rng.base62(20))));
		all.add(hard("jwt", "4000 characters",
				(rng) -> text("t ")
					.secret("eyJhbGciOiJSUzI1NiJ9.eyJzdWIi" + rng.base64url(3500) + "." + rng.base64url(342))
					.text(" end")));
	}

	private static Draft cut(Rng rng, String token, double share) {
		return text("attribute value ").secret(token.substring(0, (int) (token.length() * share)));
	}

	private static void urls(List<Recipe> all) {
		all.add(hard("url-userinfo", "@ in password",
				(rng) -> text("amqp://svc:").secret(rng.base62(6) + "@" + rng.base62(6)).text("@mq:5672/")));
		all.add(hard("url-userinfo", ": in password",
				(rng) -> text("amqp://svc:").secret(rng.base62(6) + ":" + rng.base62(6)).text("@mq:5672/")));
		all.add(hard("url-userinfo", "percent-encoded",
				(rng) -> text("amqp://svc:").secret(rng.base62(6) + "%40" + rng.base62(6)).text("@mq:5672/%2f")));
		all.add(hard("url-userinfo", "host list",
				(rng) -> text("mongodb://svc:").secret(rng.base62(16)).text("@a:27017,b:27017/shop?replicaSet=rs0")));
		all.add(hard("url-userinfo", "inside JDBC",
				(rng) -> text("jdbc:postgresql://svc:").secret(rng.base62(16)).text("@db:5432/shop")));
		all.add(hard("url-userinfo", "escaped slashes",
				(rng) -> text("{\"url\":\"https:\\/\\/svc:").secret(rng.base62(16)).text("@db.example.com\\/x\"}")));
		all.add(hard("url-userinfo", "second URL",
				(rng) -> text("from http://a.example.com:8080/x to https://svc:").secret(rng.base62(16))
					.text("@b.example.com/y")));
		all.add(hard("jdbc", "Oracle thin",
				(rng) -> text("jdbc:oracle:thin:scott/").secret(rng.base62(12)).text("@db:1521:orcl")));
		all.add(hard("azure-key", "SAS inside redirect",
				(rng) -> text("GET /r?to=https%3A%2F%2Fshop.blob.core.windows.net%2Fc%3Fsv%3D2024-11-04%26sig%3D")
					.secret(rng.base62(43) + "%253D")
					.text(" 302")));
		all.add(hard("kv", "query in fragment",
				(rng) -> text("redirect /cb#access_token=").secret(rng.base62(40)).text("&state=ok")));
		all.add(hard("kv", "AMP entity",
				(rng) -> text("href=\"/cb?x=1&amp;access_token=").secret(rng.base62(40)).text("&amp;n=1\"")));
	}

	private static void keys(List<Recipe> all) {
		all.add(hard("kv", "env list",
				(rng) -> text("env: [PORT=8080, DB_PASSWORD=").secret(rng.base62(14))
					.text(", API_TOKEN=")
					.secret(rng.base62(24))
					.text("]")));
		all.add(hard("kv", "three in a row",
				(rng) -> text("{\"password\":\"").secret(rng.base62(9))
					.text("\",\"newPassword\":\"")
					.secret(rng.base62(9))
					.text("\",\"newPasswordConfirm\":\"")
					.secret(rng.base62(9))
					.text("\"}")));
		all.add(hard("kv", "acronym key", (rng) -> text(
				rng.pick("stripeAPIKey", "awsSecretAccessKey", "OAuthToken", "idJWT", "x-api-key", "HTTPPassword")
						+ "=")
			.secret(rng.base62(30))
			.text(" page=2")));
		all.add(hard("kv", "indexed key",
				(rng) -> text("app.clients[" + rng.below(9) + "].client-secret=").secret(rng.base62(30))
					.text(" page=2")));
		all.add(hard("kv", "path key",
				(rng) -> text("vault kv put secret/shop/db/password=").secret(rng.base62(20)).text(" page=2")));
		all.add(hard("kv", "value with separators",
				(rng) -> text("password=")
					.secret(rng.base62(4) + "=" + rng.base62(4) + ":" + rng.base62(4) + "/" + rng.base62(3) + "@"
							+ rng.base62(3) + "|x")
					.text(" page=2")));
		all.add(hard("kv", "dictionary value", (rng) -> text("{\"password\":\"")
			.secret(rng.pick("test", "secret", "password", "admin", "changeme", "example") + rng.pick("", "1", "!"))
			.text("\",\"n\":1}")));
		all.add(hard("kv", "short value",
				(rng) -> text("LoginRequest[user=shop, password=").secret(rng.base62(3)).text(", ok=false]")));
		all.add(hard("kv", "wide blanks", (rng) -> text("api-key    :    ").secret(rng.base62(24)).text("    # prod")));
		all.add(hard("kv", "2 KB before",
				(rng) -> text(Sentences.clean(rng, 2000)).text("password=")
					.secret(rng.base62(14))
					.text(" ")
					.text(Sentences.clean(rng, 300))));
		all.add(hard("kv", "64 character key",
				(rng) -> text(rng.run(Rng.LOWER, 30) + "." + rng.run(Rng.LOWER, 20) + ".password=")
					.secret(rng.base62(14))
					.text(" n=1")));
		all.add(hard("kv", "Spring default",
				(rng) -> text("Could not resolve '${db.password:").secret(rng.base62(14)).text("}' in x")));
	}

}
