package dev.fanlight.autoconfigure.errors;

class ServletErrorEdgesTests extends ErrorEdgesContract {

	@Override
	String type() {
		return "servlet";
	}

	@Override
	String handledAtOnce() {
		return "Controller.handledAtOnce";
	}

}
