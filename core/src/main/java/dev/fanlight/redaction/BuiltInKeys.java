package dev.fanlight.redaction;

/**
 * The words of keys whose values are secret, personal, or never to be touched.
 */
final class BuiltInKeys {

	private static final String[] TAILS = { "val", "txt", "str", "string", "plain", "plaintext", "clear", "raw",
			"input", "digest", "b64", "base64", "hex", "enc", "encoded", "encrypted", "bytes", "old", "new", "current",
			"previous", "next", "verify", "backup", "prod", "test" };

	private static final String[] LOOSE_TAILS = { "value", "text", "provided", "supplied", "received", "confirm",
			"confirmation", "repeat", "again", "hash" };

	private static final String[] SECRETS = { "password", "passwd", "pwd", "passphrase", "passcode", "secret",
			"private key", "private key id", "signing key", "encryption key", "master key", "account key", "shared key",
			"shared access key", "storage key", "subscription key", "auth key", "hmac key", "ssh key", "service key",
			"api key", "access key", "secret key", "secret access key", "session id", "session key", "j session id",
			"php sess id", "connect sid", "remember me", "secret id", "security code", "verification code", "mfa code",
			"recovery code", "backup code", "social security number", "credential", "assertion", "dpop",
			"x amz signature", "x goog signature", "x amz credential", "x goog credential", "x amz security token",
			"pass word", "pass phrase", "pass code", "license key", "aes key", "webhook key", "decryption key",
			"application key", "integration key", "jwt key", "private pem", "auth code", "authorization code",
			"one time code", "two factor code", "passwort", "kennwort", "contraseña", "contrasena", "senha",
			"mot de passe", "wachtwoord", "пароль", "密码", "db pass", "database pass", "mysql pass", "postgres pass",
			"pg pass", "redis pass", "smtp pass", "mail pass", "email pass", "user pass", "admin pass", "root pass",
			"ftp pass", "sftp pass", "imap pass", "default pass", "become pass", "sudo pass", "vault pass", "http pass",
			"basic pass", "client pass", "server pass", "service pass", "oracle pass", "elastic pass", "neo4j pass",
			"mqtt pass", "grafana pass", "ldap pass", "rabbitmq pass", "mongo pass", "proxy pass", "keystore pass",
			"truststore pass", "ssh pass", "login pass", "wifi pass", "bot pass", "app pass", "key pass", "store pass",
			"ssl pass", "functions key", "client key data", "docker config json", "code verifier",
			"basic auth user info", "secret key base", "app key", "userpw", "bindpw", "rootpw", "shopify hmac sha256",
			"palavra passe", "parola", "passord", "adgangskode", "lösenord", "losenord", "salasana", "hasło", "haslo",
			"heslo", "jelszó", "jelszo", "şifre", "sifre", "mdp", "mật khẩu", "mat khau", "kata sandi", "лозинка",
			"lozinka", "парола", "секрет", "токен", "令牌", "密钥" };

	/** Heads that look secret and are not. */
	private static final String[] HARMLESS = { "unexpected token", "unrecognized token", "illegal token",
			"public api key", "sec websocket key", "sec web socket key", "cancellation token", "publishable key",
			"session id length", "public key", "token count", "mountable secrets", "image pull secrets", "first pass",
			"second pass", "third pass", "last pass", "final pass", "next pass", "render pass", "boarding pass",
			"season pass", "idempotency key", "dedup key", "deduplication key", "foreign key", "primary key",
			"group key", "by pass", "per token", "low pass", "high pass", "band pass" };

	private static final String[] EXEMPT = { "trace id", "span id", "parent span id", "parent id", "traceparent",
			"tracestate", "trace parent", "trace state", "b3", "x b3 trace id", "x b3 span id", "x b3 parent span id",
			"x b3 sampled" };

	private static final String[] PERSONAL = { "email", "e mail", "mail address", "phone", "mobile", "phone number",
			"mobile number", "telephone", "address", "birth date", "date of birth", "birthday", "dob", "tax id",
			"passport", "passport number", "nino", "first name", "last name", "surname", "family name", "given name",
			"full name", "maiden name" };

	private BuiltInKeys() {
	}

	static void addTo(KeyTerms terms, boolean secrets, boolean pii) {
		for (String tail : TAILS) {
			terms.add(tail, KeyTerms.TAIL);
		}
		for (String tail : new String[] { "param", "header" }) {
			terms.add(tail, KeyTerms.TAIL | KeyTerms.NAMED);
		}
		for (String tail : LOOSE_TAILS) {
			terms.add(tail, KeyTerms.TAIL | KeyTerms.LOOSE);
		}
		for (String key : EXEMPT) {
			terms.add(key, KeyTerms.EXEMPT);
		}
		if (secrets) {
			secrets(terms);
		}
		if (pii) {
			for (String key : PERSONAL) {
				terms.add(key, KeyTerms.PII);
			}
		}
	}

	private static void secrets(KeyTerms terms) {
		for (String key : SECRETS) {
			terms.add(key, KeyTerms.SECRET);
		}
		for (String key : HARMLESS) {
			terms.add(key, KeyTerms.HARMLESS);
		}
		for (String key : new String[] { "token", "secrets", "credentials" }) {
			terms.add(key, KeyTerms.SECRET | KeyTerms.COUNT);
		}
		for (String key : new String[] { "tokens", "passwords", "api keys", "recovery codes", "backup codes" }) {
			terms.add(key, KeyTerms.SECRET | KeyTerms.COUNT | KeyTerms.LISTED);
		}
		for (String key : new String[] { "card number", "cc number", "card no", "creditcard number" }) {
			terms.add(key, KeyTerms.SECRET | KeyTerms.GROUPED);
		}
		for (String key : new String[] { "authorization", "x authorization" }) {
			terms.add(key, KeyTerms.SECRET | KeyTerms.AUTH | KeyTerms.SCHEME);
		}
		terms.add("jwt", KeyTerms.SECRET | KeyTerms.AUTH);
		for (String key : new String[] { "otp", "totp" }) {
			terms.add(key, KeyTerms.SECRET | KeyTerms.GUESSABLE);
		}
		for (String key : new String[] { "cvv", "cvv2", "cvc", "cvc2", "csc" }) {
			terms.add(key, KeyTerms.CVV | KeyTerms.GUESSABLE);
		}
		terms.add("pw", KeyTerms.SECRET | KeyTerms.COUNT);
		terms.add("auth", KeyTerms.QUERY | KeyTerms.HEADER | KeyTerms.RANDOM);
		terms.add("pin", KeyTerms.PIN | KeyTerms.GUESSABLE);
		terms.add("ssn", KeyTerms.SSN | KeyTerms.GUESSABLE);
		terms.add("pass", KeyTerms.PASS);
		terms.add("pan", KeyTerms.ACCOUNT);
		terms.add("iban", KeyTerms.ACCOUNT);
		for (String key : new String[] { "cookie", "set cookie", "stripe signature", "paddle signature",
				"svix signature", "webhook signature" }) {
			terms.add(key, KeyTerms.COOKIE);
		}
		for (String key : new String[] { "key", "aws access key id", "saml response", "csrf", "xsrf" }) {
			terms.add(key, KeyTerms.QUERY);
		}
		for (String key : new String[] { "signature", "sig", "session", "sid" }) {
			terms.add(key, KeyTerms.QUERY | KeyTerms.HEADER);
		}
		terms.add("code", KeyTerms.QUERY | KeyTerms.LONG);
		for (String suffix : new String[] { "password", "passwd", "passphrase", "secret", "token", "apikey", "passwort",
				"kennwort", "пароль", "密码", "密碼", "口令", "パスワード", "비밀번호", "토큰" }) {
			terms.addSuffix(suffix);
		}
	}

}
