package dev.fanlight.sample.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import dev.fanlight.sample.Role;
import dev.fanlight.sample.ShopMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The open carts, oldest first. Holds at most {@value #MAX_OPEN}: one more pushes the
 * oldest out, which counts as abandoned, as does one left for a minute. Thread-safe.
 */
@Component
@Profile(Role.GATEWAY)
class Carts {

	static final int MAX_OPEN = 1000;

	private static final Duration ABANDONED_AFTER = Duration.ofMinutes(1);

	private final Map<UUID, Instant> open = new LinkedHashMap<>();

	private final Counter opened;

	private final Counter abandoned;

	Carts(MeterRegistry registry) {
		this.opened = Counter.builder(ShopMeters.CARTS_OPENED).description("Carts opened").register(registry);
		this.abandoned = Counter.builder(ShopMeters.CARTS_ABANDONED).description("Carts given up").register(registry);
	}

	synchronized UUID open() {
		if (this.open.size() == MAX_OPEN) {
			abandon(this.open.keySet().iterator().next());
		}
		UUID id = UUID.randomUUID();
		this.open.put(id, Instant.now());
		this.opened.increment();
		return id;
	}

	synchronized void checkOut(UUID id) {
		this.open.remove(id);
	}

	synchronized void abandon(UUID id) {
		if (this.open.remove(id) != null) {
			this.abandoned.increment();
		}
	}

	@Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
	void sweep() {
		abandonOpenedBefore(Instant.now().minus(ABANDONED_AFTER));
	}

	synchronized void abandonOpenedBefore(Instant limit) {
		for (Iterator<Instant> times = this.open.values().iterator(); times.hasNext();) {
			if (!times.next().isBefore(limit)) {
				return;
			}
			times.remove();
			this.abandoned.increment();
		}
	}

}
