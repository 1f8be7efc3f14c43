package dev.fanlight.allocation;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

/**
 * What a call costs the garbage collector.
 */
public final class Allocation {

	private static final int RUNS = 20;

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private Allocation() {
	}

	/**
	 * Measure what a call allocates on this thread once it is compiled.
	 * @param <X> what the call may throw
	 * @param calls how many calls make a run; the reading itself may count, but one
	 * object per call does not hide in it
	 * @param call the call
	 * @return bytes per call, the least of several runs
	 * @throws X what the call threw
	 */
	public static <X extends Exception> double perCall(int calls, Call<X> call) throws X {
		double least = Double.MAX_VALUE;
		for (int run = 0; run < RUNS && least > 0; run++) {
			long before = THREADS.getCurrentThreadAllocatedBytes();
			for (int i = 0; i < calls; i++) {
				call.run();
			}
			least = Math.min(least, (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / calls);
		}
		return least;
	}

	/**
	 * A call.
	 *
	 * @param <X> what it may throw
	 */
	@FunctionalInterface
	public interface Call<X extends Exception> {

		/**
		 * Make the call.
		 * @throws X if it may
		 */
		void run() throws X;

	}

}
