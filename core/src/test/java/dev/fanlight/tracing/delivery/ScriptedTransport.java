package dev.fanlight.tracing.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** A receiver without a network. */
final class ScriptedTransport implements Transport {

	final List<Batch> taken = new ArrayList<>();

	final BlockingQueue<Batch> attempts = new LinkedBlockingQueue<>();

	private volatile Function<Batch, Outcome> script = (batch) -> Outcome.delivered(0, "");

	private volatile CountDownLatch hanging = new CountDownLatch(0);

	void answer(Function<Batch, Outcome> script) {
		this.script = script;
	}

	void hang() {
		this.hanging = new CountDownLatch(1);
		this.script = (batch) -> {
			try {
				this.hanging.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return Outcome.of(Outcome.Kind.AWAY, "cancelled");
		};
	}

	@Override
	public Outcome send(Batch batch) {
		this.attempts.add(batch);
		Outcome outcome = this.script.apply(batch);
		if (outcome.kind() == Outcome.Kind.DELIVERED) {
			synchronized (this.taken) {
				this.taken.add(batch);
			}
		}
		return outcome;
	}

	List<Long> taken() {
		synchronized (this.taken) {
			return this.taken.stream().map(Batch::createdAt).toList();
		}
	}

	@Override
	public void cancel() {
		this.hanging.countDown();
	}

	@Override
	public String address() {
		return "http://collector:4318/v1/traces";
	}

	@Override
	public void close() {
	}

}
