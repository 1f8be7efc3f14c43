package dev.fanlight.redaction.blind;

import dev.fanlight.redaction.blind.Templates.Kind;

/**
 * Lines of other frameworks and languages, of Terraform, build servers, proxies and
 * shells, written before the rules were read: all of the list, what leaked at first sight
 * and what did not.
 */
final class OtherLines {

	private final Templates to;

	OtherLines(Templates to) {
		this.to = to;
	}

	private void kind(boolean hard, String name, int count, String... templates) {
		this.to.add(new Kind(name, hard, false), count, templates);
	}

	void writeSecrets() {
		kind(false, "other: frameworks", 110, "%prod.quarkus.datasource.password=«pw»",
				"quarkus.oidc.credentials.client-secret.value=«tok»", "QUARKUS_DATASOURCE_PASSWORD: «pw»",
				"micronaut.security.token.jwt.signatures.secret.generator.secret: «tok»",
				"panic: dial tcp: &pq.Config{Host:\"‹host›\", User:\"‹user›\", Password:\"«pw»\", Database:\"shop\"}",
				"config={Addr:‹host› Username:‹user› Password:«pw» DB:0 PoolSize:10}",
				"level=error msg=\"login failed\" user=‹user› password=«pw» attempt=‹n›",
				"DSN: ‹user›:«pw»@tcp(‹host›)/shop?parseTime=true",
				"AxiosError { config: { headers: { Authorization: 'Bearer «tok64»', Accept: '*/*' } } }",
				"  auth: { username: '‹user›', password: '«pw»' },",
				"{ host: 'db', port: 5432, user: '‹user›', password: '«pw»', ssl: false }",
				"Settings(host='db', user='‹user›', password='«pw»', port=5432)",
				"os.environ: environ({'HOME': '/root', 'DJANGO_SECRET_KEY': '«tok»', 'LANG': 'C'})",
				"SECRET_KEY = '«tok»'",
				"psycopg2.OperationalError: could not connect: \"host=‹host› user=‹user› password=«pw» dbname=shop\"",
				"requests.get('https://‹host›/v1', headers={'X-Api-Key': '«tok»'}, timeout=3)",
				"[2026-11-26 10:00:00] local.ERROR: login failed {\"email\":\"a\",\"password\":\"«pw»\"}",
				"Parameters: {\"utf8\"=>\"✓\", \"authenticity_token\"=>\"«b64»\", \"user\"=>{\"password\"=>\"«pw»\"}}",
				"DATABASE_URL=postgres://‹user›:«pw»@‹host›/shop?sslmode=disable",
				"celery broker: redis://:«pw»@‹host›/0", "  [\"password\"]=>\n  string(12) \"«pw»\"",
				"    [api_key] => «tok»");
		kind(false, "other: operations", 90, "  + password                = \"«pw»\"",
				"  ~ client_secret = \"«tok»\" -> \"«tok»\" # forces replacement",
				"  db_password = \"«pw»\"\n  db_user     = \"‹user›\"", "TF_VAR_db_password=«pw» terraform apply",
				"echo \"API_TOKEN=«tok»\" >> $GITHUB_ENV", "env:\n    NPM_TOKEN: «tok»\n    CI: true",
				"::debug::Authorization: token «ghp»",
				"fatal: unable to access 'https://oauth2:«tok»@gitlab.example/shop.git/'",
				"origin\thttps://‹user›:«tok»@git.example/shop.git (fetch)",
				"10.0.0.1 - - [26/Nov/2026:10:00:00 +0000] \"GET /cb?access_token=«tok»&state=1 HTTP/1.1\" 200 12",
				"10.0.0.1 - - [26/Nov/2026:10:00:00 +0000] \"GET /x HTTP/1.1\" 200 12 \"https://‹host›/r?api_key=«tok»\" \"curl/8\"",
				"haproxy[12]: 10.0.0.1:443 [26/Nov/2026] fe be/s1 0/0/1/2/3 200 {Bearer «tok64»} \"GET /x HTTP/1.1\"",
				"proxy_set_header Authorization \"Basic «basic»\";",
				"mysqli.default_pw = \"«pw»\"\nmysqli.default_user = ‹user›", "session.cookie_secret = «tok»",
				"redis-cli -h ‹host› -a «tok» PING", "rabbitmq_default_pass: «pw»",
				"docker run -e POSTGRES_PASSWORD=«pw» -p 5432:5432 postgres:17");
		kind(true, "other: hard", 80, "PGPASSWORD=\"«pw»\" psql -h ‹host› -U ‹user› shop",
				"‹host›:5432:shop:‹user›:«pw»", "mysql --user=‹user› -p«tok» shop", "NEO4J_AUTH=neo4j/«tok»",
				"https -a ‹user›:«tok» ‹host›/v1", "wget --http-password=«pw» https://‹host›/x",
				"ansible_ssh_pass=«pw» ansible_user=‹user›", "ok: [db-1] => {\"msg\": \"vault password is «tok»\"}",
				"<Connector keystorePass=\"«pw»\" port=\"8443\"/>", "(user=‹user› AND apikey='«tok»')",
				"Incorrect API key provided: «tok». You can find your key at https://‹host›",
				"%{\"password\" => \"«pw»\", \"name\" => \"‹user›\"}",
				"%User{id: ‹n›, password: \"«pw»\", name: \"‹user›\"}",
				"Credentials { username: \"‹user›\", password: Some(\"«pw»\"), ttl: ‹n› }", "token: Secret(\"«tok»\")",
				"{:user \"‹user›\", :password \"«pw»\"}", "#<Config host=\"‹host›\", @api_token=\"«tok»\">",
				"object(Config)#3 { [\"secret\":protected]=> string(24) \"«tok»\" }",
				"Set-Cookie: connect.sid=s%3A«tok»; Path=/; HttpOnly",
				"INSERT INTO settings SET name='smtp_password', value='«pw»'");
	}

	void writeLookAlikes() {
		kind(false, "same: other, plain", 120,
				"Quarkus 3.30.1 on JVM started in 1.204s. Listening on: http://0.0.0.0:8080",
				"Installed features: [cdi, oidc, rest, smallrye-jwt, vertx]",
				"Startup completed in 812ms. Server Running: http://‹name›:8080",
				"level=info msg=\"token refreshed\" user=‹user› ttl=3600 took=‹ms›",
				"goroutine 18 [running]: main.(*TokenStore).Get(0xc000010250, {0x1, 0x2})",
				"go: downloading golang.org/x/crypto v0.45.0 h1:jMBrvKuj23MTlT0bQEOBcAE0mjg8mK9RXFhRH6nyF3Q=",
				"npm warn deprecated passport-local@1.0.0: no longer supported",
				"added ‹n› packages, and audited ‹n› packages in 4s",
				"Error: Cannot find module './secret-store' Require stack: - /app/index.js",
				"File \"/app/auth/password.py\", line ‹n›, in check_password", "KeyError: 'password'",
				"ValueError: invalid literal for int() with base 10: 'token'",
				"Successfully installed cryptography-46.0.3 python-jose-3.5.0 passlib-1.7.4",
				"  + password = (sensitive value)", "  + arn = (known after apply)",
				"Plan: 3 to add, 1 to change, 0 to destroy.",
				"aws_secretsmanager_secret.db: Refreshing state... [id=arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf]",
				"random_password.db: Creation complete after 0s [id=none]", "Run actions/checkout@‹sha1›",
				"env: CI=true NPM_TOKEN: ***", "::add-mask::***", "HEAD is now at ‹sha1› Rotate the token",
				"From https://git.example/shop.git\n * branch main -> FETCH_HEAD",
				"10.0.0.1 - - [26/Nov/2026:10:00:00 +0000] \"GET /password/reset HTTP/1.1\" 200 512 \"-\" \"curl/8\"",
				"[error] 12#12: *‹n› connect() failed (111: Connection refused) while connecting to upstream, request: \"POST /oauth/token HTTP/1.1\"",
				"haproxy[12]: 10.0.0.1:443 [26/Nov/2026:10:00:00.123] fe be/s1 0/0/1/2/3 200 412 - - ---- 1/1/0/0/0 0/0 \"GET /x HTTP/1.1\"");
		kind(true, "same: other, hard", 80, "session.cookie_secure = On", "session.use_strict_mode = 1",
				"mysqli.default_pw =", "auth_basic_user_file /etc/nginx/.htpasswd;", "auth_basic \"Restricted area\";",
				"ssl_certificate_key /etc/nginx/tls.key;", "proxy_set_header Authorization $http_authorization;",
				"secrets: inherit", "token: ${{ secrets.GITHUB_TOKEN }}", "password: Optional[str] = None",
				"password: str = Field(min_length=8)", "func Login(user, password string) error",
				"const token = await getToken()", "SECRET_KEY = os.environ['SECRET_KEY']",
				"  password = var.db_password", "  secret_id = aws_secretsmanager_secret.db.id", "password: NoneType",
				"assert token == expected_token", "password => nil", "[\"password\"]=> NULL", "Password: <nil>",
				"token: None", "api_key: undefined");
	}

}
