package dev.fanlight.autoconfigure.tracing.propagation;

class ReactiveTrustTests extends TrustContract {

	@Override
	String type() {
		return "reactive";
	}

}
