package dev.fanlight.autoconfigure.logging;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee11.servlet.AsyncContextEvent;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A fault of Jetty that correlation.md names, without Fanlight and Spring. Goes with that
 * paragraph when it fails: then Jetty mended it.
 */
@Tag("jetty-or-kafka")
class JettyTimeoutTests {

	private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

	@Test
	void timeoutThatEndsBeforeJettyNotedItsTaskIsLost() throws Exception {
		AtomicReference<AsyncContextEvent> timeout = new AtomicReference<>();
		Server server = new Server(new QueuedThreadPool(), new QuickScheduler(timeout), null);
		LocalConnector connector = new LocalConnector(server);
		server.addConnector(connector);
		ServletContextHandler handler = new ServletContextHandler();
		ServletHolder servlet = new ServletHolder(new Waiting());
		servlet.setAsyncSupported(true);
		handler.addServlet(servlet, "/");
		server.setHandler(handler);
		server.start();
		try {
			LocalConnector.LocalEndPoint client = connector.executeRequest(REQUEST);
			assertThat(client.getResponse(false, 1, TimeUnit.SECONDS)).isNull();
			// Nothing else is missing
			AsyncContextEvent lost = timeout.get();
			lost.setTimeoutTask(() -> false);
			lost.run();
			assertThat(client.getResponse(false, 10, TimeUnit.SECONDS)).contains("500");
		}
		finally {
			server.stop();
		}
	}

	/**
	 * As a timer is whose starter was not given the processor for as long as the timeout.
	 */
	private static final class QuickScheduler extends ScheduledExecutorScheduler {

		private final AtomicReference<AsyncContextEvent> timeout;

		QuickScheduler(AtomicReference<AsyncContextEvent> timeout) {
			this.timeout = timeout;
		}

		@Override
		public Task schedule(Runnable task, long delay, TimeUnit unit) {
			if (task instanceof AsyncContextEvent event) {
				this.timeout.set(event);
				// A mended Jetty would have it wait for the lock that our caller holds
				CompletableFuture.runAsync(event).completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
				return () -> false;
			}
			return super.schedule(task, delay, unit);
		}

	}

	@SuppressWarnings("serial")
	private static final class Waiting extends HttpServlet {

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) {
			AsyncContext async = request.startAsync();
			async.setTimeout(10);
		}

	}

}
