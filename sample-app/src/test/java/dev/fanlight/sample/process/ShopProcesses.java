package dev.fanlight.sample.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts shops for a test, ends them after it, and shows what they said when it failed.
 */
final class ShopProcesses implements AfterEachCallback {

	private final List<ShopProcess> running = new ArrayList<>();

	ShopProcess start(Map<String, String> environment, String... arguments) {
		ShopProcess process = new ShopProcess(environment, arguments);
		this.running.add(process);
		return process;
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.running.forEach(ShopProcess::kill);
		if (context.getExecutionException().isPresent()) {
			for (ShopProcess process : this.running) {
				System.err.println("---- a shop's standard output");
				process.out().forEach(System.err::println);
				System.err.println("---- its standard error");
				process.err().forEach(System.err::println);
			}
		}
	}

}
