package dev.fanlight.redaction.blind;

import dev.fanlight.redaction.blind.Templates.Kind;

/**
 * Secrets as the tools around a service print them: shells, clusters, drivers, other
 * languages.
 */
final class ToolSecrets {

	private final Templates to;

	ToolSecrets(Templates to) {
		this.to = to;
	}

	private void kind(boolean hard, String name, int count, String... templates) {
		this.to.add(new Kind(name, hard, false), count, templates);
	}

	void write() {
		money();
		commands();
		clusters();
		drivers();
		languages();
		schemes();
		hard();
	}

	private void money() {
		kind(false, "cards and accounts under keys", 60, "card number = «pan »",
				"{\"cardNumber\":\"«pan »\",\"exp\":\"12/29\"}", "pan: «pan-» exp 12/29",
				"Card(number=«pan », holder=‹user›)", "iban: «iban »", "IBAN = «iban » BIC COBADEFFXXX",
				"{\"iban\":\"«iban »\",\"n\":‹n›}", "<pan>«pan»</pan><exp>1229</exp>", "cc=«pan-» cvv=«cvv»",
				"credit_card_number=«pan»&exp=1229");
	}

	private void commands() {
		kind(false, "commands", 60, "curl --header \"X-Api-Key: «tok»\" https://‹host›/x",
				"wget --header='Authorization: Bearer «tok64»' https://‹host›/x",
				"http POST ‹host›/x Authorization:\"Bearer «tok64»\" a=1",
				"curl -d '{\"user\":\"‹user›\",\"password\":\"«pw»\"}' https://‹host›/login",
				"curl --data \"user=‹user›&password=«pw»\" https://‹host›/login",
				"curl https://‹user›:«pw»@‹host›/x -v", "psql \"host=‹host› user=‹user› password=«pw» dbname=shop\"",
				"PGPASSWORD=«pw» pg_dump -h ‹host› shop", "git push https://‹user›:«ghp»@github.com/e/o.git main",
				"//npm.example.org/:_authToken=«vendor:npm»", "vault login token=«vendor:vault»",
				"aws configure set aws_secret_access_key=«aws40»");
	}

	private void clusters() {
		kind(false, "clusters", 50, "    Environment:\n      DB_PASSWORD:  «pw»\n      DB_USER:      ‹user›",
				"{\"apiVersion\":\"v1\",\"data\":{\"password\":\"«b64»\"},\"kind\":\"Secret\"}",
				"db_password = \"«pw»\"\ndb_user = \"‹user›\"",
				"  + resource \"aws_db_instance\" \"x\" {\n      + password = \"«pw»\"\n      + port     = 5432\n    }",
				"  ~ password = \"«pw»\" -> \"«pw»\"",
				"Release \"‹name›\" has been upgraded. USER-SUPPLIED VALUES:\nauth:\n  password: «pw»\nreplicas: 2",
				"environment:\n  - POSTGRES_PASSWORD=«pw»\n  - POSTGRES_USER=‹user›\nimage: postgres",
				"ENV API_TOKEN=«tok»\nRUN mvn package", "[database]\npassword = \"«pw»\"\nport = 5432");
	}

	private void drivers() {
		kind(false, "drivers", 60, "jdbc:h2:mem:x;USER=sa;PASSWORD=«pw»",
				"jdbc:snowflake://‹host›/?user=‹user›&password=«pw»&db=x", "jdbc:mysql://‹user›:«pw»@‹host›/shop",
				"r2dbc:postgresql://‹user›:«pw»@‹host›/shop", "jdbc:db2://‹host›/shop:user=‹user›;password=«pw»;",
				"Server=‹host›;Database=shop;Uid=‹user›;Pwd=«pw»;",
				"java.naming.security.credentials=«pw» java.naming.security.principal=cn=‹user›",
				"MongoCredential{mechanism=SCRAM-SHA-1, userName='‹user›', source='admin', password=«pw»}",
				"CONNECT\nlogin:‹user›\npasscode:«pw»\nheart-beat:0,0",
				"spring.rabbitmq.addresses=amqp://‹user›:«pw»@r1:5672,amqp://‹user›:«pw»@r2:5672",
				"Cannot connect to redis://:«tok»@cache:6379: Connection refused",
				"signing.password=«pw»\nsigning.keyId=24875D73");
	}

	private void languages() {
		kind(false, "other languages", 50, "Config { password: \"«pw»\", port: 5432 }",
				"Login { User = ‹user›, Password = «pw» }", "{ user: '‹user›', password: '«pw»' }",
				"['user' => '‹user›', 'password' => '«pw»']",
				"Parameters: {\"user\"=>{\"name\"=>\"‹user›\", \"password\"=>\"«pw»\"}}", "&{Token:«tok» Retries:3}",
				"{\"variables\":{\"input\":{\"password\":\"«pw»\",\"name\":\"‹user›\"}}}",
				"mutation { login(name: \"‹user›\", password: \"«pw»\") { id } }", "password: '«pw»', user: '‹user›'");
	}

	private void schemes() {
		kind(false, "authorization, other schemes", 40, "Authorization: SharedKey ⟨shop:⟩«b64»",
				"Authorization: Negotiate «b88»", "Authorization: Splunk «uuid»", "Authorization: Key «tok»",
				"Authorization: ApiKey «b64»", "Authorization: ⟨GenieKey⟩ «uuid»", "Authorization: «tok64»",
				"Authorization: DPoP «jwt»", "{\"Authorization\":[\"Bearer «tok64»\"],\"Accept\":[\"*/*\"]}",
				"Metadata(authorization=Bearer «tok64»,user-agent=grpc-java)",
				"[OrdersClient#get] Authorization: Bearer «tok64»\n[OrdersClient#get] Accept: */*",
				"Authorization: Bearer «tok64»\nHost: ‹host›\nAccept: */*");
	}

	private void hard() {
		kind(true, "tools, hard", 80,
				"{&quot;user&quot;:&quot;‹user›&quot;,&quot;password&quot;:&quot;«pw»&quot;,&quot;n&quot;:1}",
				"Authorization: OAuth ⟨oauth_consumer_key=\"k\", oauth_token=\"⟩«tok»⟨\", oauth_signature=\"⟩«b64»⟨\"⟩",
				"Authorization: Hawk ⟨id=\"a\", ts=\"1\", mac=\"⟩«b64»⟨\"⟩", "Login with password=«pw» failed.",
				"Login failed (password=«pw»).", "password=«pw», retrying in ‹ms›",
				"https://b.s3.amazonaws.com/k?AWSAccessKeyId=«vendor:aws»&Signature=«b64x»&Expires=1764150000",
				"Password=\"«pwcomma»\";User Id=‹user›", "host=‹host› password='«pwspace»' dbname=shop",
				"'{\"password\": \"«pw»\"}'", "b'{\"password\":\"«pw»\"}'",
				"[{\"name\":\"a\",\"password\":\"«pw»\"},{\"name\":\"b\",\"password\":\"«pw»\"}]",
				"data: {\"token\":\"«tok»\"}\n\n", "\"{\\\"password\\\": \\\"«pwspace»\\\", \\\"n\\\": 1}\"",
				"{\"a\":\"x\",\"secret\":{\"value\":\"«tok»\"},\"b\":‹n›}", "\"password\":[⟨\"⟩«pw»⟨\"⟩]",
				"password:«pw» user:‹user›", "set-cookie=[⟨SESSION=⟩«tok»⟨; Path=/⟩], date=[x]",
				"‹ts›|WARN|‹logger›|password=«pw» |done",
				"INFO: {\"data\":\"{\\\"Authorization\\\":\\\"Bearer «jwt»\\\"}\"} ‹n›",
				"Bearer «tok64» expired ‹ms› ago", "using bearer «tok64»", "accessKey:«tok»,secretKey:«aws40»",
				"{\"secretKey\" :\"«aws40»\"}", "x-api-key=«tok», accept=*/*",
				"uri=https://‹user›:«pw»@‹host›/a?b=c, status=500", "token = «tok» ; ttl = 30",
				"<ApiKey>\r\n«tok»\r\n</ApiKey>", "{\"url\":\"postgres://‹user›:«pw»@‹host›/x\",\"n\":1}");
	}

}
