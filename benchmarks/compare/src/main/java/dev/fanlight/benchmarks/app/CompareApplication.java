package dev.fanlight.benchmarks.app;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * One route that logs one line, and writes a second one that is ready on demand; and a
 * probe that tells what the process has used.
 */
@SpringBootApplication
@RestController
public class CompareApplication {

	private static final Logger logger = LoggerFactory.getLogger(CompareApplication.class);

	/** As long as the canonical line of this application. */
	private static final byte[] READY = ("-".repeat(579) + '\n').getBytes(StandardCharsets.US_ASCII);

	public static void main(String[] args) {
		SpringApplication.run(CompareApplication.class, args);
	}

	@GetMapping("/hello/{name}")
	Map<String, String> hello(@PathVariable String name) {
		logger.info("Greeting {} politely, attempt {}", name, 1);
		if (name.equals("bytes")) {
			System.out.write(READY, 0, READY.length);
		}
		return Map.of("greeting", name);
	}

	@GetMapping("/fail")
	Map<String, String> fail() {
		try {
			throw new IllegalStateException("failed on purpose");
		}
		catch (IllegalStateException ex) {
			logger.error("Could not greet", ex);
		}
		return Map.of("greeting", "none");
	}

	@GetMapping("/probe")
	Map<String, Long> probe() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long allocated = Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
			.filter((bytes) -> bytes > 0)
			.sum();
		long cpu = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
		return Map.of("allocated", allocated, "cpu", cpu);
	}

	@GetMapping("/heap")
	Map<String, Long> heap() {
		System.gc();
		return Map.of("heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
	}

}
