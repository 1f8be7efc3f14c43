package dev.fanlight.autoconfigure.metrics;

import java.util.List;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.aop.CountedAspect;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.junit.jupiter.api.Test;

import org.springframework.aop.ClassFilter;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.aspectj.annotation.BeanFactoryAspectInstanceFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class AnnotatedClassesAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, AnnotatedClassesAutoConfiguration.class))
		.withUserConfiguration(Application.class);

	@Test
	void annotatedClassesAreCountedAndAspectsOfTheApplicationSeeEverything() {
		this.runner.run((context) -> {
			context.getBean(Orders.class).create();
			context.getBean(Plain.class).create();
			assertThat(context.getBean(MeterRegistry.class).get("orders").counter().count()).isEqualTo(1);
			assertThat(context.getBean(Everything.class).calls).isEqualTo(2);
		});
	}

	@Test
	void itStaysAwayWhenSwitchedOff() {
		this.runner.withPropertyValues("fanlight.metrics.annotated-classes-only.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(AnnotatedClassesPostProcessor.class);
			assertThat(AopUtils.isAopProxy(context.getBean(Orders.class))).isTrue();
		});
	}

	@Test
	void aspectJIsAskedAboutAnnotatedClassesAlone() {
		List<ClassFilter> filters = filters("counted", new CountedAspect(new SimpleMeterRegistry()));
		assertThat(filters).isNotEmpty()
			.allMatch((filter) -> filter.matches(Orders.class) && filter.matches(Child.class)
					&& filter.matches(Implementation.class))
			.noneMatch((filter) -> filter.matches(Plain.class) || filter.matches(Everything.class));
		assertThat(filters("everything", new Everything())).allMatch((filter) -> filter.matches(Plain.class));
	}

	private static List<ClassFilter> filters(String name, Object aspect) {
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		beanFactory.registerSingleton(name, aspect);
		return new AnnotatedClassesAdvisorFactory(beanFactory)
			.getAdvisors(new BeanFactoryAspectInstanceFactory(beanFactory, name))
			.stream()
			.map((advisor) -> ((PointcutAdvisor) advisor).getPointcut().getClassFilter())
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		MeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@Bean
		CountedAspect countedAspect(MeterRegistry meterRegistry) {
			return new CountedAspect(meterRegistry);
		}

		@Bean
		Everything everything() {
			return new Everything();
		}

		@Bean
		Orders orders() {
			return new Orders();
		}

		@Bean
		Plain plain() {
			return new Plain();
		}

	}

	static class Orders {

		@Counted("orders")
		void create() {
		}

	}

	static class Child extends Orders {

	}

	interface Contract {

		@Counted("contract")
		void create();

	}

	static class Implementation implements Contract {

		@Override
		public void create() {
		}

	}

	static class Plain {

		void create() {
		}

	}

	@Aspect
	static class Everything {

		private int calls;

		@Around("execution(void create())")
		Object count(ProceedingJoinPoint joinPoint) throws Throwable {
			this.calls++;
			return joinPoint.proceed();
		}

	}

}
