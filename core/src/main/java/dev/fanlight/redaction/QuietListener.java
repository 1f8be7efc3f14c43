package dev.fanlight.redaction;

/**
 * Keeps what a listener throws away from whoever logs.
 */
final class QuietListener implements RedactionListener {

	private final RedactionListener delegate;

	QuietListener(RedactionListener delegate) {
		this.delegate = delegate;
	}

	@Override
	public void redacted(String detector, Exit exit, Action action) {
		try {
			this.delegate.redacted(detector, exit, action);
		}
		catch (RuntimeException ex) {
			// Counting must not cost the record
		}
	}

	@Override
	public void failed(Exit exit) {
		try {
			this.delegate.failed(exit);
		}
		catch (RuntimeException ex) {
			// Counting must not cost the record
		}
	}

	@Override
	public void oversize(Exit exit) {
		try {
			this.delegate.oversize(exit);
		}
		catch (RuntimeException ex) {
			// Counting must not cost the record
		}
	}

}
