package dev.fanlight.tracing.tail;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import static org.assertj.core.api.Assertions.assertThat;

/** What became of each span; each may leave once. */
class Fates implements Outlet<String> {

	static final String DROPPED = "dropped";

	final Map<String, String> all = new ConcurrentHashMap<>();

	@Override
	public void keep(String span, KeepReason reason) {
		assertThat(this.all.put(span, reason.value())).as(span).isNull();
	}

	@Override
	public void drop(String span) {
		assertThat(this.all.put(span, DROPPED)).as(span).isNull();
	}

	@Override
	public boolean wantsDropped() {
		return true;
	}

}
