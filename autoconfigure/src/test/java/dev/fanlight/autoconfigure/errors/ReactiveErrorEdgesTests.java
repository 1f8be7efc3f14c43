package dev.fanlight.autoconfigure.errors;

class ReactiveErrorEdgesTests extends ErrorEdgesContract {

	@Override
	String type() {
		return "reactive";
	}

	@Override
	String handledAtOnce() {
		return "handled by a method that declares";
	}

}
