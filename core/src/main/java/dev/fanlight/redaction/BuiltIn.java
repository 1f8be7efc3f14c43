package dev.fanlight.redaction;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ids of the detectors that are code, with their groups; vendor tokens are data.
 */
final class BuiltIn {

	static final String PEM = "pem";

	static final String URL = "url-userinfo";

	static final String AUTH = "auth-header";

	static final String JWT = "jwt";

	static final String KV = "kv";

	static final String SENSITIVE = "sensitive";

	static final String AZURE = "azure-key";

	static final String TELEGRAM = "telegram";

	static final String MAILCHIMP = "mailchimp";

	static final String MAXMIND = "maxmind";

	static final String FIREBASE = "firebase";

	static final String PAN = "pan";

	static final String IBAN = "iban";

	static final String EMAIL = "email";

	static final String PHONE = "phone";

	static final String IPV4 = "ipv4";

	static final String IPV6 = "ipv6";

	static final String SSN = "us-ssn";

	static final String NINO = "uk-nino";

	static final String PII_KEY = "pii-key";

	static final Map<String, DetectorGroup> IDS;

	static {
		Map<String, DetectorGroup> ids = new LinkedHashMap<>();
		for (String id : new String[] { PEM, URL, AUTH, JWT, KV, SENSITIVE, AZURE, TELEGRAM, MAILCHIMP, MAXMIND,
				FIREBASE }) {
			ids.put(id, DetectorGroup.SECRETS);
		}
		for (String id : new String[] { PAN, IBAN }) {
			ids.put(id, DetectorGroup.FINANCIAL);
		}
		for (String id : new String[] { EMAIL, PHONE, IPV4, IPV6, SSN, NINO, PII_KEY }) {
			ids.put(id, DetectorGroup.PII);
		}
		IDS = Collections.unmodifiableMap(ids);
	}

	private BuiltIn() {
	}

}
