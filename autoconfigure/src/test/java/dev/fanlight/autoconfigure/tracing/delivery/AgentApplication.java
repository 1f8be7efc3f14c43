package dev.fanlight.autoconfigure.tracing.delivery;

import dev.fanlight.autoconfigure.EndpointSection;

/** A process that answers one request, asks the doctor and ends. */
public final class AgentApplication {

	private AgentApplication() {
	}

	public static void main(String[] arguments) {
		String[] settings = new String[arguments.length];
		for (int i = 0; i < settings.length; i++) {
			settings[i] = arguments[i].substring(2);
		}
		try (Shop shop = new Shop(settings)) {
			shop.get("/items/7");
			System.out.println(shop.context.getBean("fanlightDoctorSection", EndpointSection.class).read());
		}
	}

}
