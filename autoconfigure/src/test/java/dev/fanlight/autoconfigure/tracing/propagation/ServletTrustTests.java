package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.List;

class ServletTrustTests extends TrustContract {

	@Override
	String type() {
		return "servlet";
	}

	@Override
	List<String> paths() {
		return List.of("/call", "/call-by-template");
	}

}
