package dev.fanlight.sample.gateway;

import dev.fanlight.sample.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * A login that makes, on purpose, the mistakes that leak secrets into logs: it logs its
 * request, and a message with the password and the card in it. What it is given must be
 * demo data.
 */
@RestController
@Profile(Role.GATEWAY)
class LoginController {

	private static final Logger logger = LoggerFactory.getLogger(LoginController.class);

	private static final String PASSWORD = "open-sesame";

	@PostMapping("/api/login")
	Welcome login(@Valid @RequestBody Login login) {
		logger.info("Login attempt {}", login);
		logger.debug("user={} password={} card={}", login.user(), login.password(), login.card());
		if (!PASSWORD.equals(login.password())) {
			logger.warn("Login failed for {}", login.user());
			throw new ResponseStatusException(HttpStatus.UNAUTHORIZED, "Wrong user or password");
		}
		return new Welcome(login.user());
	}

	record Login(@NotBlank String user, @NotBlank String password, @NotBlank String card) {
	}

	record Welcome(String user) {
	}

}
