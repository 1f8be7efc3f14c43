package dev.fanlight.tracing;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OverlayTests {

	private final List<String> told = new ArrayList<>();

	private final Overlay<String> overlay = new Overlay<>("configured", this.told::add);

	@Test
	void changesOfSeveralKeysApplyInTheirOrderAndGoInAnyOrder() {
		Runnable first = this.overlay.change("a", (value) -> value + " a");
		Runnable second = this.overlay.change("b", (value) -> value + " b");
		assertThat(this.overlay.get()).isEqualTo("configured a b");
		first.run();
		assertThat(this.overlay.get()).isEqualTo("configured b");
		second.run();
		assertThat(this.overlay.get()).isEqualTo(this.overlay.configured()).isEqualTo("configured");
		assertThat(this.told).containsExactly("configured a", "configured a b", "configured b", "configured");
	}

	@Test
	void secondChangeOfAKeyReplacesTheFirstAtOnceAndGoesWithIt() {
		Runnable first = this.overlay.change("a", (value) -> value + " 1");
		this.overlay.change("b", (value) -> value + " b");
		this.overlay.change("a", (value) -> value + " 2");
		assertThat(this.overlay.get()).isEqualTo("configured b 2");
		assertThat(this.told).doesNotContain("configured");
		first.run();
		assertThat(this.overlay.get()).isEqualTo("configured b");
		assertThat(this.overlay.changeOf("a")).isNull();
		assertThat(this.overlay.changeOf("b")).isNotNull();
	}

}
