package dev.fanlight.autoconfigure.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a service uses up is measured with the dependency alone: processor, memory,
 * threads, pools, files, disk and the database. The shop shows a pool of connections.
 */
class ResourceMetersTests {

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = new SpringApplicationBuilder(Application.class).properties("logging.level.root=off")
			.run("--server.port=0", "--spring.main.web-application-type=servlet");
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void everyResourceHasItsMeters() {
		Set<String> names = registry().getMeters()
			.stream()
			.map((meter) -> meter.getId().getName())
			.collect(Collectors.toSet());
		assertThat(names).contains("system.cpu.usage", "process.cpu.usage", "system.load.average.1m", "jvm.memory.used",
				"jvm.memory.max", "jvm.gc.overhead", "jvm.threads.live", "jvm.threads.states", "process.files.open",
				"process.files.max", "disk.free", "disk.total", "executor.active", "executor.queued",
				"executor.pool.max", "tomcat.threads.busy", "tomcat.threads.config.max", "tomcat.connections.current");
	}

	@Test
	void poolOfTheApplicationIsMeasuredWithItsQueue() throws Exception {
		assertThat(registry().get("executor.pool.max").tag("name", "reports").gauge().value()).isEqualTo(3);
		ExecutorService reports = context.getBean("reports", ExecutorService.class);
		reports.submit(() -> "done").get(10, TimeUnit.SECONDS);
		Awaitility.await()
			.until(() -> registry().get("executor.completed").tag("name", "reports").functionCounter().count() >= 1);
		assertThat(registry().get("executor.queue.remaining").tag("name", "reports").gauge().value()).isEqualTo(7);
		assertThat(registry().find("executor.pool.max").gauges()).extracting((gauge) -> gauge.getId().getTag("name"))
			.doesNotHaveDuplicates();
	}

	@Test
	void statementIsMeasuredByItsKindAndDataSource() throws SQLException {
		execute("create table kinds (id int primary key)");
		execute("insert into kinds values (1)");
		execute("select * from kinds");
		for (String kind : new String[] { "DDL", "INSERT", "SELECT" }) {
			assertThat(registry().get("jdbc.query")
				.tags("db.operation.name", kind, "jdbc.datasource.name", "RESOURCES")
				.timer()
				.count()).isGreaterThanOrEqualTo(1);
		}
		assertThat(registry().get("jdbc.query")
			.tag("db.operation.name", "SELECT")
			.timer()
			.takeSnapshot()
			.histogramCounts()).hasSize(7);
		assertThat(registry().get("jdbc.connection").timer().count()).isGreaterThanOrEqualTo(3);
		assertThat(registry().find("jdbc.result-set").timer()).isNull();
	}

	@Test
	void errorsAndTimeoutsOfTheDatabaseAreCounted() throws Exception {
		execute("create table errors (id int primary key)");
		execute("insert into errors values (1)");
		assertThatThrownBy(() -> execute("insert into errors values (1)")).isInstanceOf(SQLException.class);
		assertThatThrownBy(() -> execute("select nothing")).isInstanceOf(SQLException.class);
		assertThatThrownBy(() -> execute("select sum(x) from system_range(1, 100000000000)"))
			.isInstanceOf(SQLException.class);
		assertThat(errors("INSERT", "constraint")).isEqualTo(1);
		assertThat(errors("SELECT", "syntax")).isEqualTo(1);
		assertThat(errors("SELECT", "timeout")).isEqualTo(1);
	}

	@Test
	void statementThatIsRefusedWhenItIsPreparedIsCountedAsAnError() throws Exception {
		try (Connection connection = context.getBean(DataSource.class).getConnection()) {
			assertThatThrownBy(() -> connection.prepareStatement("delete from nothing"))
				.isInstanceOf(SQLException.class);
			assertThatThrownBy(() -> connection.prepareCall("insert into nothing values (1)"))
				.isInstanceOf(SQLException.class);
		}
		assertThat(errors("DELETE", "syntax")).isEqualTo(1);
		assertThat(errors("INSERT", "syntax")).isEqualTo(1);
	}

	@Test
	void commitThatFailsIsCountedAsAnError() throws Exception {
		DataSource gone = context.getBean(Application.class).gone();
		gone = (DataSource) context.getAutowireCapableBeanFactory()
			.applyBeanPostProcessorsAfterInitialization(gone, "gone");
		try (Connection connection = gone.getConnection(); Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("shutdown immediately");
			assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
		}
		catch (SQLException ignored) {
			// The connection cannot be closed, either
		}
		assertThat(registry().get("db.client.errors").tag("db.operation.name", "COMMIT").counter().count())
			.isEqualTo(1);
	}

	private static double errors(String operation, String type) {
		return registry().get("db.client.errors")
			.tags("db.operation.name", operation, "error.type", type, "jdbc.datasource.name", "RESOURCES")
			.counter()
			.count();
	}

	private static void execute(String sql) throws SQLException {
		try (Connection connection = context.getBean(DataSource.class).getConnection();
				Statement statement = connection.createStatement()) {
			statement.setQueryTimeout(1);
			statement.execute(sql);
		}
	}

	private static MeterRegistry registry() {
		return context.getBean(MeterRegistry.class);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		DataSource dataSource() {
			JdbcDataSource dataSource = new JdbcDataSource();
			dataSource.setURL("jdbc:h2:mem:resources;DB_CLOSE_DELAY=-1");
			return dataSource;
		}

		DataSource gone() {
			JdbcDataSource dataSource = new JdbcDataSource();
			dataSource.setURL("jdbc:h2:mem:gone");
			return dataSource;
		}

		@Bean(destroyMethod = "shutdownNow")
		ExecutorService reports() {
			return new ThreadPoolExecutor(1, 3, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(7));
		}

	}

}
