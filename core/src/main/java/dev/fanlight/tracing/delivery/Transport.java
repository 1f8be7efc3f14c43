package dev.fanlight.tracing.delivery;

/**
 * Makes one attempt at a time. Called by the thread of one pipeline, except for
 * {@link #cancel()}.
 */
interface Transport {

	/**
	 * Try once, within the timeout of the exporter.
	 * @param batch what to send
	 * @return what became of it; failures do not throw
	 */
	Outcome send(Batch batch);

	/**
	 * Let an attempt in flight fail now.
	 */
	void cancel();

	/**
	 * Where it goes, without credentials.
	 * @return the address
	 */
	String address();

	void close();

}
