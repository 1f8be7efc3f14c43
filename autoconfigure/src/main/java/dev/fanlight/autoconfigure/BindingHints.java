package dev.fanlight.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.io.UrlResource;
import org.springframework.util.ClassUtils;

/**
 * Lets every record of settings be bound in a native image. Settings are checked before
 * there is a context, those of features that the image does without included, so that
 * what Spring registers for its beans is not enough.
 */
final class BindingHints implements RuntimeHintsRegistrar {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		try {
			Enumeration<URL> all = ((classLoader != null) ? classLoader : BindingHints.class.getClassLoader())
				.getResources(METADATA);
			while (all.hasMoreElements()) {
				String metadata = new UrlResource(all.nextElement()).getContentAsString(StandardCharsets.UTF_8);
				register(JsonParserFactory.getJsonParser().parseMap(metadata), hints, classLoader);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void register(Map<String, Object> metadata, RuntimeHints hints, @Nullable ClassLoader classLoader) {
		if (!(metadata.get("groups") instanceof List<?> groups)) {
			return;
		}
		for (Object group : groups) {
			String type = String.valueOf(((Map<?, ?>) group).get("type"));
			if (type.startsWith("dev.fanlight.autoconfigure.") && ClassUtils.isPresent(type, classLoader)) {
				Class<?> settings = ClassUtils.resolveClassName(type, classLoader);
				if (settings.isRecord()) {
					BindableRuntimeHintsRegistrar.forTypes(settings).registerHints(hints, classLoader);
				}
			}
		}
	}

}
