package dev.fanlight.logging.sink;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.fanlight.logging.MdcKey;
import org.jspecify.annotations.Nullable;

/**
 * What the log calls of a thread may still wait, over all sinks: so long for a request,
 * job or other trace, and a tenth of the time outside of them. Threads of an event loop
 * never wait: all requests they serve would. Is touched by calls that find a queue full
 * only.
 */
final class WaitBudget {

	/** One part of so many may be spent on waiting where nothing tells works apart. */
	private static final int PARTS = 10;

	private static final int WORK = 0;

	private static final int SPENT = 1;

	private static final int SINCE = 2;

	/** Numbers only, which keep no class loader from going. */
	private static final ThreadLocal<long[]> BUDGET = ThreadLocal
		.withInitial(() -> new long[] { 0, 0, System.nanoTime() });

	/** Of Reactor and of Netty. */
	private static final Set<String> EVENT_LOOPS = Set.of("reactor.core.scheduler.NonBlocking",
			"io.netty.util.concurrent.FastThreadLocalThread");

	private static final ClassValue<Boolean> IS_EVENT_LOOP = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			return isEventLoop(type);
		}

	};

	private WaitBudget() {
	}

	/**
	 * How long a call may wait.
	 * @param event what it logs, for the work it belongs to
	 * @param longest the bound of one piece of work
	 * @return nanoseconds, not positive for not at all
	 */
	static long left(ILoggingEvent event, long longest) {
		if (IS_EVENT_LOOP.get(Thread.currentThread().getClass())) {
			return 0;
		}
		long[] budget = BUDGET.get();
		long work = work(event.getMDCPropertyMap());
		boolean known = work != 0 && budget[WORK] != 0;
		if (known ? work != budget[WORK] : (System.nanoTime() - budget[SINCE]) / PARTS >= longest) {
			budget[WORK] = work;
			budget[SPENT] = 0;
			budget[SINCE] = System.nanoTime();
		}
		else if (work != 0) {
			budget[WORK] = work;
		}
		return longest - budget[SPENT];
	}

	private static boolean isEventLoop(@Nullable Class<?> type) {
		return type != null && (EVENT_LOOPS.contains(type.getName()) || isEventLoop(type.getSuperclass())
				|| Stream.of(type.getInterfaces()).anyMatch(WaitBudget::isEventLoop));
	}

	static void spend(long nanos) {
		BUDGET.get()[SPENT] += nanos;
	}

	/** Two that are not told apart wait less. */
	private static long work(Map<String, String> mdc) {
		String id = mdc.get(MdcKey.REQUEST_ID);
		id = (id != null) ? id : mdc.get(MdcKey.TRACE_ID);
		return (id != null) ? id.hashCode() | 1L << Integer.SIZE : 0;
	}

}
