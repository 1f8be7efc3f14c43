package dev.fanlight.autoconfigure.slo;

import java.util.EnumSet;
import java.util.Set;

import javax.sql.DataSource;

import dev.fanlight.slo.Subject;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * What the application has, by its meters where they are there from the start, and by
 * what makes them where they come with their first use. So a file that is written before
 * any traffic is the one that is served afterwards.
 */
final class Subjects {

	private final ApplicationContext context;

	private final MeterRegistry registry;

	Subjects(ApplicationContext context, MeterRegistry registry) {
		this.context = context;
		this.registry = registry;
	}

	Set<Subject> find() {
		Set<Subject> subjects = EnumSet.noneOf(Subject.class);
		Environment environment = this.context.getEnvironment();
		add(subjects, Subject.REQUESTS, is("org.springframework.web.context.WebApplicationContext")
				|| is("org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext"));
		add(subjects, Subject.ENTRIES,
				environment.getProperty("fanlight.metrics.entries.enabled", Boolean.class, true));
		add(subjects, Subject.CALLS,
				isPresent("org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration")
						|| isPresent("org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration"));
		add(subjects, Subject.JVM, has("jvm.memory.used"));
		add(subjects, Subject.CPU, has("process.cpu.usage"));
		add(subjects, Subject.DISK, has("disk.free"));
		boolean database = isPresent("javax.sql.DataSource") && Database.isThere(this.context);
		add(subjects, Subject.POOL, database && isPresent("com.zaxxer.hikari.HikariDataSource"));
		add(subjects, Subject.STATEMENTS, database && isPresent("net.ttddyy.observation.tracing.QueryContext"));
		add(subjects, Subject.TOMCAT, isPresent("org.apache.catalina.startup.Tomcat")
				&& environment.getProperty("server.tomcat.mbeanregistry.enabled", Boolean.class, false));
		add(subjects, Subject.CERTIFICATES,
				this.context.getBeanProvider(SslBundles.class)
					.stream()
					.anyMatch((bundles) -> !bundles.getBundleNames().isEmpty()));
		add(subjects, Subject.DELIVERY, has("fanlight.delivery.processor.queue"));
		add(subjects, Subject.REDACTION, has("fanlight.redaction.failures"));
		add(subjects, Subject.CARDINALITY, has("fanlight.cardinality.series"));
		add(subjects, Subject.LOG_SINKS,
				environment.getProperty("fanlight.logging.sinks.async.enabled", Boolean.class, false));
		return subjects;
	}

	private static void add(Set<Subject> subjects, Subject subject, boolean there) {
		if (there) {
			subjects.add(subject);
		}
	}

	private boolean has(String meter) {
		return this.registry.find(meter).meter() != null;
	}

	private boolean is(String type) {
		return isPresent(type)
				&& ClassUtils.resolveClassName(type, this.context.getClassLoader()).isInstance(this.context);
	}

	private boolean isPresent(String type) {
		return ClassUtils.isPresent(type, this.context.getClassLoader());
	}

	private static final class Database {

		static boolean isThere(ListableBeanFactory beans) {
			return beans.getBeanNamesForType(DataSource.class, true, false).length > 0;
		}

	}

}
