package dev.fanlight.autoconfigure.logging;

import dev.fanlight.logging.MdcKey;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ids in the details of a problem.
 */
class ErrorIdsTests {

	private final ProblemDetail detail = ProblemDetail.forStatus(HttpStatus.CONFLICT);

	@Test
	void detailWithoutIdsStaysAsItIs() {
		new ErrorIds().handleError(this.detail, null);
		assertThat(this.detail).isEqualTo(ProblemDetail.forStatus(HttpStatus.CONFLICT));
	}

	@Test
	void idsAreProperties() {
		try (MDC.MDCCloseable id = MDC.putCloseable(MdcKey.REQUEST_ID, "r-1")) {
			new ErrorIds().handleError(this.detail, null);
		}
		assertThat(this.detail.getProperties()).containsOnlyKeys("requestId").containsEntry("requestId", "r-1");
	}

}
