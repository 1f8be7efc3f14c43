package dev.fanlight.autoconfigure.metrics;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.aop.Advisor;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.MethodMatcher;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.aspectj.annotation.MetadataAwareAspectInstanceFactory;
import org.springframework.aop.aspectj.annotation.ReflectiveAspectJAdvisorFactory;
import org.springframework.aop.support.ClassFilters;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.util.ReflectionUtils;

/**
 * Makes the advisors of aspects as Spring does, and has those of Micrometer ask first
 * whether a class carries any annotation of Micrometer. All of them match annotations
 * alone, and asking AspectJ takes a sixth of the start of a small application.
 */
final class AnnotatedClassesAdvisorFactory extends ReflectiveAspectJAdvisorFactory {

	private static final String MICROMETER = "io.micrometer.";

	/** Bounded by the classes of the application. */
	private final transient ConcurrentReferenceHashMap<Class<?>, Boolean> annotated = new ConcurrentReferenceHashMap<>();

	AnnotatedClassesAdvisorFactory(BeanFactory beanFactory) {
		super(beanFactory);
	}

	@Override
	public List<Advisor> getAdvisors(MetadataAwareAspectInstanceFactory aspectInstanceFactory) {
		List<Advisor> advisors = super.getAdvisors(aspectInstanceFactory);
		boolean micrometer = aspectInstanceFactory.getAspectMetadata()
			.getAspectClass()
			.getName()
			.startsWith(MICROMETER);
		return micrometer ? advisors.stream().map(this::narrow).toList() : advisors;
	}

	private Advisor narrow(Advisor advisor) {
		return (advisor instanceof PointcutAdvisor wide)
				? new DefaultPointcutAdvisor(new Narrow(wide.getPointcut()), wide.getAdvice()) : advisor;
	}

	private boolean isAnnotated(Class<?> type) {
		return Boolean.TRUE.equals(this.annotated.computeIfAbsent(type, AnnotatedClassesAdvisorFactory::lookAt));
	}

	private static boolean lookAt(Class<?> type) {
		try {
			for (Class<?> current = type; current != null; current = current.getSuperclass()) {
				if (isDeclared(current)) {
					return true;
				}
			}
			return ClassUtils.getAllInterfacesForClassAsSet(type)
				.stream()
				.anyMatch(AnnotatedClassesAdvisorFactory::isDeclared);
		}
		catch (RuntimeException | LinkageError ex) {
			// A method names a class that is not there: AspectJ may know better
			return true;
		}
	}

	private static boolean isDeclared(Class<?> type) {
		if (hasMicrometer(type)) {
			return true;
		}
		AtomicBoolean found = new AtomicBoolean();
		ReflectionUtils.doWithLocalMethods(type, (method) -> {
			if (!found.get() && hasMicrometer(method)) {
				found.set(true);
			}
		});
		return found.get();
	}

	private static boolean hasMicrometer(AnnotatedElement element) {
		for (Annotation annotation : element.getDeclaredAnnotations()) {
			if (annotation.annotationType().getName().startsWith(MICROMETER)) {
				return true;
			}
		}
		return false;
	}

	private final class Narrow implements Pointcut {

		private final Pointcut pointcut;

		private final ClassFilter filter;

		Narrow(Pointcut pointcut) {
			this.pointcut = pointcut;
			this.filter = ClassFilters.intersection(AnnotatedClassesAdvisorFactory.this::isAnnotated,
					pointcut.getClassFilter());
		}

		@Override
		public ClassFilter getClassFilter() {
			return this.filter;
		}

		@Override
		public MethodMatcher getMethodMatcher() {
			return this.pointcut.getMethodMatcher();
		}

	}

}
