package dev.fanlight.autoconfigure.alerting;

import java.util.List;

import dev.fanlight.alerting.Alert;
import dev.fanlight.alerting.AlertChannel;

import org.springframework.mail.MailSender;
import org.springframework.mail.SimpleMailMessage;

/**
 * Sends each change as plain text.
 */
final class MailChannel implements AlertChannel {

	private final MailSender sender;

	private final String from;

	private final List<String> to;

	MailChannel(MailSender sender, String from, List<String> to) {
		this.sender = sender;
		this.from = from;
		this.to = to;
	}

	@Override
	public void send(Alert alert) {
		SimpleMailMessage mail = new SimpleMailMessage();
		mail.setFrom(this.from);
		mail.setTo(this.to.toArray(String[]::new));
		mail.setSubject(alert.title().replaceAll("\\s+", " "));
		mail.setText(alert.text());
		this.sender.send(mail);
	}

}
