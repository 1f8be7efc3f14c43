package dev.fanlight.redaction.blind;

import dev.fanlight.redaction.blind.Templates.Kind;

/**
 * Lines of HTTP clients, SDKs, clusters and shells, collected without a look at the other
 * lists: the kinds of them that leaked at first sight, some that did not, and what has to
 * stay.
 */
final class FreshLines {

	private final Templates to;

	FreshLines(Templates to) {
		this.to = to;
	}

	private void kind(boolean hard, String name, int count, String... templates) {
		this.to.add(new Kind(name, hard, false), count, templates);
	}

	void writeSecrets() {
		kind(false, "fresh: clients", 60, "http-outgoing-4 >> \"Authorization: Bearer «tok64»[\\r][\\n]\"",
				"    :method: POST\n    authorization: Bearer «tok64»\n    user-agent: Java-http-client/25",
				"Writing [{grant_type=[refresh_token], refresh_token=[«tok»], client_id=[shop]}] as \"application/x-www-form-urlencoded\"",
				"I/O error on GET request for \"https://‹host›/v2/users?api_key=«tok»&page=2\": connect timed out",
				"Metadata(x-api-key=«tok»,user-agent=grpc-java/1.76)", "x-functions-key: «b88»",
				"code_verifier=«tok64»", "OAuth2AccessToken(value=«tok», tokenType=Bearer)",
				"https://outlook.office.com/webhook/«uuid»⟨@⟩«uuid»⟨/IncomingWebhook/⟩«hex32»⟨/⟩«uuid»",
				"	ssl.keystore.password = «pw»\n	ssl.keystore.type = JKS");
		kind(false, "fresh: shells", 60, "aws configure set aws_secret_access_key «aws40»",
				"curl -b \"SESSION=«tok»\" https://‹host›",
				"Failed sending command: HELLO 3 AUTH default «tok» SETNAME app",
				"helm upgrade shop ./chart --set postgresql.auth.password=«tok» --set replicas=2",
				"kubectl create secret generic db --from-literal=password=«tok»",
				"users:\n- name: admin\n  user:\n    client-key-data: «b88»",
				"git remote set-url origin https://x-access-token:«ghp»@github.com/a/b",
				"java -Dspring.datasource.password=«tok» -Dserver.port=8081 -jar app.jar");
		kind(true, "fresh: hard", 80, "schema.registry.basic.auth.user.info=⟨RKEY:⟩«tok»", "setx DB_PASSWORD «tok»",
				"Parameter(Name=/prod/db/password, Type=SecureString, Value=«tok», Version=3)",
				"\"args\":[\"--password\",\"«tok»\",\"--port\",\"80\"]", "keytool -storepass «tok» -list",
				"openssl pkcs12 -in a.p12 -passin pass:«tok»", "mistral api_key «tok»", "  .dockerconfigjson: «b88»",
				"{\"recoveryCodes\":[⟨\"⟩«tok»⟨\",\"⟩«tok»⟨\"⟩]}", "{\"codeVerifier\":\"«tok64»\",\"nonce\":\"n1\"}",
				"$env:ARM_CLIENT_SECRET = '«tok»'");
	}

	void writeLookAlikes() {
		kind(false, "same: fresh, plain", 80, "deployed commit ‹sha1› by CI", "image sha256:‹sha256› pulled",
				"trace_id=‹trace› span_id=‹span› sampled=true", "order ‹id› shipped, tracking 1Z999AA10123456784",
				"ETag: \"‹md5›\"", "data:image/png;base64,iVBORw0KGgo‹b64text›", "primaryKey=‹id› sortKey=created_at",
				"Kafka record key=shop-‹n› topic=orders", "cacheKey=users::‹n› hit=true",
				"{\"secretRef\":{\"name\":\"db\",\"key\":\"password\"}}",
				"valueFrom: secretKeyRef: name=db key=password", "arn:aws:iam::123456789012:role/orders-prod",
				"pod orders-7d9f8c6b5d-x2k4q restarted", "idempotency-key: ‹uuid›", "x-amzn-RequestId: ‹uuid›",
				"cursor=‹cursor› next", "Hash: sha512-‹b64text› integrity ok", "x-ratelimit-remaining-tokens: 149984",
				"passwordEncoder=BCryptPasswordEncoder@1f2e3d4c", "GET /tokens/‹n›/secrets?limit=10 200",
				"Loaded ‹n› tokens from lexer", "curl -b cookies.txt https://‹host›");
		kind(true, "same: fresh, hard", 60, "Token(value=if, line=‹n›)", "TokenType[value=Bearer]",
				"Parameter(Name=/prod/db/host, Type=String, Value=db-1, Version=3)", "AUTH OAuth2LoginFilter ready",
				"AUTH PLAIN LOGIN", "token_type Bearer", "secret_name db-credentials-2026", "API_KEY rotated",
				"pass_rate 0.98", "keytool -list -alias shop", "4111.2222 is a desk",
				"\"args\":[\"--password-file\",\"/run/secrets/db\",\"--port\",\"80\"]", "api_key_id ‹uuid›",
				"key pair generated: kty=EC crv=P-256 kid=‹span›", "invoice no. 9123456789012345");
	}

}
