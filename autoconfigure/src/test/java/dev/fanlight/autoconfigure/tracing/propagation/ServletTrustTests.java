package dev.fanlight.autoconfigure.tracing.propagation;

class ServletTrustTests extends TrustContract {

	@Override
	String type() {
		return "servlet";
	}

}
