package dev.fanlight.redaction.blind;

import dev.fanlight.redaction.blind.Templates.Kind;

/**
 * Shapes that a reader may see and the engine does not promise: measured, without a bar.
 */
final class Stretch {

	private final Templates to;

	Stretch(Templates to) {
		this.to = to;
	}

	void write() {
		this.to.add(new Kind("shapes", true, false), 120, "mysqldump --user ‹user› --password «pw» shop",
				"curl -u ‹user›:«pw» https://‹host›/x", "jdbc:oracle:thin:scott/«pw»@//‹host›/x",
				"Property: app.db.password\n    Value: \"«pw»\"\n    Origin: x", "password=Optional[«pw»]",
				"body=%7B%22password%22%3A%22«tok»%22%7D", "User[name=‹user›, password=«pwspace», id=‹id›]",
				"password: |\n  «tok»\nuser: ‹user›", "Duplicate entry '«tok»' for key 'users.api_key'",
				"Content-Disposition: form-data; name=\"password\"\r\n\r\n«pw»\r\n--x",
				"insert into t (name, password) values ('‹user›', '«pw»')",
				"Array ( [user] => ‹user› [password] => «pw» )", "login(user: \"‹user›\", password: \"«pw»\") { id }",
				"IDENTIFIED BY '«pw»'", "the password is «pw»", "sshpass -p «pw» ssh ‹host›", "密码：«pw»",
				"https://discord.com/api/webhooks/1234567890/«tok64»",
				"https://api.telegram.org/bot«vendor:telegram»/getMe");
		this.to.add(new Kind("tools", true, false), 40, "AUTH PLAIN «b64»", "PASS «pw»",
				"machine ‹host› login ‹user› password «pw»", "ALTER USER ‹user› WITH PASSWORD '«pw»'",
				"{\"auths\":{\"r.example\":{\"auth\":\"«basic»\"}}}", "{\\u0022password\\u0022:\\u0022«pw»\\u0022}",
				"Invalid token '«tok»'", "Your verification code is «otp6»", "{bcrypt}$2a$10$«tok64»",
				"redis AUTH «pw»", "curl --cookie \"⟨SESSION=⟩«tok»\" ‹host›",
				"docker login -u ‹user› -p «pw» r.example", "mandrill md-«tok»");
	}

}
