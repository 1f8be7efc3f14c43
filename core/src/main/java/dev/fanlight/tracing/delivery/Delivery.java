package dev.fanlight.tracing.delivery;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

import io.opentelemetry.common.ComponentLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what exporters have marshalled: one pipeline for each signal, exporter and
 * receiver, with a bounded queue, attempts with growing pauses, a breaker and a spool on
 * disk that all of them share. It stands below the exporters, so what it holds is
 * redacted and leaves no credentials behind.
 * <p>
 * Bounds: each pipeline holds {@link DeliverySettings#maxQueueBytes()} in memory and all
 * together {@link DeliverySettings.Spool#maxBytes()} on disk; beyond that the oldest goes
 * first and is counted by {@link DropReason}. Thread-safe; never throws into an exporter.
 */
public final class Delivery implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Delivery.class);

	private final DeliverySettings settings;

	private final OutageLog log = new OutageLog();

	private final Map<Way, Pipeline> pipelines = new LinkedHashMap<>();

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	private final Map<Signal, ProcessorWatch> processors = new ConcurrentHashMap<>();

	private @Nullable SpoolDirectory spool;

	private boolean spoolTried;

	private long deadline = Long.MIN_VALUE;

	/**
	 * Create a delivery without pipelines. Exporters add them; the spool is opened with
	 * the first one.
	 * @param settings the bounds and the pauses
	 */
	public Delivery(DeliverySettings settings) {
		this.settings = settings;
	}

	/**
	 * What an exporter of OpenTelemetry has to be built with to send through here.
	 * @param signal what the exporter exports
	 * @return the loader for its builder
	 */
	public ComponentLoader senders(Signal signal) {
		return new DeliverySenders(this, signal);
	}

	/**
	 * What a batch processor of OpenTelemetry has to be built with so that its queue is
	 * shown and its losses are said.
	 * @param signal what it processes
	 * @return the watch, always the same for one signal
	 */
	public ProcessorWatch processor(Signal signal) {
		return this.processors.computeIfAbsent(signal, (key) -> new ProcessorWatch());
	}

	/**
	 * Hand a batch over to a pipeline.
	 * @param pipeline the pipeline
	 * @param batch the batch
	 */
	void offer(Pipeline pipeline, Batch batch) {
		pipeline.offer(batch);
		ProcessorWatch watch = this.processors.get(pipeline.signal());
		long lost = (watch != null) ? watch.dropped() : 0;
		if (lost > 0) {
			this.log.complain(pipeline, OutageLog.Complaint.PROCESSOR,
					"%d %s found the queue of the batch processor full so far. Make it larger: %s".formatted(lost,
							pipeline.signal().items(), pipeline.signal().queueKey()));
		}
	}

	/**
	 * The pipeline of a sender, begun when there is none.
	 * @param signal what it carries
	 * @param sender what tells it from others
	 * @param endpoint where it leads
	 * @return the pipeline
	 */
	Pipeline pipeline(Signal signal, Object sender, Endpoint endpoint) {
		Way way = new Way(signal, sender, endpoint.uri());
		Pipeline pipeline;
		synchronized (this) {
			pipeline = this.pipelines.get(way);
			if (pipeline != null) {
				return pipeline;
			}
			pipeline = begin(signal, endpoint);
			this.pipelines.put(way, pipeline);
		}
		String name = pipeline.name();
		this.listeners.forEach((listener) -> listener.accept(name));
		return pipeline;
	}

	private Pipeline begin(Signal signal, Endpoint endpoint) {
		long number = this.pipelines.values().stream().filter((other) -> other.signal() == signal).count() + 1;
		String name = (number == 1) ? signal.key() : signal.key() + "-" + number;
		PipelineCounters counters = new PipelineCounters();
		SpoolDirectory directory = spoolDirectory();
		Spool spool = (directory != null) ? spool(directory, name, counters) : null;
		DeliverySettings.Spool spoolSettings = this.settings.spool();
		Waiting waiting = new Waiting(this.settings.maxQueueBytes(), directory, spool,
				(spoolSettings != null) ? spoolSettings.maxAge() : Duration.ZERO, counters);
		Pipeline pipeline = new Pipeline(signal, name, endpoint.authority(), new OtlpTransport(endpoint), waiting,
				counters, this.log, this.settings, () -> processor(signal).flush());
		pipeline.start();
		return pipeline;
	}

	private @Nullable SpoolDirectory spoolDirectory() {
		DeliverySettings.Spool wanted = this.settings.spool();
		if (wanted != null && !this.spoolTried) {
			this.spoolTried = true;
			try {
				this.spool = SpoolDirectory.open(wanted);
			}
			catch (IOException | RuntimeException ex) {
				logger.warn("No spool for telemetry that cannot be delivered, it will wait in memory only: {}",
						Causes.ofFile(ex));
			}
		}
		return this.spool;
	}

	private static @Nullable Spool spool(SpoolDirectory directory, String name, PipelineCounters counters) {
		try {
			SpoolDirectory.Opened opened = directory.spool(name, counters::drop);
			counters.recovered.set(opened.spool().recoveredItems());
			if (opened.torn() > 0) {
				logger.info("The spool {} of {} ended within a batch, {} bytes were cut off", directory.path(), name,
						opened.torn());
			}
			return opened.spool();
		}
		catch (IOException ex) {
			logger.warn("The spool {} of {} cannot be read: {}", directory.path(), name, Causes.ofFile(ex));
			return null;
		}
	}

	/**
	 * How every pipeline is.
	 * @return the pipelines in the order they began
	 */
	public List<PipelineStatus> pipelines() {
		return all().stream().map(Pipeline::status).toList();
	}

	/**
	 * Be told the name of each pipeline, those that exist and those to come; at times
	 * twice.
	 * @param listener hears the names
	 */
	public void onPipeline(Consumer<String> listener) {
		this.listeners.add(listener);
		all().forEach((pipeline) -> listener.accept(pipeline.name()));
	}

	/**
	 * Read a gauge of one pipeline.
	 * @param name the name of the pipeline
	 * @param gauge what to read
	 * @return the value, 0 without that pipeline
	 */
	public double gauge(String name, ToLongFunction<PipelineStatus> gauge) {
		return all().stream()
			.filter((pipeline) -> pipeline.name().equals(name))
			.mapToDouble((pipeline) -> gauge.applyAsLong(pipeline.status()))
			.sum();
	}

	/**
	 * Read a counter of one pipeline.
	 * @param name the name of the pipeline
	 * @param counter which counter
	 * @return the value, 0 without that pipeline
	 */
	public double count(String name, DeliveryCounter counter) {
		return all().stream()
			.filter((pipeline) -> pipeline.name().equals(name))
			.mapToDouble((pipeline) -> counter.read(pipeline.counters()))
			.sum();
	}

	/**
	 * Read how much one pipeline dropped.
	 * @param name the name of the pipeline
	 * @param reason for which reason
	 * @return the number of items, 0 without that pipeline
	 */
	public double dropped(String name, DropReason reason) {
		return all().stream()
			.filter((pipeline) -> pipeline.name().equals(name))
			.mapToDouble((pipeline) -> pipeline.counters().dropped(reason))
			.sum();
	}

	private synchronized List<Pipeline> all() {
		return new ArrayList<>(this.pipelines.values());
	}

	/**
	 * Deliver what waits, or put it on disk when that cannot be done in time. The budget
	 * of the first call holds for all that follows, {@link #close()} included.
	 * @param budget how long this may take
	 */
	public void drain(Duration budget) {
		long end = begin(budget);
		// What cannot be delivered still has to be written
		long reserve = Math.min(budget.toNanos() / 10, Duration.ofMillis(300).toNanos());
		all().forEach((pipeline) -> pipeline.drain(end - reserve));
	}

	private synchronized long begin(Duration budget) {
		if (this.deadline == Long.MIN_VALUE) {
			this.deadline = System.nanoTime() + budget.toNanos();
		}
		return this.deadline;
	}

	/**
	 * Deliver within what is left of the budget, put the rest on disk and end. Without a
	 * spool the rest is lost, which is said once.
	 */
	@Override
	public void close() {
		drain(Duration.ofSeconds(1));
		long lost = 0;
		for (Pipeline pipeline : all()) {
			lost += pipeline.close();
		}
		if (lost > 0) {
			logger.warn("{} spans, log records and metrics could not be delivered before the end", lost);
		}
		synchronized (this) {
			if (this.spool != null) {
				this.spool.close();
			}
		}
	}

	private record Way(Signal signal, Object sender, URI uri) {

	}

}
