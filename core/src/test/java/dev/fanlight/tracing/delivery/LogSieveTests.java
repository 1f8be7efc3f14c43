package dev.fanlight.tracing.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogSieve}.
 */
class LogSieveTests {

	private final LogSieve sieve = new LogSieve(100);

	@Test
	void leastImportantAreRefusedFirstAndTheProcessorLosesNone() {
		InMemoryLogRecordExporter exporter = InMemoryLogRecordExporter.create();
		BatchLogRecordProcessor processor = BatchLogRecordProcessor.builder(this.sieve.behind(exporter))
			.setMaxQueueSize(100)
			.setMaxExportBatchSize(100)
			.setScheduleDelay(Duration.ofHours(1))
			.build();
		try (SdkLoggerProvider provider = provider(this.sieve.before(processor))) {
			emit(provider, Severity.DEBUG, 10);
			emit(provider, Severity.INFO, 200);
			emit(provider, Severity.WARN2, 50);
			emit(provider, Severity.FATAL, 9);
			assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
			assertThat(exporter.getFinishedLogRecordItems()).hasSize(10 + 70 + 10 + 9);
			assertThat(refused()).containsExactly(0L, 0L, 130L, 40L, 0L);
			emit(provider, Severity.UNDEFINED_SEVERITY_NUMBER, 80);
			assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
			assertThat(exporter.getFinishedLogRecordItems()).hasSize(99 + 80);
			assertThat(this.sieve.refused()).isEqualTo(170);
		}
	}

	@Test
	void fullIsFullForErrorsToo() {
		List<String> taken = new ArrayList<>();
		try (SdkLoggerProvider provider = provider(
				this.sieve.before((context, logRecord) -> taken.add(logRecord.getSeverity().name())))) {
			emit(provider, Severity.ERROR, 101);
			emit(provider, Severity.TRACE, 1);
			assertThat(taken).hasSize(100);
			assertThat(refused()).containsExactly(1L, 0L, 0L, 0L, 1L);
		}
	}

	private List<Long> refused() {
		return IntStream.range(0, LogSieve.LEVELS.size()).mapToObj(this.sieve::refused).toList();
	}

	private static SdkLoggerProvider provider(LogRecordProcessor processor) {
		return SdkLoggerProvider.builder().addLogRecordProcessor(processor).build();
	}

	private static void emit(SdkLoggerProvider provider, Severity severity, int times) {
		for (int i = 0; i < times; i++) {
			provider.get("test").logRecordBuilder().setSeverity(severity).emit();
		}
	}

}
