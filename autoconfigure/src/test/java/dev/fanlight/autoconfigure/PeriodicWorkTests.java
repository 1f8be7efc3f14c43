package dev.fanlight.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What fails is done again.
 */
@ExtendWith(OutputCaptureExtension.class)
class PeriodicWorkTests {

	@Test
	void whatFailsIsSaidOnceAndDoneAgain(CapturedOutput output) throws Exception {
		CountDownLatch thrice = new CountDownLatch(3);
		CountDownLatch other = new CountDownLatch(3);
		try (PeriodicWork work = new PeriodicWork("fanlight-test")) {
			work.every(Duration.ofMillis(1), () -> {
				thrice.countDown();
				throw new NoClassDefFoundError("layout");
			});
			work.every(Duration.ZERO, Duration.ZERO, other::countDown);
			assertThat(thrice.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(other.await(30, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(output).containsOnlyOnce("NoClassDefFoundError: layout")
			.containsOnlyOnce("Failed on thread fanlight-test and is tried again");
	}

}
