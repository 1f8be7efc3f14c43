package dev.fanlight.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;

/**
 * The engine side by side with what services use today, on the same lines in one run:
 * time and, with {@code -prof gc}, bytes per line.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 20, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "-Xmx512m")
public class RedactionBenchmark {

	private static final byte[] CLASSES = classes();

	/** What is redacted: length, and how much of it is dirty. */
	@Param({ "clean200", "mixed200", "dirty200", "clean1000", "trace20k" })
	public String input = "clean200";

	private final Redactor redactor = Redactor.of(RedactionPolicy.defaults());

	private final UnaryOperator<String> chain = Rivals.chain();

	private final UnaryOperator<String> gated = Rivals.gated();

	private final UnaryOperator<String> re2j = Rivals.re2j();

	private final UnaryOperator<String> logstash10 = Rivals.logstash(10);

	private final UnaryOperator<String> logstash20 = Rivals.logstash(20);

	private final char[] buffer = new char[32_768];

	private String[] lines = {};

	private int next;

	/** Prepare the lines of the parameter. */
	@Setup
	public void prepare() {
		this.lines = Lines.of(this.input);
	}

	private String line() {
		this.next = (this.next + 1 == this.lines.length) ? 0 : this.next + 1;
		return this.lines[this.next];
	}

	/** Copy the characters and look each up in a table: what no scanner can go below. */
	@Benchmark
	public int floor() {
		String line = line();
		line.getChars(0, line.length(), this.buffer, 0);
		int hits = 0;
		for (int i = 0; i < line.length(); i++) {
			char c = this.buffer[i];
			if (c < 128 && CLASSES[c] != 0) {
				hits++;
			}
		}
		return hits;
	}

	/** The engine with its default policy. */
	@Benchmark
	public String engine() {
		return this.redactor.redact(line(), Exit.LOG);
	}

	/** One java.util.regex after the other. */
	@Benchmark
	public String chain() {
		return this.chain.apply(line());
	}

	/** The same behind literals. */
	@Benchmark
	public String gated() {
		return this.gated.apply(line());
	}

	/** The chain in re2j. */
	@Benchmark
	public String re2j() {
		return this.re2j.apply(line());
	}

	/** Ten masks in logstash-logback-encoder, JSON included. */
	@Benchmark
	public String logstash10() {
		return this.logstash10.apply(line());
	}

	/** Twenty masks in logstash-logback-encoder, JSON included. */
	@Benchmark
	public String logstash20() {
		return this.logstash20.apply(line());
	}

	private static byte[] classes() {
		byte[] classes = new byte[128];
		"0123456789=:>@_-JKSzbB~.+/".chars().forEach((c) -> classes[c] = (byte) 1);
		return classes;
	}

}
