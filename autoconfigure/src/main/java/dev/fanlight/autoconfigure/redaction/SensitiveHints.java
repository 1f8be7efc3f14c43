package dev.fanlight.autoconfigure.redaction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.fanlight.redaction.Sensitive;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.util.ClassUtils;

/**
 * Finds the classes of the application with a member that is marked {@link Sensitive}, so
 * that a native image still knows their members and marks. Looks in the packages that
 * Boot scans.
 */
final class SensitiveHints implements BeanFactoryInitializationAotProcessor {

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beanFactory) {
		List<Class<?>> marked = AutoConfigurationPackages.has(beanFactory)
				? marked(AutoConfigurationPackages.get(beanFactory), beanFactory.getBeanClassLoader()) : List.of();
		return marked.isEmpty() ? null
				: (context, code) -> marked.forEach((type) -> context.getRuntimeHints()
					.reflection()
					.registerType(type, MemberCategory.ACCESS_DECLARED_FIELDS, MemberCategory.INVOKE_DECLARED_METHODS,
							MemberCategory.INVOKE_DECLARED_CONSTRUCTORS));
	}

	private static List<Class<?>> marked(List<String> packages, @Nullable ClassLoader classLoader) {
		PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver(classLoader);
		MetadataReaderFactory readers = new CachingMetadataReaderFactory(resources);
		List<Class<?>> marked = new ArrayList<>();
		try {
			for (String name : packages) {
				for (Resource file : resources
					.getResources("classpath*:" + ClassUtils.convertClassNameToResourcePath(name) + "/**/*.class")) {
					Class<?> type = load(readers.getMetadataReader(file).getClassMetadata().getClassName(),
							classLoader);
					if (type != null && isMarked(type)) {
						marked.add(type);
					}
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return marked;
	}

	private static @Nullable Class<?> load(String name, @Nullable ClassLoader classLoader) {
		try {
			return Class.forName(name, false, classLoader);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			// Meant for another class path
			return null;
		}
	}

	private static boolean isMarked(Class<?> type) {
		try {
			for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
				if (members(owner).anyMatch((member) -> member.isAnnotationPresent(Sensitive.class))) {
					return true;
				}
			}
			return false;
		}
		catch (LinkageError ex) {
			return false;
		}
	}

	private static Stream<AnnotatedElement> members(Class<?> owner) {
		Stream<Executable> executables = Stream.concat(Stream.of(owner.getDeclaredMethods()),
				Stream.of(owner.getDeclaredConstructors()));
		return Stream.concat(Stream.of(owner.getDeclaredFields()), executables
			.flatMap((executable) -> Stream.concat(Stream.of(executable), Stream.of(executable.getParameters()))));
	}

}
