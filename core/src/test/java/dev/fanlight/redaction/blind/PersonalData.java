package dev.fanlight.redaction.blind;

import dev.fanlight.redaction.blind.Templates.Kind;

/**
 * Personal data and what looks like it.
 */
final class PersonalData {

	private final Templates to;

	PersonalData(Templates to) {
		this.to = to;
	}

	private void kind(boolean hard, String name, String... templates) {
		this.to.add(new Kind(name, hard, true), 60, templates);
	}

	void write() {
		kind(false, "mail and phone", "mail to «email» sent", "user «email» logged in",
				"{\"email\":\"«email»\",\"id\":‹id›}", "call «phone» back", "phone=«phone», id=‹id›",
				"SMS to «phone» failed", "<«email»> bounced");
		kind(false, "addresses and numbers", "client «ipv4» connected", "client «ipv6» connected", "ssn «ssn» on file",
				"ssn=«ssn»", "nino «nino» checked", "from «ipv4»:443", "{\"ip\":\"«ipv4»\",\"n\":‹n›}");
		kind(false, "personal keys", "birthDate=«birth» id=‹id›", "{\"firstName\":\"«first»\",\"id\":‹id›}",
				"Customer(id=‹id›, lastName=«first», vip=true)", "dateOfBirth: «birth»", "passport=«num9» id=‹id›");
		kind(true, "personal, neighbours", "«ssn» 2026-03-16 filed", "邮箱«email»。", "a;«email»;«email»;b", "(«phone»)",
				"«nino » ok", "[«ipv6»]:8443", "mailto:«email»?subject=x", "from=«ipv4», to=«ipv4»",
				"\"«email»\",\"«phone»\"", "x-forwarded-for: «ipv4», ⟨10.0.0.1⟩");
		kind(false, "same: no personal data", "@Override public", "img@2x.png", "version 1.2.3", "at 09:26:53 in ‹ms›",
				"std::vector and Foo::bar", "UTC+01:00", "2026-11-26T10:44:01+01:00", "mac 00:1b:44:11:3a:b7",
				"‹n› +1 vote", "address space exhausted", "user@host ls", "name=orders", "hostname=db-1",
				"fileName=a.csv", "step 3-4-5");
		kind(true, "same: no personal data, hard", "pkg@1.2.3 installed", "version 1.2.3.4 released",
				"listening on 0.0.0.0:8080", "127.0.0.1 health", "flight AB 123456", "000-12-3456 invalid",
				"com.example.Foo::bar at 10:11:12", "react@18.2.0.tgz", "2026-11-26 12-34-5678x", "a+b+12345",
				"addressing mode=direct", "+0.12345678 delta", "OID 1.3.6.1");
	}

}
