package dev.fanlight.logging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;

/**
 * What the log lines cost: lines and bytes by logger and level, of every line that an
 * appender with a file or stream writes in this process, whatever its format. Knows a
 * limited number of loggers, those that log first; all others are counted together as
 * {@value #OTHER}, so that the totals are exact. Who writes most is found among them all.
 * <p>
 * Thread-safe; counting takes no lock and allocates nothing but the entry of a logger
 * that is unknown.
 */
public final class LogBill {

	/** Stands for all loggers beyond the budget. */
	public static final String OTHER = "other";

	/** How many loggers are told apart unless said otherwise. */
	public static final int BUDGET = 100;

	private static final String[] LEVELS = { "trace", "debug", "info", "warn", "error" };

	private static final LogBill SHARED = new LogBill();

	private final Map<String, Item[]> items = new ConcurrentHashMap<>();

	private final Item[] others = items(OTHER);

	private final Newcomers newcomers = new Newcomers();

	private final AtomicInteger known = new AtomicInteger();

	private volatile int budget = BUDGET;

	LogBill() {
	}

	/**
	 * The bill of the process.
	 * @return the one there is
	 */
	public static LogBill shared() {
		return SHARED;
	}

	/**
	 * Set how many loggers are told apart. Those already known stay.
	 * @param loggers the number; with 0 or less nothing is counted from now on
	 */
	public void budget(int loggers) {
		this.budget = loggers;
	}

	void count(String logger, Level level, int bytes) {
		int limit = this.budget;
		if (limit <= 0) {
			return;
		}
		Item[] ofLogger = this.items.get(logger);
		if (ofLogger == null) {
			ofLogger = meet(logger, limit);
		}
		int index = index(level);
		ofLogger[index].count(bytes);
		if (ofLogger == this.others) {
			this.newcomers.count(logger, LEVELS[index], bytes);
		}
	}

	private Item[] meet(String logger, int limit) {
		if (this.known.get() >= limit) {
			return this.others;
		}
		if (this.known.incrementAndGet() > limit) {
			this.known.decrementAndGet();
			return this.others;
		}
		Item[] mine = items(logger);
		Item[] first = this.items.putIfAbsent(logger, mine);
		if (first != null) {
			this.known.decrementAndGet();
			return first;
		}
		return mine;
	}

	/**
	 * Everything that was counted.
	 * @return the items with at least one line, most bytes first
	 */
	public List<Item> items() {
		List<Item> result = new ArrayList<>();
		add(result, this.others);
		this.items.values().forEach((ofLogger) -> add(result, ofLogger));
		result.sort(Comparator.comparingLong(Item::bytes).reversed());
		return result;
	}

	/**
	 * Who writes most, also of those that the items count as {@value #OTHER}.
	 * @param most how many to tell
	 * @return most bytes first. What is {@value #OTHER} here was written by loggers that
	 * are not told apart, or before they were
	 */
	public List<Charge> worst(int most) {
		List<Charge> result = new ArrayList<>();
		long[] lines = new long[LEVELS.length];
		long[] bytes = new long[LEVELS.length];
		this.newcomers.forEach((item) -> {
			Charge charge = new Charge(item.logger, item.level, item.lines(), item.bytes(), item.before);
			int index = index(Level.toLevel(item.level));
			lines[index] += charge.lines();
			bytes[index] += charge.bytes();
			result.add(charge);
		});
		for (int i = 0; i < LEVELS.length; i++) {
			lines[i] = this.others[i].lines() - lines[i];
			bytes[i] = this.others[i].bytes() - bytes[i];
			if (lines[i] > 0) {
				result.add(new Charge(OTHER, LEVELS[i], lines[i], bytes[i], 0));
			}
		}
		this.items.values()
			.stream()
			.flatMap(Stream::of)
			.filter((item) -> item.lines() > 0)
			.forEach((item) -> result.add(new Charge(item.logger, item.level, item.lines(), item.bytes(), 0)));
		result.sort(Comparator.comparingLong(Charge::bytes).reversed());
		return List.copyOf(result.subList(0, Math.min(most, result.size())));
	}

	private static void add(List<Item> result, Item[] items) {
		for (Item item : items) {
			if (item.lines() > 0) {
				result.add(item);
			}
		}
	}

	private static Item[] items(String logger) {
		Item[] items = new Item[LEVELS.length];
		for (int i = 0; i < LEVELS.length; i++) {
			items[i] = new Item(logger, LEVELS[i], 0);
		}
		return items;
	}

	private static int index(Level level) {
		return switch (level.levelInt) {
			case Level.TRACE_INT -> 0;
			case Level.DEBUG_INT -> 1;
			case Level.WARN_INT -> 3;
			case Level.ERROR_INT -> 4;
			default -> 2;
		};
	}

	/**
	 * What one logger writes at one level.
	 *
	 * @param logger its name, or {@value LogBill#OTHER}
	 * @param level the name of the level in the log schema
	 * @param lines how many lines it has written since it is told apart
	 * @param bytes how many bytes they had
	 * @param before the most bytes that it may have written before that
	 */
	public record Charge(String logger, String level, long lines, long bytes, long before) {
	}

	/**
	 * The lines of one logger at one level.
	 */
	public static final class Item {

		private final String logger;

		private final String level;

		private final long before;

		private final LongAdder lines = new LongAdder();

		private final LongAdder bytes = new LongAdder();

		/**
		 * Create an item without lines.
		 * @param logger the logger
		 * @param level the level
		 * @param before the most bytes that it may have written before
		 */
		Item(String logger, String level, long before) {
			this.logger = logger;
			this.level = level;
			this.before = before;
		}

		void count(int bytes) {
			this.lines.increment();
			this.bytes.add(bytes);
		}

		/** With what was written before. */
		long atMost() {
			return this.before + bytes();
		}

		/**
		 * The logger.
		 * @return its name, or {@value LogBill#OTHER}
		 */
		public String logger() {
			return this.logger;
		}

		/**
		 * The level.
		 * @return its name in the log schema
		 */
		public String level() {
			return this.level;
		}

		/**
		 * How many lines were written.
		 * @return the number, over all sinks
		 */
		public long lines() {
			return this.lines.sum();
		}

		/**
		 * How many bytes they had.
		 * @return the number, over all sinks
		 */
		public long bytes() {
			return this.bytes.sum();
		}

	}

}
