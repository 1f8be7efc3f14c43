package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Places in a servlet application that the scope of its observation does not cover.
 */
@Configuration(proxyBeanMethods = false)
class ServletEdges {

	private static final Logger logger = LoggerFactory.getLogger(ServletEdges.class);

	@Bean
	FilterRegistrationBean<Filter> firstFilter() {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			HttpServletRequest http = (HttpServletRequest) request;
			String marker = request.getParameter("marker");
			if (http.getRequestURI().equals("/first-filter")) {
				logger.info("/first-filter {}", marker);
			}
			else if (http.getRequestURI().equals("/refused")) {
				((HttpServletResponse) response).sendError(403);
				return;
			}
			else if (request.getDispatcherType() == DispatcherType.ERROR) {
				logger.info("{} {}", request.getAttribute("jakarta.servlet.error.request_uri"), marker);
			}
			chain.doFilter(request, response);
		});
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
		return registration;
	}

	@Bean
	FilterRegistrationBean<Filter> userFilter() {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			String user = ((HttpServletRequest) request).getHeader("X-User");
			chain.doFilter((user != null) ? new HttpServletRequestWrapper((HttpServletRequest) request) {

				@Override
				public Principal getUserPrincipal() {
					return () -> user;
				}

			} : request, response);
		});
		registration.setOrder(-100);
		return registration;
	}

	@Bean
	ServletListenerRegistrationBean<ServletRequestListener> threadListener() {
		return new ServletListenerRegistrationBean<>(new ServletRequestListener() {

			@Override
			public void requestInitialized(ServletRequestEvent event) {
				// Jetty tells of an error dispatch, too, as if it were the first
				if (event.getServletRequest().getAttribute(RequestScope.class.getName()) == null) {
					logger.info("thread begins");
				}
			}

		});
	}

	@RestController
	static class EdgeController {

		@GetMapping({ "/first-filter", "/refused" })
		String hello() {
			return "hello";
		}

		@GetMapping("/deferred")
		DeferredResult<String> deferred(@RequestParam String marker) {
			DeferredResult<String> result = new DeferredResult<>(10L);
			result.onTimeout(() -> {
				logger.info("/deferred {}", marker);
				result.setResult("late");
			});
			return result;
		}

		@GetMapping("/callable")
		WebAsyncTask<String> callable(@RequestParam String marker) {
			CountDownLatch timedOut = new CountDownLatch(1);
			Callable<String> task = () -> {
				timedOut.await();
				return "never";
			};
			WebAsyncTask<String> result = new WebAsyncTask<>(10, task);
			result.onTimeout(() -> {
				logger.info("/callable {}", marker);
				timedOut.countDown();
				return "late";
			});
			return result;
		}

		@GetMapping("/emitter")
		SseEmitter emitter(@RequestParam String marker) {
			SseEmitter emitter = new SseEmitter(10L);
			emitter.onTimeout(() -> {
				logger.info("/emitter {}", marker);
				emitter.complete();
			});
			return emitter;
		}

		@GetMapping("/listener")
		void listener(@RequestParam String marker, HttpServletRequest request) {
			listen(request.startAsync(), "/listener " + marker);
		}

		private static void listen(AsyncContext async, String line) {
			async.setTimeout(10);
			async.addListener(new AsyncListener() {

				@Override
				public void onComplete(AsyncEvent event) {
				}

				@Override
				public void onTimeout(AsyncEvent event) throws IOException {
					logger.info(line);
					event.getAsyncContext().complete();
				}

				@Override
				public void onError(AsyncEvent event) {
				}

				@Override
				public void onStartAsync(AsyncEvent event) {
				}

			});
		}

		@GetMapping("/read-listener")
		void readListener(@RequestParam String marker, HttpServletRequest request) throws IOException {
			AsyncContext async = request.startAsync();
			request.getInputStream().setReadListener(new ReadListener() {

				@Override
				public void onDataAvailable() {
				}

				@Override
				public void onAllDataRead() {
					logger.info("/read-listener {}", marker);
					async.complete();
				}

				@Override
				public void onError(Throwable failure) {
				}

			});
		}

		@GetMapping("/write-listener")
		void writeListener(@RequestParam String marker, HttpServletRequest request, HttpServletResponse response)
				throws IOException {
			AsyncContext async = request.startAsync();
			response.getOutputStream().setWriteListener(new WriteListener() {

				@Override
				public void onWritePossible() {
					logger.info("/write-listener {}", marker);
					async.complete();
				}

				@Override
				public void onError(Throwable failure) {
				}

			});
		}

		@GetMapping("/started")
		void started(@RequestParam String marker, HttpServletRequest request) {
			AsyncContext async = request.startAsync();
			async.start(() -> {
				logger.info("/started {}", marker);
				async.complete();
			});
		}

		@GetMapping("/bare-listener")
		void bareListener(@RequestParam String marker, HttpServletRequest request) {
			ServletRequest bare = request;
			while (bare instanceof ServletRequestWrapper wrapper) {
				bare = wrapper.getRequest();
			}
			listen(bare.startAsync(), "/bare-listener " + marker);
		}

		@GetMapping("/async-boom")
		Callable<String> asyncBoom() {
			return () -> {
				throw new IllegalStateException("async boom");
			};
		}

		@GetMapping("/problem")
		ProblemDetail problem() {
			return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "already there");
		}

		@GetMapping("/own-problem")
		ProblemDetail ownProblem() {
			ProblemDetail problem = ProblemDetail.forStatus(HttpStatus.CONFLICT);
			problem.setProperties(Map.of("code", 42, "requestId", "own"));
			return problem;
		}

	}

}
