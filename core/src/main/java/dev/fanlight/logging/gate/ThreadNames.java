package dev.fanlight.logging.gate;

/**
 * Names of threads as Logback writes them.
 */
final class ThreadNames {

	private ThreadNames() {
	}

	static String current() {
		Thread thread = Thread.currentThread();
		String name = thread.getName();
		if (!name.isEmpty()) {
			return name;
		}
		ThreadGroup group = thread.getThreadGroup();
		boolean virtual = group != null && group.getName().equals("VirtualThreads");
		return (virtual ? "virtual-" : "unnamed-") + thread.getId();
	}

}
