package dev.fanlight.redaction.blind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the places of a template stand for.
 */
final class Values {

	private final Map<String, Supplier<String>> values = new HashMap<>();

	private final List<String> vendors;

	private final Dice dice;

	private int vendor;

	private int late;

	Values(Dice d) {
		this.dice = d;
		Formats f = new Formats(d);
		Map<String, Supplier<String>> tokens = new Vendors(d, f).tokens();
		this.vendors = new ArrayList<>(tokens.keySet());
		List<Supplier<String>> late = List.copyOf(Vendors.late(d).values());
		put("late", () -> late.get(this.late++ % late.size()).get());
		tokens.forEach((name, token) -> this.values.put("vendor:" + name, token));
		secrets(d);
		formats(d, f);
		context(d);
		text(d);
		lookAlikes(d, f);
	}

	List<String> vendors() {
		return this.vendors;
	}

	String get(String name) {
		if (name.equals("vendor")) {
			return get("vendor:" + this.vendors.get(this.vendor++ % this.vendors.size()));
		}
		Supplier<String> value = this.values.get(name);
		if (value == null) {
			throw new IllegalArgumentException("no such value: " + name);
		}
		return value.get();
	}

	private void put(String name, Supplier<String> value) {
		this.values.put(name, value);
	}

	private void secrets(Dice d) {
		put("pw",
				() -> d.pick(d.mixed(d.between(10, 18)),
						d.mixed(8) + d.pick("!", "#", "$", "%", "*", "+", "^") + d.mixed(4),
						d.pick("Sommer", "Winter", "qwerty", "letmein", "Dragon", "s3cr3t", "hunter") + d.digits(4)));
		put("pwodd", () -> d.mixed(5) + d.pick("=", ":", "/", "@", "|") + d.mixed(5) + d.pick("=", "/", "@", "|", "~")
				+ d.mixed(3));
		put("pwspace", () -> d.pick("correct", "purple", "quiet") + " " + d.pick("horse", "lemon", "river") + " "
				+ d.pick("battery", "copper", "window") + d.digits(2));
		put("pwquote", () -> d.mixed(5) + "\"" + d.mixed(5) + "\\" + d.mixed(3));
		put("pwcomma", () -> d.mixed(5) + ", " + d.mixed(6) + "; " + d.mixed(3));
		put("tok", () -> d.mixed(d.between(24, 44)));
		put("tok64", () -> d.mixed(Dice.URL64, d.between(30, 60)));
		put("b64", () -> d.mixed(Dice.ALNUM + "+/", 43) + "=");
		put("b64x", () -> d.mixed(43) + "%3D");
		put("b88", () -> d.mixed(Dice.ALNUM + "+/", 86) + "==");
		put("aws40", () -> d.mixed(Dice.ALNUM + "+/", 40));
		put("hex32", () -> d.hex(32));
		put("hex64", () -> d.hex(64));
		put("uuid", d::uuid);
		put("pin4", () -> d.digits(4));
		put("otp6", () -> d.digits(6));
		put("cvv", () -> d.digits(3));
		put("num9", () -> d.digits(9));
		put("session", () -> d.of("0123456789ABCDEF", 32));
		put("digest", () -> "Digest username=\"" + d.pick("anna", "bob") + "\", realm=\"orders\", nonce=\"" + d.hex(32)
				+ "\", uri=\"/v1/orders\", response=\"" + d.hex(32) + "\"");
		put("aws4", () -> "Credential=AKIA" + d.of(Dice.BASE32, 16)
				+ "/20261126/eu-central-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + d.hex(64));
		put("slackhook", () -> "T" + d.of(Dice.DIGIT + Dice.UPPER, 8) + "/B" + d.of(Dice.DIGIT + Dice.UPPER, 10) + "/"
				+ d.mixed(24));
		put("ghsapp", () -> "ghs_" + d.digits(6) + "_eyJhbGciOiJSUzI1NiJ9." + "eyJ" + d.mixed(Dice.URL64, 100) + "."
				+ d.mixed(Dice.URL64, 342));
		put("saml", () -> "PHNhbWxwOlJlc3BvbnNl" + d.mixed(Dice.ALNUM + "+/", 300) + "==");
		put("oauthcode", () -> d.mixed(Dice.URL64, d.between(20, 64)));
	}

	private void formats(Dice d, Formats f) {
		put("pan", f::pan);
		put("pan ", () -> f.pan(" "));
		put("pan-", () -> f.pan("-"));
		put("iban", f::iban);
		put("iban ", f::ibanGrouped);
		put("jwt", f::jwt);
		put("jwtnone", f::unsignedJwt);
		put("jwe", f::jwe);
		put("jwtcut", f::cutJwt);
		put("claims", f::claims);
		put("basic", () -> Formats.base64(d.pick("anna", "svc-orders", "admin") + ":" + d.mixed(12)));
		put("pem", () -> f.pemBody("\n", 6));
		put("pem\\n", () -> f.pemBody("\\n", 6));
		put("pem\\\\n", () -> f.pemBody("\\\\n", 4));
		put("pem  ", () -> f.pemBody("\n    ", 5));
		put("pem\\r\\n", () -> f.pemBody("\r\n", 5));
		put("ghp", () -> f.withCrc("ghp_"));
		put("ghpcut", () -> "ghp_" + d.mixed(20));
		put("email", () -> d.pick("anna.muster", "b.smith+shop", "li_wei", "k-meyer") + "@"
				+ d.pick("example.org", "mail.example.co.uk", "firma.de"));
		put("phone", () -> d.pick("+49 30 " + d.digits(8), "+4915" + d.digits(9), "+1 415-555-" + d.digits(4),
				"+44 20 7946 0" + d.digits(3), "+1 (212) 555-0" + d.digits(3)));
		put("ipv4", () -> d.between(60, 90) + "." + d.below(255) + "." + d.below(255) + "." + d.between(1, 254));
		put("ipv6",
				() -> d.pick("2001:db8:" + d.hex(4) + "::" + d.of("123456789abcdef", 4),
						"2a02:" + d.of("123456789", 4) + ":" + d.hex(3) + "a:" + d.hex(4) + ":" + d.hex(4) + ":"
								+ d.hex(4) + ":" + d.hex(4) + ":" + d.hex(4)));
		put("ssn", () -> d.between(101, 665) + "-" + d.between(10, 99) + "-" + d.between(1000, 9999));
		put("nino", () -> d.pick("AB", "CE", "JW", "PK") + d.digits(6) + d.of("ABCD", 1));
		put("nino ", () -> d.pick("AB", "CE", "JW") + " " + d.digits(2) + " " + d.digits(2) + " " + d.digits(2) + " "
				+ d.of("ABCD", 1));
		put("birth", () -> "19" + d.digits(2) + "-0" + d.between(1, 9) + "-1" + d.below(10));
		put("first", () -> d.pick("Annegret", "Bartholomew", "Xiulan", "Giovanna"));
	}

	private void context(Dice d) {
		put("ts", () -> "2026-11-%02dT%02d:%02d:%02d.%03dZ".formatted(d.between(1, 28), d.below(24), d.below(60),
				d.below(60), d.below(1000)));
		put("h", () -> d.pick("", "",
				get("ts") + "  INFO 4711 --- [orders] [nio-8080-exec-" + d.between(1, 9)
						+ "] c.e.orders.OrderService    : ",
				get("ts") + " WARN [" + d.hex(32) + "," + d.hex(16) + "] ", "[main] DEBUG "));
		put("logger", () -> d.pick("c.e.orders.OrderService", "com.example.shop.PaymentClient",
				"o.s.web.servlet.DispatcherServlet"));
		put("host", () -> d.pick("db-1", "orders.internal", "payments", "10.2.0.14") + d.pick("", ":5432", ":8443"));
		put("name", () -> d.pick("orders", "payments", "shop", "billing", "inventory"));
		put("user", () -> d.pick("anna", "bob", "svc_orders", "alice", "root", "scott"));
		put("n", () -> String.valueOf(d.below(5000)));
		put("id", () -> d.digits(d.between(3, 8)));
		put("ms", () -> d.below(900) + " ms");
		put("path", () -> d.pick("/v1/orders", "/api/payments/42", "/oauth2/callback", "/login", "/actuator/health"));
		put("trace", () -> d.hex(32));
		put("span", () -> d.hex(16));
		put("sha1", () -> d.hex(40));
		put("sha256", () -> d.hex(64));
		put("md5", () -> d.hex(32));
		put("ver", () -> d.between(1, 9) + "." + d.below(20) + "." + d.below(20));
		put("word", () -> d.pick("retrying", "completed", "rejected", "accepted", "scheduled", "skipped"));
	}

	private void text(Dice d) {
		put("long", () -> {
			StringBuilder text = new StringBuilder();
			while (text.length() < 900) {
				text.append("item")
					.append(d.below(99))
					.append(d.pick("=", ": ", " "))
					.append(d.pick("shipped", "37.50", "packed", "EUR", "warehouse-7", "retry"))
					.append(d.pick(" ", ", ", "; "));
			}
			return text.toString();
		});
		put("frames", () -> {
			StringBuilder text = new StringBuilder();
			for (int i = 0; i < 6; i++) {
				text.append("\n\tat ")
					.append(d.pick("com.example.orders.OrderService.place(OrderService.java:",
							"org.springframework.security.authentication.ProviderManager.authenticate(ProviderManager.java:",
							"java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:",
							"com.example.token.TokenService$$SpringCGLIB$$0.refreshToken(<generated>:",
							"com.zaxxer.hikari.pool.HikariPool.getConnection(HikariPool.java:"))
					.append(d.between(10, 999))
					.append(") ~[app-")
					.append(d.between(1, 9))
					.append(".jar!/:na]");
			}
			return text.toString();
		});
		put("b64text", () -> d.mixed(Dice.ALNUM + "+/", d.between(100, 400)));
	}

	private void lookAlikes(Dice d, Formats f) {
		put("millis", () -> "17" + d.of(Dice.DIGIT, 11));
		put("luhnMicros", () -> luhn("17", 16, d));
		put("luhnNanos", () -> luhn("17", 19, d));
		put("luhnGtin", () -> luhn(d.pick("40", "45", "49"), 13, d));
		put("imei", () -> luhn("35", 15, d));
		put("iccid", () -> luhn("89", 19, d));
		put("notluhn", () -> {
			String body = d.pick("4", "51", "62") + d.of(Dice.DIGIT, 13);
			body += d.of(Dice.DIGIT, 15 - body.length() + 0);
			return body.substring(0, 15) + (Formats.luhn(body.substring(0, 15)) + 1) % 10;
		});
		put("badiban", () -> "DE00" + d.of(Dice.DIGIT, 18));
		put("decimal", () -> d.below(10) + "." + f.pan());
		put("cursor", () -> Formats.url64("{\"id\":" + d.digits(6) + ",\"dir\":\"next\"}"));
		put("part", () -> d.of(Dice.UPPER, 2) + d.digits(2) + "-" + d.digits(6) + "-" + d.of(Dice.UPPER, 1));
		put("digitspan", () -> f.pan().concat("0000000000000000").substring(0, 16));
		put("cert", () -> f.pemBody("\n", 4).replaceFirst("MII", "MIID"));
		put("accountsid", () -> "AC" + d.hex(32));
		put("pubkey", () -> "pk_live_" + d.mixed(24));
		put("ean", () -> d.pick("978", "400", "871") + d.digits(10));
	}

	private static String luhn(String prefix, int length, Dice d) {
		String body = prefix + d.of(Dice.DIGIT, length - 1 - prefix.length());
		return body + Formats.luhn(body);
	}

	Dice dice() {
		return this.dice;
	}

}
