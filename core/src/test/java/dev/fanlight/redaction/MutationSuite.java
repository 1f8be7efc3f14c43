package dev.fanlight.redaction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * What PIT runs for each mutant of the room: a whole class of fast tests at a time, which
 * ends with its first failure. Left to itself PIT starts the launcher anew for each of
 * two thousand invocations. Not a test of the build.
 */
class MutationSuite {

	@ParameterizedTest
	@ValueSource(classes = { DetectorTests.class, EdgeTests.class, EngineTests.class, InvariantTests.class,
			KeyEndsTests.class, KeyTermsTests.class, KeyValueTests.class, RedactionPolicyTests.class,
			RedactorTests.class, ScanPoolTests.class, ScanTests.class, SensitiveTests.class, ValueEdgeTests.class,
			ValueShapeTests.class, VendorTokensTests.class })
	void rules(Class<?> tests) {
		run(DiscoverySelectors.selectClass(tests));
	}

	@ParameterizedTest
	@ValueSource(strings = { "blind.BlindCorpusTests#secretsAreFoundAndNothingElse",
			"blind.BlindCorpusTests#personalDataIsFoundOnceItsGroupIsOn",
			"corpus.RecallTests#anotherCorpusOfOtherShapesIsHandledAsWell",
			"corpus.RecallTests#personalDataIsFoundOnceItsGroupIsOn",
			"corpus.RecallTests#valuesAreRedactedByTheirKeyAndByWhatTheyLookLike" })
	void corpora(String test) {
		run(DiscoverySelectors.selectMethod(getClass().getPackageName() + '.' + test));
	}

	@Test
	void someOfTheTextsThatAreMadeUp() {
		InvariantTests.redactingTwiceChangesNothing(2000);
		InvariantTests.theEncodingDoesNotMatter(1000);
	}

	private static void run(DiscoverySelector tests) {
		FirstFailure failure = new FirstFailure();
		LauncherFactory.create()
			.execute(LauncherExecutionRequestBuilder
				.request(LauncherDiscoveryRequestBuilder.request()
					.selectors(tests)
					.filters(TagFilter.excludeTags("slow"))
					.build())
				.cancellationToken(failure.token)
				.listeners(failure)
				.build());
		if (failure.token.isCancellationRequested()) {
			throw new AssertionError(failure.result);
		}
	}

	private static final class FirstFailure implements TestExecutionListener {

		private final CancellationToken token = CancellationToken.create();

		private String result = "";

		@Override
		public void executionFinished(TestIdentifier test, TestExecutionResult result) {
			if (result.getStatus() == Status.FAILED) {
				this.result = test.getUniqueId() + ": " + result;
				this.token.cancel();
			}
		}

	}

}
