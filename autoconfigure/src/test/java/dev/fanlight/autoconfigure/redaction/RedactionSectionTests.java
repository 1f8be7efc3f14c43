package dev.fanlight.autoconfigure.redaction;

import java.util.Map;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.EndpointSection.Change;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RedactionSectionTests {

	private static final String LINE = "password=hunter2hunter2";

	private final Redaction redaction = Redaction.of(RedactionPolicy.defaults());

	private final Redactor redactor = this.redaction.redactor();

	private final EndpointSection section = new RedactionSection(this.redactor, this.redaction.counters());

	@Test
	void showsTheModeAndWhatWasFound() {
		assertThat(this.section.read().get("mode")).isEqualTo("mask");
		this.redactor.redact(LINE, Exit.LOG);
		this.redactor.redact(LINE, Exit.LOG);
		assertThat(this.section.read().get("redactions")).asInstanceOf(InstanceOfAssertFactories.LIST)
			.containsExactly(Map.of("detector", "kv", "exit", "log", "action", "mask", "count", 2L));
		assertThat(this.section.read().toString()).doesNotContain("hunter2");
	}

	@Test
	void theModeChangesAndReturns() {
		Change change = this.section.write("mode", "REPORT");
		assertThat(change.before()).isEqualTo("mask");
		assertThat(change.after()).isEqualTo("report");
		assertThat(this.redactor.redact(LINE, Exit.LOG)).isSameAs(LINE);
		change.revert().run();
		assertThat(this.redactor.redact(LINE, Exit.LOG)).doesNotContain("hunter2");
	}

	@Test
	void anythingElseIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.section.write("mode", "off"))
			.withMessage("the mode must be mask or report");
		assertThatIllegalArgumentException().isThrownBy(() -> this.section.write("groups", "pii"));
	}

}
