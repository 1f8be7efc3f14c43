package dev.fanlight.autoconfigure.logging;

import java.util.Map;

import org.springframework.boot.autoconfigure.template.TemplateAvailabilityProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The template of an application for one error, without an engine.
 */
public final class TeapotPage implements TemplateAvailabilityProvider {

	static final String NAME = "error/418";

	@Override
	public boolean isTemplateAvailable(String view, Environment environment, ClassLoader classLoader,
			ResourceLoader resourceLoader) {
		return view.equals(NAME);
	}

	static String render(Map<String, ?> model) {
		return "<p>" + model.get("traceId") + ' ' + model.get("requestId") + "</p>";
	}

	/**
	 * The error.
	 */
	@ResponseStatus(HttpStatus.I_AM_A_TEAPOT)
	static final class Teapot extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}
