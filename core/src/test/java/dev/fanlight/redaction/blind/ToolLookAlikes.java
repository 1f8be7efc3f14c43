package dev.fanlight.redaction.blind;

import dev.fanlight.redaction.blind.Templates.Kind;

/**
 * What frameworks, parsers, drivers and clusters say about secrets without showing one.
 */
final class ToolLookAlikes {

	private final Templates to;

	ToolLookAlikes(Templates to) {
		this.to = to;
	}

	private void kind(boolean hard, String name, int count, String... templates) {
		this.to.add(new Kind(name, hard, false), count, templates);
	}

	void write() {
		kind(false, "same: parsers", 40,
				"com.fasterxml.jackson.core.JsonParseException: Unrecognized token 'abc': was expecting (JSON String, Number or 'null')",
				"Unexpected token (END_OBJECT), expected FIELD_NAME",
				"SyntaxError: Unexpected token < in JSON at position 0",
				"unexpected token: FROM near line 1, column 37", "Unexpected token: END_ARRAY",
				"mismatched input ';' expecting token EOF",
				"Unrecognized field \"password\" (class com.example.Login), not marked as ignorable (2 known properties: \"user\", \"pass\"])",
				"Cannot deserialize value of type `int` from String \"abc\": not a valid value",
				"Duplicate key: orders", "Missing key: orders");
		kind(false, "same: framework complaints", 60,
				"Required request header 'X-Api-Key' for method parameter type String is not present",
				"Required request parameter 'token' for method parameter type String is not present",
				"Could not resolve placeholder 'DB_PASSWORD' in value \"${DB_PASSWORD}\"",
				"Column 'password' cannot be null", "column \"api_key\" of relation \"users\" does not exist",
				"Unknown column 'token' in 'field list'", "No value supplied for the SQL parameter 'password'",
				"FATAL: password authentication failed for user \"‹user›\"",
				"Access denied for user '‹user›'@'‹host›' (using password: YES)",
				"Access denied for user '‹user›'@'‹host›' (using password: NO)",
				"ConstraintViolationImpl{interpolatedMessage='must not be blank', propertyPath=password, rootBeanClass=class com.example.LoginForm}",
				"java.lang.NoSuchMethodError: 'java.lang.String com.example.User.getPassword()'",
				"Parameter 0 of constructor in com.example.TokenService required a bean of type 'com.example.SecretStore' that could not be found.",
				"NOAUTH Authentication required.", "WRONGPASS invalid username-password pair",
				"SASL authentication failed: Invalid credentials", "Cookie \"SESSION\" rejected: illegal domain",
				"Keystore was tampered with, or password was incorrect",
				"{\"error\":\"invalid_token\",\"error_description\":\"The access token expired\"}",
				"{\"error\":\"invalid_grant\",\"error_description\":\"Bad credentials\"}",
				"oauth2: cannot fetch token: 401 Unauthorized");
		kind(false, "same: config dumps", 50,
				"\tkey.deserializer = class org.apache.kafka.common.serialization.StringDeserializer",
				"\tsession.timeout.ms = 45000", "\tssl.key.password = null",
				"\tsasl.oauthbearer.token.endpoint.url = null", "\tsecurity.protocol = SASL_SSL",
				"\tsasl.login.class = null", "\tsasl.jaas.config = [hidden]", "\tssl.truststore.password = [hidden]",
				"\tssl.keystore.key = null", "Access-Control-Allow-Credentials: true",
				"\"required\":[\"username\",\"password\"]", "fields=[username, password]", "id,username,password,token",
				"secretKeyRef:\n  name: orders-db\n  key: password", "serviceAccountName: orders",
				"automountServiceAccountToken: false", "imagePullSecrets: []", "Token limit: 4096", "token usage: ‹n›",
				"tokens remaining: ‹n›");
		kind(true, "same: shown on purpose", 80, "password = (sensitive value)",
				"      + password = (known after apply)", "db_password = <sensitive>", "password: (hidden)",
				"Authorization: ██", "Authorization: <redacted>", "Authorization: ***", "password=***REMOVED***",
				"password: <redacted>", "Enter password:", "Password: ",
				"password:\n  min-length: 12\n  max-length: 64", "secret:\n  name: orders-db",
				"{\"password\":{\"type\":\"string\",\"minLength\":12}}", "User::getPassword",
				"private String password;", "setPassword(java.lang.String)", "password: *********",
				"token: ${{ secrets.GITHUB_TOKEN }}", "password: $(DB_PASSWORD)", "password=$DB_PASSWORD",
				"password: !vault |", "password=@password", "password: #{null}", "--password=$PW", "password=%s",
				"password={}", "token={}, user={}", "secret=<none>", "Authorization header: missing", "token: -",
				"password: n/a", "password=<not set>", "apiKey=undefined", "\"token\":\"\"", "token=''");
		kind(true, "same: talk about tokens", 60, "token bucket: ‹n› remaining", "Access token lifetime: 300 s",
				"token validation: ok", "Password history: 5", "secret scanning: enabled", "cookie consent: given",
				"API key rotation: due", "session.cookie.http-only=true", "jwt.expiration=3600",
				"Bearer scheme: supported", "Basic realm=\"orders\"", "certificate pin check: ok", "key size: 2048",
				"Key ID: 24875D73", "public key: ssh-ed25519", "fingerprint SHA256:‹md5›", "kid=‹md5›",
				"x-request-id=‹trace›", "csrf=disabled", "Sent OTP to user ‹id›", "otp attempts: 3",
				"pin tries left: 2", "password_reset_at=‹ts›", "token_id=‹id›", "auth_time=1764150000",
				"authType=oauth2", "secret_name=\"orders\"", "GET /secrets/‹id› 200", "vault path secret/data/orders");
	}

}
