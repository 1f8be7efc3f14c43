package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/**
 * {@link CanonicalLinesContract} on Tomcat and Spring MVC.
 */
class ServletCanonicalLinesTests extends CanonicalLinesContract {

	@Override
	RunningApplication start(String... arguments) {
		return RunningApplication.start(Application.class, arguments);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	@Import({ Items.class, Advice.class, Job.class })
	static class Application {

	}

	@RestController
	static class Items {

		private final RestClient client;

		Items(RestClient.Builder builder) {
			this.client = builder.build();
		}

		@GetMapping({ "/items/{id}", "/quiet/{id}" })
		String item() {
			return "item é";
		}

		@GetMapping({ "/advice", "/advice/now" })
		String advice() {
			throw new UnavailableException();
		}

		@GetMapping("/boom")
		String boom() {
			throw new IllegalStateException("boom");
		}

		@GetMapping("/async")
		Callable<String> async() {
			return () -> "async";
		}

		@GetMapping("/async/boom")
		Callable<String> asyncBoom() {
			return () -> {
				throw new IllegalStateException("boom");
			};
		}

		@GetMapping("/slow")
		String slow() throws InterruptedException {
			Thread.sleep(200);
			return "slow";
		}

		@GetMapping("/call")
		String call(HttpServletRequest request) {
			return String.valueOf(this.client.get()
				.uri("http://localhost:" + request.getLocalPort() + "/items/{id}", "called")
				.retrieve()
				.body(String.class));
		}

		@GetMapping("/big")
		void big(HttpServletResponse response) throws IOException {
			OutputStream out = response.getOutputStream();
			for (int i = 0; i < 10_000; i++) {
				out.write(new byte[8192]);
				out.flush();
			}
		}

	}

}
