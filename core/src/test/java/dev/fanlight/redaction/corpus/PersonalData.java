package dev.fanlight.redaction.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import static dev.fanlight.redaction.corpus.Shapes.text;

/** Lines with personal data and their look-alikes; judged with the group on. */
final class PersonalData {

	private PersonalData() {
	}

	static List<Recipe> all() {
		List<Recipe> all = new ArrayList<>();
		bare(all, "email", "plain", PersonalData::email);
		bare(all, "email", "plus", (rng) -> rng.run(Rng.LOWER, 5) + "+shop@" + rng.run(Rng.LOWER, 8) + ".co.uk");
		bare(all, "phone", "E.164",
				(rng) -> rng.pick("+49", "+44", "+33", "+1", "+81") + rng.between(2, 9) + rng.digits(9));
		bare(all, "phone", "separated", (rng) -> rng.pick("+49 30 ", "+44 20 ", "+33 1 ") + rng.between(2, 9)
				+ rng.digits(3) + " " + rng.digits(4));
		bare(all, "phone", "parentheses", (rng) -> "+1 (" + rng.between(201, 989) + ") 555-" + rng.digits(4));
		bare(all, "ipv4", "public", (rng) -> rng.pick(81, 93, 151, 203) + "." + rng.below(256) + "." + rng.below(256)
				+ "." + rng.between(1, 254));
		bare(all, "ipv6", "full", (rng) -> "2a02:" + group(rng) + ":" + group(rng) + ":" + group(rng) + ":" + group(rng)
				+ ":" + group(rng) + ":" + group(rng) + ":" + group(rng));
		bare(all, "ipv6", "short", (rng) -> "2a02:" + group(rng) + "::" + group(rng) + ":" + group(rng));
		bare(all, "us-ssn", "plain", PersonalData::ssn);
		bare(all, "uk-nino", "compact", (rng) -> nino(rng, ""));
		bare(all, "uk-nino", "printed", (rng) -> nino(rng, " "));
		all.add(ordinary("email", "in URL query",
				(rng) -> text("GET /users?q=x&email=").secret(email(rng)).text("&page=2 HTTP/1.1")));
		all.add(ordinary("email", "angle brackets", (rng) -> text("RCPT TO:<").secret(email(rng)).text("> 250 OK")));
		all.add(ordinary("phone", "by key",
				(rng) -> text("Customer[phone=").secret("030 " + rng.digits(8)).text(", n=1]")));
		all.add(ordinary("phone", "by word",
				(rng) -> text("call phone ").secret("030 " + rng.digits(8)).text(" later")));
		for (String key : List.of("firstName", "lastName", "birthDate", "dob", "passport", "taxId", "address",
				"mobile")) {
			all.add(ordinary("pii by key", key,
					(rng) -> text("Customer[id=7, " + key + "=").secret(value(rng, key)).text(", active=true]")));
			all.add(ordinary("pii by key", key,
					(rng) -> text("{\"" + key + "\":\"").secret(value(rng, key)).text("\",\"n\":1}")));
		}
		all.add(hard("us-ssn", "date follows", (rng) -> text("ssn was ").secret(ssn(rng)).text(" 2026-03-16 ok")));
		all.add(hard("email", "after CJK", (rng) -> text("邮箱").secret(email(rng)).text("已验证")));
		all.add(hard("ipv4", "with port",
				(rng) -> text("from /").secret("93.184." + rng.below(256) + "." + rng.between(1, 254))
					.text(":53124 closed")));
		lookAlikes(all);
		return all;
	}

	private static void lookAlikes(List<Recipe> all) {
		same(all, false, "annotation",
				(rng) -> "@Override public void run() in @Service class, @" + rng.pick("Bean", "Test", "Value"));
		same(all, false, "object id", (rng) -> "org.postgresql.jdbc.PgConnection@" + rng.hex(8) + " closed");
		same(all, false, "time", (rng) -> "took 00:0" + rng.below(9) + ":26 until 09:26:53.589 +01:00");
		same(all, false, "timestamp", (rng) -> "2026-03-16T09:26:53.589+01:00 ok");
		same(all, false, "loopback", (rng) -> "bound to 127.0.0.1:8080 and 0.0.0.0:" + rng.between(1024, 9999));
		same(all, false, "method reference", (rng) -> "Collectors::toList and std::vector and Order::total");
		same(all, false, "part number", (rng) -> "part 4711-08-" + rng.digits(3) + " rev 000-12-3456");
		same(all, true, "image", (rng) -> "GET /img/logo@2x.png and pkg@1." + rng.below(9) + ".3");
		same(all, true, "user@host", (rng) -> "ssh deploy@bastion ok, git@host:org/repo");
		same(all, true, "version", (rng) -> "version 1.2." + rng.below(9) + ".4, v2.0." + rng.below(9) + ".1");
		same(all, true, "mac", (rng) -> "mac " + rng.hex(2) + ":" + rng.hex(2) + ":" + rng.hex(2) + ":" + rng.hex(2)
				+ ":" + rng.hex(2) + ":" + rng.hex(2));
		same(all, true, "plus one", (rng) -> "+1 for that, +1, offset +01:00, delta +12345");
		same(all, true, "unissued ssn", (rng) -> "000-12-3456 666-12-3456 900-12-3456 123-00-4567 123-45-0000");
		same(all, true, "date", (rng) -> "between 2026-03-16 and 2026-04-1" + rng.below(9));
		same(all, true, "nino prefix", (rng) -> "flight BG" + rng.digits(6) + "A, lot DZ " + rng.digits(6));
	}

	private static String value(Rng rng, String key) {
		return switch (key) {
			case "birthDate", "dob" -> rng.between(1940, 2008) + "-0" + rng.between(1, 9) + "-1" + rng.below(9);
			case "passport", "taxId" -> "C" + rng.run(Rng.UPPER + Rng.DIGITS, 9);
			case "address" -> rng.pick("Hauptstrasse", "Lindenweg", "Marktplatz") + rng.between(1, 99);
			case "mobile" -> "0171" + rng.digits(7);
			default -> rng.pick("Wilhelmine", "Bartholomew", "Anneliese", "Maximilian") + rng.pick("", "son", "ova");
		};
	}

	static String email(Rng rng) {
		return rng.run(Rng.LOWER, 6) + rng.pick(".", "_", "-", "") + rng.run(Rng.LOWER, 5) + "@" + rng.run(Rng.LOWER, 7)
				+ rng.pick(".com", ".de", ".example.org", ".io");
	}

	private static String ssn(Rng rng) {
		return rng.between(100, 665) + "-" + rng.between(10, 99) + "-" + rng.between(1000, 9999);
	}

	private static String nino(Rng rng, String blank) {
		return rng.pick("AB", "CE", "HK", "JM", "PR", "SW") + blank + rng.digits(2) + blank + rng.digits(2) + blank
				+ rng.digits(2) + blank + rng.pick("A", "B", "C", "D");
	}

	private static String group(Rng rng) {
		return rng.pick("1", "2", "3", "a", "b") + rng.hex(3);
	}

	private static void bare(List<Recipe> all, String kind, String variant, Function<Rng, String> value) {
		all.add(ordinary(kind, variant, (rng) -> {
			String[] pair = rng.pick(new String[] { "seen ", " today" }, new String[] { "{\"v\":\"", "\"}" },
					new String[] { "args=[", ", 3]" }, new String[] { "(", ")" }, new String[] { "'", "'" });
			return text(pair[0]).secret(value.apply(rng)).text(pair[1]);
		}));
	}

	private static void same(List<Recipe> all, boolean hard, String variant, Function<Rng, String> line) {
		all.add(new Recipe("same: pii", variant, hard, Group.PII, (rng) -> text(line.apply(rng))));
	}

	private static Recipe ordinary(String kind, String variant, Function<Rng, Draft> draft) {
		return Recipe.ordinary(kind, variant, draft).in(Group.PII);
	}

	private static Recipe hard(String kind, String variant, Function<Rng, Draft> draft) {
		return Recipe.hard(kind, variant, draft).in(Group.PII);
	}

}
