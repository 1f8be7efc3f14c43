package dev.fanlight.redaction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Marked members, and structured values of any type.
 */
class SensitiveTests {

	private final Redactor redactor = Redactor.of(RedactionPolicy.defaults());

	record Customer(String name, @Sensitive String diagnosis) {

	}

	record Order(int id, Customer customer, List<Customer> others) {

	}

	static class Bean {

		@Sensitive
		private final String field = "geheim1";

		private final String getter = "geheim2";

		private final String parameter;

		private final String open = "offen";

		Bean(@Sensitive String parameter) {
			this.parameter = parameter;
		}

		@Sensitive
		public String getGetter() {
			return this.getter;
		}

		@Override
		public String toString() {
			return this.field + this.getter + this.parameter + this.open;
		}

	}

	static class Cycle {

		@Sensitive
		String secret = "geheim";

		Cycle other = this;

	}

	record Plain(String name) {

	}

	@Test
	void markedComponentsAreLeftOutOfArguments() {
		Customer customer = new Customer("Ann", "geheim");
		assertThat(this.redactor.redactArgument(customer, Exit.LOG))
			.isEqualTo("Customer[name=Ann, diagnosis=[REDACTED:sensitive]]");
		assertThat(this.redactor.redactArgument(new Order(7, customer, List.of(customer)), Exit.LOG))
			.isEqualTo("Order[id=7, customer=Customer[name=Ann, diagnosis=[REDACTED:sensitive]], "
					+ "others=[Customer[name=Ann, diagnosis=[REDACTED:sensitive]]]]");
		assertThat(this.redactor.redactArgument(new Customer("Ann", null), Exit.LOG))
			.isEqualTo("Customer[name=Ann, diagnosis=null]");
	}

	@Test
	void markedFieldsGettersAndParametersAreLeftOut() {
		assertThat(this.redactor.redactArgument(new Bean("geheim3"), Exit.LOG))
			.isEqualTo("Bean[field=[REDACTED:sensitive], getter=[REDACTED:sensitive], "
					+ "parameter=[REDACTED:sensitive], open=offen]");
	}

	@Test
	void containersAreLookedInto() {
		Customer customer = new Customer("Ann", "geheim");
		for (Object holder : List.of(List.of("a", customer), Map.of("a", customer), new Object[] { customer },
				Optional.of(customer), List.of(List.of(customer)))) {
			assertThat(String.valueOf(this.redactor.redactArgument(holder, Exit.LOG))).contains("name=Ann")
				.doesNotContain("geheim");
		}
	}

	@Test
	void whereverItStandsAMarkedMemberIsLeftOut() {
		Customer customer = new Customer("Ann", "geheim");
		for (int n : new int[] { 1, 499, 500, 998, 999, 1000, 1001, 20_000 }) {
			List<Object> list = new ArrayList<>(Collections.nCopies(n, "a"));
			Map<Object, Object> map = new LinkedHashMap<>();
			list.forEach((element) -> map.put("k" + map.size(), element));
			list.add(customer);
			map.put("last", customer);
			List<Object> nested = new ArrayList<>(Collections.nCopies(n, List.of("a")));
			nested.add(0, customer);
			for (Object holder : new Object[] { list, list.toArray(), map, nested, Map.of(customer, 1),
					Optional.of(Optional.of(customer)) }) {
				assertThat(String.valueOf(this.redactor.redactArgument(holder, Exit.LOG))).doesNotContain("geheim");
			}
		}
	}

	@Test
	void largePlainContainersPassByIdentity() {
		List<String> wide = Collections.nCopies(20_000, "a");
		assertThat(this.redactor.redactArgument(wide, Exit.LOG)).isSameAs(wide);
		List<List<String>> nested = Collections.nCopies(9_999, List.of("a"));
		assertThat(this.redactor.redactArgument(nested, Exit.LOG)).isSameAs(nested);
	}

	@Test
	void whatIsTooMuchToLookThroughIsCut() {
		List<List<String>> nested = Collections.nCopies(10_001, List.of("a"));
		assertThat(String.valueOf(this.redactor.redactArgument(nested, Exit.LOG))).startsWith("[[a], [a], ")
			.endsWith("[REDACTED:oversize]]");
		List<Object> self = new ArrayList<>();
		self.add(self);
		assertThat(String.valueOf(this.redactor.redactArgument(self, Exit.LOG)))
			.isEqualTo("[".repeat(9) + "[REDACTED:oversize]" + "]".repeat(9));
	}

	@Test
	void cyclesAndDepthEndInAMark() {
		assertThat(String.valueOf(this.redactor.redactArgument(new Cycle(), Exit.LOG)))
			.startsWith("Cycle[secret=[REDACTED:sensitive], other=Cycle[")
			.contains("[REDACTED:oversize]")
			.doesNotContain("geheim");
	}

	@Test
	void everythingElsePassesByIdentity() {
		for (Object value : List.of("text", 42, new Plain("x"), List.of(1, 2), Map.of("a", "b"), new int[] { 1 },
				new IllegalStateException("x"), Thread.State.NEW)) {
			assertThat(this.redactor.redactArgument(value, Exit.LOG)).isSameAs(value);
			assertThat(this.redactor.redactValue("order", value, Exit.SPAN)).isSameAs(value);
		}
		assertThat(this.redactor.redactArgument(null, Exit.LOG)).isNull();
	}

	@Test
	void structuredValuesAreRedactedByKeyAndByShape() {
		assertThat(this.redactor.redactValue("password", "x", Exit.SPAN)).isEqualTo("[REDACTED:kv]");
		assertThat(this.redactor.redactValue("password", 12345, Exit.SPAN)).isNull();
		assertThat(this.redactor.redactValue("cvv", 123L, Exit.SPAN)).isNull();
		assertThat(this.redactor.redactValue("token", 42, Exit.SPAN)).isEqualTo(42);
		assertThat(this.redactor.redactValue("password", true, Exit.SPAN)).isEqualTo(true);
		assertThat(this.redactor.redactValue("card", 4539578763621486L, Exit.SPAN)).isNull();
		assertThat(this.redactor.redactValue("traceId", 4539578763621486L, Exit.SPAN)).isEqualTo(4539578763621486L);
		assertThat(this.redactor.redactValue("a", new StringBuilder("token=x y"), Exit.SPAN))
			.isEqualTo("token=[REDACTED:kv] y");
		assertThat(this.redactor.redactValue("customer", new Customer("Ann", "geheim"), Exit.SPAN))
			.isEqualTo("Customer[name=Ann, diagnosis=[REDACTED:sensitive]]");
		assertThat(this.redactor.redactValue("secret", new Plain("geheim"), Exit.SPAN)).isEqualTo("[REDACTED:kv]");
		assertThat(this.redactor.redactValue("secret", "geheim".toCharArray(), Exit.SPAN)).isEqualTo("[REDACTED:kv]");
	}

	@Test
	void containersAreCopiedOnlyWhenSomethingChanges() {
		Map<String, Object> clean = Map.of("a", List.of("b"), "n", 1);
		assertThat(this.redactor.redactValue("x", clean, Exit.LOG)).isSameAs(clean);
		Map<String, Object> dirty = new HashMap<>();
		dirty.put("user", "bob");
		dirty.put("password", "geheim");
		dirty.put("pin", 1234);
		dirty.put("list", List.of("a", "token=geheim"));
		dirty.put("credentials", Map.of("a", "geheim"));
		assertThat(this.redactor.redactValue("x", dirty, Exit.LOG)).isEqualTo(new HashMap<String, Object>() {
			{
				put("user", "bob");
				put("password", "[REDACTED:kv]");
				put("pin", null);
				put("list", List.of("a", "token=[REDACTED:kv]"));
				put("credentials", Map.of("a", "[REDACTED:kv]"));
			}
		});
		assertThat(dirty).containsEntry("password", "geheim");
		assertThat((String[]) this.redactor.redactValue("tokens", new String[] { "a", "token=b" }, Exit.LOG))
			.containsExactly("a", "token=[REDACTED:kv]");
	}

	@Test
	void deepAndWideValuesAreBounded() {
		Object deep = "geheim";
		for (int i = 0; i < 1000; i++) {
			deep = List.of(deep);
		}
		assertThat(String.valueOf(this.redactor.redactValue("x", deep, Exit.LOG))).contains("[REDACTED:oversize]");
		List<Object> self = new ArrayList<>();
		self.add(self);
		assertThat(String.valueOf(this.redactor.redactValue("x", self, Exit.LOG))).contains("[REDACTED:oversize]");
		List<String> wide = new ArrayList<>();
		for (int i = 0; i < 20_000; i++) {
			wide.add("a" + i);
		}
		assertThat((List<?>) this.redactor.redactValue("x", wide, Exit.LOG)).hasSizeLessThan(10_002)
			.last()
			.isEqualTo("[REDACTED:oversize]");
	}

}
