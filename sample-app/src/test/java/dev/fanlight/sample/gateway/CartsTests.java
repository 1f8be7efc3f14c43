package dev.fanlight.sample.gateway;

import java.time.Instant;

import dev.fanlight.sample.ShopMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CartsTests {

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final Carts carts = new Carts(this.meters);

	@Test
	void oneMoreThanTheBoundPushesTheOldestOut() {
		for (int i = 0; i <= Carts.MAX_OPEN; i++) {
			this.carts.open();
		}
		assertThat(abandoned()).isOne();
	}

	@Test
	void onlyCartsLeftForLongAreAbandoned() {
		this.carts.open();
		this.carts.abandonOpenedBefore(Instant.now().minusSeconds(60));
		assertThat(abandoned()).isZero();
		this.carts.abandonOpenedBefore(Instant.now().plusSeconds(60));
		assertThat(abandoned()).isOne();
	}

	private double abandoned() {
		return this.meters.get(ShopMeters.CARTS_ABANDONED).counter().count();
	}

}
