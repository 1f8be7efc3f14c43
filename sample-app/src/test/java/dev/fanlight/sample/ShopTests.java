package dev.fanlight.sample;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The shop in one process, through its front door.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "shop.traffic.enabled=false")
@ExtendWith(OutputCaptureExtension.class)
class ShopTests {

	@Autowired
	JdbcClient jdbc;

	@Autowired
	MeterRegistry meters;

	RestTestClient shop;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.shop = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
	}

	@Test
	void storesAPaidOrderAndAnswersWhereToFindIt() {
		Map<?, ?> created = order("teapot", 2, "paypal", null).expectStatus()
			.isCreated()
			.expectBody(Map.class)
			.returnResult()
			.getResponseBody();
		assertThat(this.jdbc.sql("select total from orders where id = ?")
			.param(created.get("id"))
			.query(BigDecimal.class)
			.single()).isEqualByComparingTo("78.00");
		this.shop.get()
			.uri("/api/orders/{id}", created.get("id"))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.sku")
			.isEqualTo("teapot")
			.jsonPath("$.paymentMethod")
			.isEqualTo("paypal");
	}

	@Test
	void countsOrdersAndTheirValueByPaymentMethod() {
		order("grinder", 1, "invoice", null).expectStatus().isCreated();
		Counter created = this.meters.get(ShopMeters.ORDERS_CREATED).tag("payment_method", "invoice").counter();
		DistributionSummary value = this.meters.get(ShopMeters.ORDER_VALUE)
			.tags("payment_method", "invoice", "currency", "EUR")
			.summary();
		double orders = created.count();
		double total = value.totalAmount();
		order("grinder", 1, "invoice", null).expectStatus().isCreated();
		assertThat(created.count()).isEqualTo(orders + 1);
		assertThat(value.totalAmount()).isEqualTo(total + 249);
		assertThat(value.takeSnapshot().histogramCounts()).extracting(CountAtBucket::bucket)
			.filteredOn(Double::isFinite)
			.containsExactly(1.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1000.0);
	}

	@Test
	void timesTheProcessingOfAnOrderByPaymentMethodInBuckets() {
		order("teapot", 1, "paypal", null).expectStatus().isCreated();
		Timer processing = this.meters.get(ShopMeters.ORDER_PROCESSING)
			.tags("payment_method", "paypal", "error", "none")
			.timer();
		assertThat(processing.count()).isPositive();
		assertThat(processing.takeSnapshot().histogramCounts()).filteredOn((at) -> at.bucket() < 1e12).hasSize(9);
	}

	@Test
	void takesTheGoodsOutOfStockAndPutsThemBackWhenNotPaid() {
		int before = stock("earl-grey");
		order("earl-grey", 3, "invoice", null).expectStatus().isCreated();
		assertThat(stock("earl-grey")).isEqualTo(before - 3);
		order("earl-grey", 3, "card", "4000000000000002").expectStatus().isEqualTo(HttpStatus.PAYMENT_REQUIRED);
		assertThat(stock("earl-grey")).isEqualTo(before - 3);
	}

	@Test
	void answers402WithTheReasonOfADeclinedPaymentAndCountsIt() {
		assertThat(problem(order("teapot", 1, "card", "4000000000000002"), HttpStatus.PAYMENT_REQUIRED).getProperties())
			.containsEntry("reason", "card_declined");
		assertThat(problem(order("grinder", 5, "invoice", null), HttpStatus.PAYMENT_REQUIRED).getProperties())
			.containsEntry("reason", "limit_exceeded");
		assertThat(failures("card_declined")).isPositive();
		assertThat(failures("limit_exceeded")).isPositive();
	}

	@Test
	void answers502WhenPaymentsBreakAndCountsIt() {
		assertThat(problem(order("teapot", 1, "broken", null), HttpStatus.BAD_GATEWAY).getDetail())
			.isEqualTo("The shop is out of order");
		assertThat(failures("provider_error")).isPositive();
	}

	@Test
	void answers404ForAnUnknownOrder() {
		ProblemDetail problem = problem(this.shop.get().uri("/api/orders/0").exchange(), HttpStatus.NOT_FOUND);
		assertThat(problem.getDetail()).isEqualTo("There is no such order");
		assertThat(problem.getInstance()).hasPath("/api/orders/0");
	}

	@Test
	void answers400ForAnOrderThatMakesNoSense() {
		problem(order("teapot", 0, "card", null), HttpStatus.BAD_REQUEST);
		problem(order("", 1, "card", null), HttpStatus.BAD_REQUEST);
		problem(order("teapot", 1, "shells", null), HttpStatus.BAD_REQUEST);
		problem(this.shop.get().uri("/api/orders/first").exchange(), HttpStatus.BAD_REQUEST);
	}

	@Test
	void answers422ForAnUnknownProductAnd409WhenOutOfStock() {
		problem(order("unicorn", 1, "card", null), HttpStatus.UNPROCESSABLE_CONTENT);
		this.jdbc.sql("insert into product values ('relic', 'antiques', 1, 'EUR', 1)").update();
		order("relic", 1, "invoice", null).expectStatus().isCreated();
		problem(order("relic", 1, "invoice", null), HttpStatus.CONFLICT);
	}

	@Test
	void isAsSlowAsAskedWithinBounds() {
		long before = System.nanoTime();
		this.shop.get().uri("/api/orders/slow?delay=300").exchange().expectStatus().isNoContent();
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
		problem(this.shop.get().uri("/api/orders/slow?delay=3001").exchange(), HttpStatus.BAD_REQUEST);
	}

	@Test
	void leavesAnUnhandledExceptionToTheContainer() {
		this.shop.get().uri("/api/crash").exchange().expectStatus().isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
	}

	@Test
	void logsInOnlyWithThePassword() {
		login("open-sesame").expectStatus().isOk().expectBody().jsonPath("$.user").isEqualTo("ada");
		problem(login("open poppy"), HttpStatus.UNAUTHORIZED);
		problem(login(""), HttpStatus.BAD_REQUEST);
	}

	@Test
	void listsTheCatalog() {
		this.shop.get()
			.uri("/api/catalog")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$[?(@.sku == 'teapot')].price")
			.isEqualTo(39.0);
	}

	@Test
	void countsCartsOpenedAndAbandoned() {
		double opened = this.meters.get(ShopMeters.CARTS_OPENED).counter().count();
		double abandoned = this.meters.get(ShopMeters.CARTS_ABANDONED).counter().count();
		Object left = openCart();
		Object bought = openCart();
		this.shop.delete().uri("/api/carts/{id}", left).exchange().expectStatus().isNoContent();
		post("/api/orders?cart=" + bought, orderOf("teapot", 1, "invoice", null)).expectStatus().isCreated();
		this.shop.delete().uri("/api/carts/{id}", bought).exchange().expectStatus().isNoContent();
		assertThat(this.meters.get(ShopMeters.CARTS_OPENED).counter().count()).isEqualTo(opened + 2);
		assertThat(this.meters.get(ShopMeters.CARTS_ABANDONED).counter().count()).isEqualTo(abandoned + 1);
	}

	@Test
	void publishesTheInventoryByCategory() {
		await().untilAsserted(
				() -> assertThat(this.meters.get(ShopMeters.INVENTORY).tag("category", "machines").gauge().value())
					.isPositive());
	}

	@Test
	void confirmsAnOrderOnAnotherThread(CapturedOutput output) {
		order("teapot", 1, "invoice", null).expectStatus().isCreated();
		await().untilAsserted(
				() -> assertThat(output.getOut().lines()).anyMatch((line) -> line.contains("Confirmed order")));
	}

	private ResponseSpec order(String sku, int quantity, String paymentMethod, String card) {
		return post("/api/orders", orderOf(sku, quantity, paymentMethod, card));
	}

	private static Map<String, ?> orderOf(String sku, int quantity, String paymentMethod, String card) {
		return Map.of("sku", sku, "quantity", quantity, "paymentMethod", paymentMethod, "card",
				(card != null) ? card : "");
	}

	private ResponseSpec login(String password) {
		return post("/api/login", Map.of("user", "ada", "password", password, "card", "4111111111111111"));
	}

	private Object openCart() {
		return this.shop.post()
			.uri("/api/carts")
			.exchange()
			.expectStatus()
			.isCreated()
			.expectBody(Map.class)
			.returnResult()
			.getResponseBody()
			.get("id");
	}

	private ResponseSpec post(String uri, Object body) {
		return this.shop.post().uri(uri).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
	}

	private static ProblemDetail problem(ResponseSpec response, HttpStatus status) {
		return response.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody(ProblemDetail.class)
			.returnResult()
			.getResponseBody();
	}

	private double failures(String reason) {
		return this.meters.get(ShopMeters.PAYMENTS_FAILED).tag(ShopMeters.REASON, reason).counter().count();
	}

	private int stock(String sku) {
		return this.jdbc.sql("select stock from product where sku = ?").param(sku).query(Integer.class).single();
	}

}
