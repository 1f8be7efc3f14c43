package dev.fanlight.logging.gate;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LoggerNamesTests {

	@ParameterizedTest
	@ValueSource(strings = { "ROOT", "root" })
	void everythingIsBelowTheRoot(String root) {
		assertThat(LoggerNames.isBelow("shop.Orders", List.of("other", root))).isTrue();
	}

	@Test
	void namesAreComparedByTheirParts() {
		assertThat(LoggerNames.isBelow("shop.Orders", List.of("shop"))).isTrue();
		assertThat(LoggerNames.isBelow("shop.Orders$Line", List.of("shop.Orders"))).isTrue();
		assertThat(LoggerNames.isBelow("shopping", List.of("shop"))).isFalse();
		assertThat(LoggerNames.isBelow("ROOTS", List.of("none"))).isFalse();
	}

}
