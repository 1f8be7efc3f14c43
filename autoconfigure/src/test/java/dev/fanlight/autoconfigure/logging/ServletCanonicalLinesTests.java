package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * {@link CanonicalLinesContract} on Tomcat and Spring MVC.
 */
class ServletCanonicalLinesTests extends CanonicalLinesContract {

	@Override
	RunningApplication start(String... arguments) {
		return RunningApplication.start(Application.class, arguments);
	}

	@Override
	Stream<String> shapes() {
		return Stream.concat(super.shapes(),
				Stream.of("GET /forwarded 200 /items/{id}", "GET /included 200 /items/{id}",
						"GET /started 200 /started", "GET /started/dispatched 200 /items/{id}", "GET /latin 200 /latin",
						"GET /redirected 302 /redirected", "GET /moved 307 /moved", "GET /kept 303 /kept",
						"GET /partial 409 /partial", "GET /late 503 /late"));
	}

	@Test
	void upgradeToAWebSocketHasALine(CapturedOutput output) throws Exception {
		ServerContainer sockets = (ServerContainer) application().context()
			.getBean(ServletContext.class)
			.getAttribute(ServerContainer.class.getName());
		assumeThat(sockets).as("those of Tomcat").isNotNull();
		sockets.addEndpoint(ServerEndpointConfig.Builder.create(Socket.class, "/socket").build());
		openSocket();
		JsonNode line = line(output, "GET /socket 101 in .*");
		assertThat(line.get("extra").path("tenant").asString("")).isEqualTo("acme");
	}

	@Test
	void bytesInAreThoseThatAReaderReads(CapturedOutput output) throws Exception {
		byte[] body = "a b\u00f6dy\r\nin pieces".getBytes(StandardCharsets.UTF_8);
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + application().port() + "/read"))
			.POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)))
			.build();
		assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
			.isEqualTo("a b\u00f6dy in pieces");
		assertThat(line(output, "POST /read 200 in .*").get("extra").path("http_request_body_size").asInt(-1))
			.isEqualTo(body.length);
	}

	@Test
	void responseThatIsResetBeginsAnewAndKeepsItsIds(CapturedOutput output) {
		RunningApplication.Answer answer = application().get("/reset", "X-Request-ID", "reset-1");
		assertThat(answer.body()).isEqualTo("anew");
		assertThat(answer.headers().get("X-Request-ID")).containsExactly("reset-1");
		assertThat(answer.headers().get("traceresponse")).hasSize(1);
		assertThat(answer.headers().get("Server-Timing")).singleElement().asString().startsWith("traceparent");
		assertThat(answer.headers().get("X-Own")).isNull();
		JsonNode line = line(output, "GET /reset 200 in \\d+ ms");
		assertThat(line.path("request_id").asString("")).isEqualTo("reset-1");
		assertThat(line.get("extra").path("http_response_body_size").asInt(-1)).isEqualTo(4);
	}

	@Test
	void lineOfARequestThatStartsAsyncTwiceHasItsOwnKeys(CapturedOutput output) {
		application().get("/again");
		assertThat(line(output, "GET /again 200 in \\d+ ms").get("extra").path("tenant").asString(""))
			.isEqualTo("acme");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	@Import({ Items.class, Advice.class, Job.class })
	static class Application {

		@Bean
		RouterFunction<ServerResponse> functional() {
			return RouterFunctions.route()
				.GET("/functional/{id}", (request) -> ServerResponse.ok().body("functional"))
				.build();
		}

	}

	/** Does nothing. */
	public static final class Socket extends Endpoint {

		@Override
		public void onOpen(Session session, EndpointConfig config) {
		}

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

		@GetMapping("/again")
		void again(HttpServletRequest request) {
			AsyncContext async = request.startAsync();
			if (request.getDispatcherType() == DispatcherType.REQUEST) {
				async.dispatch();
			}
			else {
				async.complete();
			}
		}

		@GetMapping("/nothing")
		@ResponseStatus(HttpStatus.NO_CONTENT)
		void nothing() {
		}

		@GetMapping("/unchanged")
		ResponseEntity<Void> unchanged() {
			return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag("7").build();
		}

		@GetMapping("/events")
		SseEmitter events() throws IOException {
			SseEmitter events = new SseEmitter();
			events.send("one é");
			events.send("two");
			events.complete();
			return events;
		}

		@GetMapping("/pieces")
		StreamingResponseBody pieces() {
			return (out) -> {
				for (String piece : List.of("one", "two", "three")) {
					out.write(piece.getBytes(StandardCharsets.UTF_8));
					out.flush();
				}
			};
		}

		@GetMapping("/thrown")
		void thrown(HttpServletResponse response) throws IOException {
			response.getWriter().write("partial");
			throw new IllegalStateException("thrown");
		}

		@GetMapping("/partial")
		void partial(HttpServletResponse response) throws IOException {
			response.getWriter().write("partial");
			response.sendError(HttpServletResponse.SC_CONFLICT);
		}

		@GetMapping("/latin")
		void latin(HttpServletResponse response) throws IOException {
			response.setCharacterEncoding(StandardCharsets.ISO_8859_1.name());
			response.getWriter().write("item é");
		}

		@GetMapping("/reset")
		void reset(@RequestParam(defaultValue = "anew") String text, HttpServletResponse given) throws IOException {
			// Spring's own around it keeps its writer
			HttpServletResponse response = (HttpServletResponse) ((ServletResponseWrapper) given).getResponse();
			response.setHeader("X-Own", "gone");
			response.addHeader("Server-Timing", "db;dur=7");
			response.getWriter().write("partial");
			response.reset();
			response.setContentType("application/json;charset=UTF-8");
			response.getWriter().write(text);
		}

		@GetMapping("/redirected")
		void redirected(HttpServletResponse response) throws IOException {
			response.getWriter().write("partial");
			response.sendRedirect("/items/7");
		}

		@GetMapping("/moved")
		void moved(HttpServletResponse response) throws IOException {
			response.getWriter().write("partial");
			response.sendRedirect("/items/7", HttpServletResponse.SC_TEMPORARY_REDIRECT);
		}

		@GetMapping("/kept")
		void kept(HttpServletResponse response) throws IOException {
			response.getWriter().write("partial");
			response.sendRedirect("/items/7", HttpServletResponse.SC_SEE_OTHER, false);
		}

		@GetMapping("/late")
		DeferredResult<String> late() {
			return new DeferredResult<>(10L);
		}

		@GetMapping("/forwarded")
		void forwarded(HttpServletRequest request, HttpServletResponse response) throws Exception {
			request.getRequestDispatcher("/items/forwarded").forward(request, response);
		}

		@GetMapping("/included")
		void included(HttpServletRequest request, HttpServletResponse response) throws Exception {
			request.getRequestDispatcher("/items/included").include(request, response);
		}

		@GetMapping("/started")
		void started(HttpServletRequest request) {
			AsyncContext async = request.startAsync();
			async.start(() -> {
				try {
					async.getResponse().getOutputStream().write("started".getBytes(StandardCharsets.UTF_8));
					async.getResponse().flushBuffer();
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
				async.complete();
			});
		}

		@GetMapping("/started/dispatched")
		void dispatched(HttpServletRequest request) {
			request.startAsync().dispatch("/items/dispatched");
		}

		@PostMapping("/echo")
		String echo(@RequestBody String body) {
			return body;
		}

		@PostMapping("/read")
		String read(HttpServletRequest request) throws IOException {
			String line = request.getReader().readLine();
			assertThatIllegalStateException().isThrownBy(request::getInputStream);
			return line + ' ' + request.getReader().readLine();
		}

		@PostMapping("/upload")
		String upload(@RequestParam MultipartFile file) throws IOException {
			return new String(file.getBytes(), StandardCharsets.UTF_8);
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
