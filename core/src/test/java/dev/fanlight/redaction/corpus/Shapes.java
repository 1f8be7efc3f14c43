package dev.fanlight.redaction.corpus;

import java.util.ArrayList;
import java.util.List;

/** The key/value shapes in which Java services print what they hold. */
final class Shapes {

	private Shapes() {
	}

	/** How a pair is written. */
	@FunctionalInterface
	interface Form {

		Draft write(Rng rng, String key, String value);

	}

	/**
	 * A shape.
	 *
	 * @param name for the list of failures
	 * @param quoted whether the value may hold blanks and separators
	 * @param keys the spelling of keys that stand there
	 * @param hard whether the facts call it a stretch
	 * @param form how it is written
	 */
	record Shape(String name, boolean quoted, Spelling keys, boolean hard, Form form) {

		Draft draft(Rng rng, String term) {
			String value = (this.quoted && rng.oneIn(4) && term.contains("pass")) ? Tokens.quotedPassword(rng)
					: Keys.value(rng, term);
			return this.form.write(rng, key(rng, term), value);
		}

		String key(Rng rng, String term) {
			return switch (this.keys) {
				case ANY -> rng.oneIn(8) ? Keys.tailed(rng, term) : Keys.key(rng, term);
				case CODE -> rng.pick(Keys.camel(term), Keys.camel("user " + term), Keys.camel("client " + term));
				case DOTTED -> Keys.dotted(rng, term);
				case UPPER -> Keys.upper(rng, term);
				case HEADER -> rng.pick("X-", "X-Shop-", "") + Keys.header(term);
			};
		}

	}

	/** Which spellings of a key are found in a shape. */
	enum Spelling {

		ANY, CODE, DOTTED, UPPER, HEADER

	}

	static List<Shape> all() {
		List<Shape> all = new ArrayList<>();
		plain(all);
		dumps(all);
		quoted(all);
		configuration(all);
		stretch(all);
		return all;
	}

	private static void plain(List<Shape> all) {
		add(all, "k=v", (r, k, v) -> pre(r).text(k + "=").secret(v).append(post(r)));
		add(all, "k = v", (r, k, v) -> pre(r).text(k + " = ").secret(v).append(post(r)));
		add(all, "k: v", (r, k, v) -> pre(r).text(k + ": ").secret(v).append(post(r)));
		add(all, "k => v", (r, k, v) -> pre(r).text(k + " => ").secret(v).append(post(r)));
		add(all, "k=[v]", (r, k, v) -> pre(r).text(k + "=[").secret(v).text("]").append(post(r)));
		add(all, "(k=v)", (r, k, v) -> pre(r).text("(" + k + "=").secret(v).text(")").append(post(r)));
		add(all, "k=v;", (r, k, v) -> pre(r).text("user=shop;" + k + "=").secret(v).text(";encrypt=true"));
		add(all, "logfmt", (r, k, v) -> text("level=info msg=\"login ok\" " + k + "=").secret(v)
			.text(" dur=" + r.between(1, 90) + "ms"));
		add(all, "CJK key=v", (r, k, v) -> text(r.pick("设置", "パラメータ", "事件：") + " " + k + "=").secret(v).text(" 完了"));
		add(all, "v before CJK", (r, k, v) -> text("登录参数 " + k + ": ").secret(v).text("，用户已锁定"));
		add(all, "emoji", (r, k, v) -> text("🔑 " + k + "=").secret(v).text(" 🚀 deployed"));
		add(all, "query",
				(r, k, v) -> text("GET https://api." + Sentences.host(r) + "/v1/login?tenant=acme&" + k + "=")
					.secret(v.replace('+', '-'))
					.text("&page=2 HTTP/1.1\" 200"));
		add(all, "query first",
				(r, k, v) -> text("Redirecting to /callback?" + k + "=").secret(v.replace('+', '-')).text("&state=ok"));
		add(all, "k end of line", (r, k, v) -> pre(r).text(k + "=").secret(v));
		add(all, "k newline", (r, k, v) -> pre(r).text(k + "=").secret(v).text("\nretries=3"));
	}

	private static void dumps(List<Shape> all) {
		String[] types = { "LoginRequest", "DataSourceProperties", "Account", "CreateUserCommand",
				"ClientRegistration" };
		code(all, "record",
				(r, k, v) -> pre(r).text(r.pick(types) + "[id=" + r.below(999) + ", " + k + "=")
					.secret(v)
					.text(", active=true]"));
		code(all, "record last",
				(r, k, v) -> pre(r).text(r.pick(types) + "[name=shop, " + k + "=").secret(v).text("]"));
		code(all, "Lombok",
				(r, k, v) -> pre(r).text(r.pick(types) + "(" + k + "=").secret(v).text(", roles=[USER, ADMIN])"));
		code(all, "nested record",
				(r, k, v) -> pre(r).text("Order[id=7, owner=" + r.pick(types) + "[" + k + "=")
					.secret(v)
					.text(", locale=de_DE], total=12.50]"));
		code(all, "IDE toString",
				(r, k, v) -> pre(r).text(r.pick(types) + "{name='shop', " + k + "='").secret(v).text("', version=3}"));
		add(all, "Map", (r, k, v) -> pre(r).text("{id=" + r.below(999) + ", " + k + "=").secret(v).text(", page=2}"));
		add(all, "Map last", (r, k, v) -> pre(r).text("{" + k + "=").secret(v).text("}"));
		add(all, "(k)=(v)",
				(r, k, v) -> text("ERROR: duplicate key value violates unique constraint \"uk_api\"\n  Detail: Key ("
						+ k.replace('-', '_').replace('.', '_') + ")=(")
					.secret(v)
					.text(") already exists."));
		code(all, "rejected value",
				(r, k, v) -> text("Field error in object 'loginRequest' on field '" + k + "': rejected value [")
					.secret(v)
					.text("]; codes [Size.loginRequest.name,Size]; default message [size must be between 12 and 64]"));
		header(all, "HttpHeaders",
				(r, k, v) -> text("Response headers [Accept:\"application/json\", " + k + ":\"").secret(v)
					.text("\", Content-Length:\"" + r.below(9999) + "\"]"));
		header(all, "servlet header", (r, k, v) -> text(k + ": ").secret(v).text("\nAccept: */*"));
		header(all, "curl", (r, k, v) -> text("curl -s -H '" + k + ": ").secret(v)
			.text("' https://" + Sentences.host(r) + "/v2/jobs"));
		header(all, "netty headers",
				(r, k, v) -> text("DefaultHttpHeaders[host: " + Sentences.host(r) + ", " + k + ": ").secret(v)
					.text(", accept: */*]"));
	}

	private static void quoted(List<Shape> all) {
		quoted(all, "JSON", (r, k, v) -> pre(r).append(json(r, k, v, "\"" + k + "\":\"")));
		quoted(all, "JSON spaced", (r, k, v) -> pre(r).append(json(r, k, v, "\"" + k + "\" : \"")));
		quoted(all, "JSON escaped once",
				(r, k, v) -> text("{\"body\":\"").append(json(r, k, v, "\"" + k + "\":\"").escaped())
					.text("\",\"status\":400}"));
		quoted(all, "JSON escaped twice",
				(r, k, v) -> text("payload=\"").append(
						text("{\"data\":\"").append(json(r, k, v, "\"" + k + "\":\"").escaped()).text("\"}").escaped())
					.text("\" topic=orders"));
		quoted(all, "JSON escaped thrice", (r, k, v) -> text("{\"log\":\"")
			.append(text("{\"msg\":\"")
				.append(text("{\"data\":\"").append(json(r, k, v, "\"" + k + "\": \"").escaped()).text("\"}").escaped())
				.text("\"}")
				.escaped())
			.text("\"}"));
		add(all, "JSON array",
				(r, k, v) -> pre(r).text("{\"" + k + "\":[\"")
					.secret(v)
					.text("\",\"")
					.secret(Tokens.opaque(r))
					.text("\"],\"n\":2}"));
		add(all, "JSON number",
				(r, k, v) -> text("{\"id\":7,\"" + Keys.key(r, r.pick("password", "passcode", "otp")) + "\" : ")
					.secret(String.valueOf(r.between(10_000_000, 99_999_999)))
					.text(",\"ok\":true}"));
		add(all, "JSON pretty", (r, k, v) -> text("{\n  \"user\" : \"shop\",\n  \"" + k + "\" : \"").secret(v)
			.text("\",\n  \"ok\" : true\n}"));
		quoted(all, "'k': 'v'", (r, k, v) -> pre(r).text("'" + k + "': '").secret(v).text("'").append(post(r)));
		add(all, "`k`: `v`", (r, k, v) -> pre(r).text("`" + k + "`: `").secret(v).text("`").append(post(r)));
		quoted(all, "k -> 'v'", (r, k, v) -> pre(r).text(k + " -> '").secret(v).text("'").append(post(r)));
		quoted(all, "k=\"v\"", (r, k, v) -> pre(r).text(k + "=\"").secret(v).text("\"").append(post(r)));
		quoted(all, "k: \"v\"", (r, k, v) -> pre(r).text(k + ": \"").secret(v).text("\"").append(post(r)));
		add(all, "XML",
				(r, k, v) -> text("<login><user>shop</user><" + k + ">").secret(v).text("</" + k + "></login>"));
		add(all, "XML attribute", (r, k, v) -> text("<" + k + " type=\"text\">").secret(v).text("</" + k + ">"));
		add(all, "SOAP", (r, k,
				v) -> text("<wsse:" + Keys.header(k.split("[._-]")[0]) + "><wsse:Password Type=\"#PasswordText\">")
					.secret(v)
					.text("</wsse:Password>"));
		quoted(all, "XML k=\"v\"",
				(r, k, v) -> text("<bean class=\"shop.Db\" " + k + "=\"").secret(v.replace('<', '_')).text("\"/>"));
	}

	private static void configuration(List<Shape> all) {
		dotted(all, "-Dk=v", (r, k, v) -> text("java -Xmx512m -D" + k + "=").secret(v).text(" -jar app.jar"));
		upper(all, "export K=v", (r, k, v) -> text("export " + k + "=").secret(v).text("\nexport PORT=8080"));
		upper(all, "K=v", (r, k, v) -> text("SERVER_PORT=8080 " + k + "=").secret(v).text(" APP_ENV=prod"));
		upper(all, "docker env",
				(r, k, v) -> text("docker run -e " + k + "=").secret(v).text(" -p 8080:8080 shop/orders:1.4.2"));
		dotted(all, "properties",
				(r, k, v) -> text("spring.datasource.username=shop\n" + k + "=").secret(v).text("\nserver.port=8080"));
		dotted(all, "property source",
				(r, k, v) -> text(
						"Found key '" + k + "' in PropertySource 'application.yml' with value: ok, " + k + "=")
					.secret(v));
		code(all, "YAML",
				(r, k, v) -> text("spring:\n  datasource:\n    username: shop\n    " + Keys.kebab(k) + ": ").secret(v)
					.text("\n    hikari:\n"));
		add(all, "JDBC query",
				(r, k, v) -> text("jdbc:postgresql://db:5432/shop?user=shop&" + r.pick("password", "sslpassword") + "=")
					.secret(v)
					.text("&ssl=true"));
		add(all, "JDBC semicolon", (r, k, v) -> text(
				"jdbc:sqlserver://db:1433;databaseName=shop;user=sa;" + r.pick("password", "trustStorePassword") + "=")
			.secret(v)
			.text(";encrypt=true"));
		quoted(all, "Kafka JAAS",
				(r, k, v) -> text("\tsasl.jaas.config = org.apache.kafka.common.security.scram.ScramLoginModule"
						+ " required username=\"orders\" password=\"")
					.secret(v)
					.text("\";"));
		dotted(all, "Kafka config dump",
				(r, k, v) -> text("ProducerConfig values: \n\tacks = -1\n\t"
						+ r.pick("ssl.keystore.password", "ssl.key.password", "ssl.truststore.password") + " = ")
					.secret(v)
					.text("\n\tretries = 2147483647"));
		upper(all, "env dump",
				(r, k, v) -> text("Environment: {PATH=/usr/bin, " + k + "=").secret(v).text(", HOME=/app}"));
	}

	private static void stretch(List<Shape> all) {
		hard(all, "--k v", Spelling.CODE,
				(r, k, v) -> text("java -jar app.jar --" + Keys.kebab(k) + " ").secret(v).text(" --server.port=8080"));
		hard(all, "Property/Value", Spelling.DOTTED, (r, k, v) -> text(
				"Description:\n\nBinding to target dev.shop.MailProperties failed:\n\n" + "    Property: " + k
						+ "\n    Value: \"")
			.secret(v)
			.text("\"\n    Origin: class path resource [application.yml] - 12:15\n    Reason: size must be between 12 and 64\n"));
		hard(all, "Optional[v]", Spelling.CODE,
				(r, k, v) -> text("Account[id=7, " + k + "=Optional[").secret(v).text("], active=true]"));
		hard(all, "spaces in record", Spelling.CODE, (r, k,
				v) -> text("LoginRequest[user=shop, " + k + "=").secret(v + " " + r.base62(12)).text(", active=true]"));
		hard(all, "percent-encoded JSON", Spelling.CODE, (r, k, v) -> text("POST /form?payload=")
			.append(text("{\"" + k + "\":\"").secret(v).text("\"}").percentEncoded()));
		hard(all, "escaped quote in value", Spelling.CODE,
				(r, k, v) -> text("{\"" + k + "\":\"").secret(v + "\\\"" + r.base62(8)).text("\",\"page\":2}"));
		hard(all, "backslash before end", Spelling.CODE,
				(r, k, v) -> text("{\"" + k + "\":\"").secret(v + "\\\\").text("\",\"page\":2}"));
		hard(all, "unsegmented", Spelling.CODE,
				(r, k, v) -> text("login " + r.pick("db", "user", "my", "ldap", "bot") + r.pick(Keys.SUFFIXES) + "=")
					.secret(r.base62(20))
					.text(" page=2"));
		hard(all, "escaped JSON cut off", Spelling.CODE, (r, k, v) -> text("{\\\"" + k + "\\\":\\\"").secret(v));
		hard(all, "two tails", Spelling.CODE,
				(r, k, v) -> text("state " + k + r.pick("HashHex", "ConfirmInput", "_old_value", "-new-2") + "=")
					.secret(v)
					.text(" page=2"));
	}

	private static Draft json(Rng rng, String key, String value, String opening) {
		String safe = value.replace("\\", "\\\\").replace("\"", "\\\"");
		return text("{\"id\":" + rng.below(9999) + ",").text(opening).secret(safe).text("\",\"active\":true}");
	}

	static Draft pre(Rng rng) {
		return text(Sentences.opening(rng) + " ");
	}

	private static Draft post(Rng rng) {
		return text(rng.pick("", " page=2", ", took 12 ms", " for tenant acme", " (attempt 2)"));
	}

	static Draft text(String text) {
		return new Draft().text(text);
	}

	private static void add(List<Shape> all, String name, Form form) {
		all.add(new Shape(name, false, Spelling.ANY, false, form));
	}

	private static void quoted(List<Shape> all, String name, Form form) {
		all.add(new Shape(name, true, Spelling.ANY, false, form));
	}

	private static void code(List<Shape> all, String name, Form form) {
		all.add(new Shape(name, false, Spelling.CODE, false, form));
	}

	private static void header(List<Shape> all, String name, Form form) {
		all.add(new Shape(name, false, Spelling.HEADER, false, form));
	}

	private static void dotted(List<Shape> all, String name, Form form) {
		all.add(new Shape(name, false, Spelling.DOTTED, false, form));
	}

	private static void upper(List<Shape> all, String name, Form form) {
		all.add(new Shape(name, false, Spelling.UPPER, false, form));
	}

	private static void hard(List<Shape> all, String name, Spelling keys, Form form) {
		all.add(new Shape(name, false, keys, true, form));
	}

}
