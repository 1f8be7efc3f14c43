package dev.fanlight.errors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Builds an application from source, as often and as differently as a test likes.
 */
final class Builds {

	private final Path directory;

	private int builds;

	Builds(Path directory) {
		this.directory = directory;
	}

	/**
	 * Build a class of package {@code shop} and run it, with a class loader of its own.
	 * @param name the name of the class, a {@code Runnable}
	 * @param source its source
	 * @return what it throws
	 */
	Throwable run(String name, String source) {
		Path output = this.directory.resolve(Integer.toString(++this.builds));
		try {
			Files.createDirectories(output.resolve("shop"));
			Path file = Files.writeString(output.resolve("shop").resolve(name + ".java"), source);
			JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
			try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
				assertThat(compiler
					.getTask(null, files, null, List.of("-d", output.toString(), "-proc:none"), null,
							files.getJavaFileObjects(file))
					.call()).isTrue();
			}
			URLClassLoader loader = new URLClassLoader("build-" + this.builds, new URL[] { url(output) },
					Builds.class.getClassLoader());
			Runnable application = (Runnable) loader.loadClass("shop." + name).getDeclaredConstructor().newInstance();
			application.run();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (Throwable ex) {
			return ex;
		}
		throw new AssertionError(name + " threw nothing");
	}

	private static URL url(Path directory) throws MalformedURLException {
		URI uri = directory.toUri();
		return uri.toURL();
	}

}
