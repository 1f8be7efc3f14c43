package dev.fanlight.tracing.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.function.LongToIntFunction;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.sdk.common.export.MessageWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What handing a batch over may cost the worker of the batch processor. A request pays
 * nothing: it meets the processor of OpenTelemetry alone.
 */
class DeliveryAllocationTests {

	private static final int ROUNDS = 2000;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@Test
	void batchIsMarshalledIntoOneArrayAndNotCopied() throws IOException {
		byte[] request = new byte[100_000];
		MessageWriter writer = new MessageWriter() {

			@Override
			public void writeMessage(OutputStream output) throws IOException {
				output.write(request);
			}

			@Override
			public int getContentLength() {
				return request.length;
			}

		};
		LongToIntFunction run = (rounds) -> {
			int items = 0;
			for (int i = 0; i < rounds; i++) {
				items += items(writer);
			}
			return items;
		};
		run.applyAsInt(ROUNDS);
		long before = this.threads.getCurrentThreadAllocatedBytes();
		assertThat(run.applyAsInt(ROUNDS)).isZero();
		long bytes = (this.threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
		assertThat(bytes).isLessThan(request.length + 2000);
	}

	private static int items(MessageWriter writer) {
		try {
			return DeliverySenders.batch(writer, null).items();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
