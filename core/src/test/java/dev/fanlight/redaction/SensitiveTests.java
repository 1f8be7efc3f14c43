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

	record Pair(String name, @Sensitive String hidden) implements Map.Entry<String, String> {

		@Override
		public String getKey() {
			return this.name;
		}

		@Override
		public String getValue() {
			return this.hidden;
		}

		@Override
		public String setValue(String value) {
			throw new UnsupportedOperationException();
		}

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

	static class Base {

		static String shared = "geheim";

		@Sensitive
		private final String inherited = "geheim1";

	}

	static class Derived extends Base {

		private final int[] numbers = { 1, 2 };

		private final List<String> none = List.of();

		private final Map<String, String> nothing = Map.of();

	}

	static class Accessors {

		private final String name = "geheim1";

		private final boolean open = true;

		private final String issue = "geheim2";

		private final String get = "geheim3";

		private final String getter = "geheim4";

		private final String plain = "offen";

		@Sensitive
		String getName() {
			return this.name;
		}

		@Sensitive
		boolean isOpen() {
			return this.open;
		}

		@Sensitive
		String issue() {
			return this.issue;
		}

		@Sensitive
		String get() {
			return this.get;
		}

		@Sensitive
		String getter() {
			return this.getter;
		}

		String getPlain() {
			return this.plain;
		}

	}

	record Arrays(Customer[][] held) {

	}

	record Nested(Map<String, List<Customer>> held) {

	}

	record Wild(List<? extends Customer> held) {

	}

	record GenericArray(List<Customer>[] held) {

	}

	@Test
	void inheritedFieldsAreLeftOutAndStaticOnesAreNoMembers() {
		assertThat(this.redactor.redactArgument(new Derived(), Exit.LOG))
			.isEqualTo("Derived[numbers=[1, 2], none=[], nothing={}, inherited=[REDACTED:sensitive]]");
	}

	@Test
	void theNameOfAMethodTellsItsField() {
		assertThat(this.redactor.redactArgument(new Accessors(), Exit.LOG))
			.isEqualTo("Accessors[name=#, open=#, issue=#, get=#, getter=#, plain=offen]".replace("#",
					"[REDACTED:sensitive]"));
	}

	@Test
	@SuppressWarnings("unchecked")
	void theDeclaredTypeTellsWhatAMemberHolds() {
		Customer customer = new Customer("Ann", "geheim");
		String shown = "Customer[name=Ann, diagnosis=[REDACTED:sensitive]]";
		assertThat(this.redactor.redactArgument(new Arrays(new Customer[][] { { customer } }), Exit.LOG))
			.isEqualTo("Arrays[held=[[" + shown + "]]]");
		assertThat(this.redactor.redactArgument(new Nested(Map.of("a", List.of(customer))), Exit.LOG))
			.isEqualTo("Nested[held={a=[" + shown + "]}]");
		assertThat(this.redactor.redactArgument(new Wild(List.of(customer)), Exit.LOG))
			.isEqualTo("Wild[held=[" + shown + "]]");
		assertThat(this.redactor.redactArgument(new GenericArray(new List[] { List.of(customer) }), Exit.LOG))
			.isEqualTo("GenericArray[held=[[" + shown + "]]]");
	}

	record Box<T>(String id, T held) {

	}

	record Page<T>(List<T> content) {

	}

	record Boxed(Box<Customer> box) {

	}

	@Test
	void whatATypeVariableStandsForIsLookedInto() {
		Customer customer = new Customer("Ann", "geheim");
		String shown = "Customer[name=Ann, diagnosis=[REDACTED:sensitive]]";
		assertThat(this.redactor.redactArgument(new Box<>("a", customer), Exit.LOG))
			.isEqualTo("Box[id=a, held=" + shown + "]");
		assertThat(this.redactor.redactArgument(new Boxed(new Box<>("a", customer)), Exit.LOG))
			.isEqualTo("Boxed[box=Box[id=a, held=" + shown + "]]");
		assertThat(this.redactor.redactArgument(List.of(new Page<>(List.of(new Box<>("a", customer)))), Exit.LOG))
			.isEqualTo("[Page[content=[Box[id=a, held=" + shown + "]]]]");
		assertThat(this.redactor.redactArgument(List.of(new Box<>("a", null), customer), Exit.LOG))
			.isEqualTo("[Box[id=a, held=null], " + shown + "]");
		for (Object plain : List.of(new Box<>("a", "b"), new Box<>("a", null), new Page<>(List.of(new Box<>("a", 1))),
				Collections.nCopies(9_999, new Box<>("a", 1)))) {
			assertThat(this.redactor.redactArgument(plain, Exit.LOG)).isSameAs(plain);
		}
	}

	@Test
	void aThousandValuesAreShownAndNoMore() {
		// The list, the customer and his name are three
		for (int more : new int[] { 0, 1 }) {
			List<Object> list = new ArrayList<>(Collections.nCopies(997 + more, "a"));
			list.add(0, new Customer("Ann", "geheim"));
			assertThat(String.valueOf(this.redactor.redactArgument(list, Exit.LOG))).doesNotContain("geheim")
				.endsWith((more == 0) ? ", a, a]" : ", a, [REDACTED:oversize]]");
		}
	}

	@Test
	void containersAreLookedInto() {
		Customer customer = new Customer("Ann", "geheim");
		for (Object holder : List.of(List.of("a", customer), Map.of("a", customer), new Object[] { customer },
				Optional.of(customer), List.of(List.of(customer)), Map.entry("a", customer), Map.entry(customer, "a"),
				List.of(Map.entry("a", List.of(customer))))) {
			assertThat(String.valueOf(this.redactor.redactArgument(holder, Exit.LOG))).contains("name=Ann")
				.doesNotContain("geheim");
		}
	}

	@Test
	void anEntryThatStandsAloneIsReadLikeThatOfAMap() {
		assertThat(this.redactor.redactArgument(Map.entry("a", new Customer("Ann", "geheim")), Exit.LOG))
			.isEqualTo("a=Customer[name=Ann, diagnosis=[REDACTED:sensitive]]");
		assertThat(this.redactor.redactValue("x", Map.entry("password", "geheim"), Exit.LOG))
			.isEqualTo(Map.of("password", "[REDACTED:kv]"));
		assertThat(this.redactor.redactValue("x", List.of(new Pair("a", "geheim")), Exit.LOG))
			.isEqualTo(List.of("Pair[name=a, hidden=[REDACTED:sensitive]]"));
		Map.Entry<String, String> plain = Map.entry("a", "b");
		assertThat(this.redactor.redactArgument(plain, Exit.LOG)).isSameAs(plain);
		assertThat(this.redactor.redactValue("x", plain, Exit.LOG)).isSameAs(plain);
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
