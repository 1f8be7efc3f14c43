package dev.fanlight.slo;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BudgetFile}; what it holds is in {@link ErrorBudgetsTests}.
 */
class BudgetFileTests {

	@TempDir
	Path directory;

	@Test
	void processesOfOneServiceDoNotMeet() throws IOException {
		try (BudgetFile first = open(); BudgetFile second = open()) {
			assertThat(first.path()).isEqualTo(this.directory.resolve("a_b-0.budgets"));
			assertThat(second.path()).isEqualTo(this.directory.resolve("a_b-1.budgets"));
		}
		try (BudgetFile next = open()) {
			assertThat(next.path()).isEqualTo(this.directory.resolve("a_b-0.budgets"));
		}
	}

	private BudgetFile open() throws IOException {
		return BudgetFile.open(this.directory, "a/b");
	}

}
