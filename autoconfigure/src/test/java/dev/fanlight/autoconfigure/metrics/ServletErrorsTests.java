package dev.fanlight.autoconfigure.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.fanlight.autoconfigure.EndedSpans;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.server.webmvc.GraphQlHttpHandler;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@link ErrorsContract} on Tomcat and Spring MVC.
 */
class ServletErrorsTests extends ErrorsContract {

	@Override
	String type() {
		return "servlet";
	}

	@Override
	Class<?> application() {
		return Application.class;
	}

	@Override
	String timeoutException() {
		return "AsyncRequestTimeoutException";
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Errors.class, Advice.class, EndedSpans.class })
	static class Application {

		@Bean
		RouterFunction<ServerResponse> graphQl(ObservationRegistry registry) {
			return RouterFunctions.route()
				.POST("/graphql", new GraphQlHttpHandler(ErrorsContract.graphQl(registry))::handleRequest)
				.build();
		}

		@Bean
		FilterRegistrationBean<Filter> rejecting() {
			Filter filter = (request, response, chain) -> {
				String status = request.getParameter("reject");
				if (status != null) {
					((HttpServletResponse) response).sendError(Integer.parseInt(status));
				}
				else {
					chain.doFilter(request, response);
				}
			};
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
			registration.setOrder(-100);
			return registration;
		}

	}

	@RestController
	static class Errors {

		@GetMapping("/fine")
		String fine() {
			return "fine";
		}

		@GetMapping("/slow")
		DeferredResult<String> slow() {
			DeferredResult<String> result = new DeferredResult<>();
			CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> result.setResult("slow"));
			return result;
		}

		@GetMapping("/items/{id}")
		String item() {
			return "item";
		}

		@GetMapping("/advice")
		String advice() {
			throw new UnavailableException();
		}

		@GetMapping("/advice/async")
		Callable<String> adviceAsync() {
			return () -> {
				throw new UnavailableException();
			};
		}

		@GetMapping("/advice/future")
		CompletableFuture<String> adviceFuture() {
			return CompletableFuture.failedFuture(new UnavailableException());
		}

		@GetMapping("/conflict")
		String conflict() {
			throw new ConflictException();
		}

		@GetMapping({ "/status/404", "/status/502", "/status/504" })
		String status(HttpServletRequest request) {
			int code = Integer.parseInt(request.getRequestURI().substring("/status/".length()));
			throw new ResponseStatusException(HttpStatus.valueOf(code));
		}

		@GetMapping("/boom")
		String boom() {
			throw new IllegalStateException("boom");
		}

		@GetMapping("/late")
		DeferredResult<String> late() {
			return new DeferredResult<>(200L);
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
