package dev.fanlight.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the W3C Trace Context, levels 1 and 2, says of received headers, judged by what is
 * sent on.
 */
final class TraceContextCases {

	private static final String ID = "12345678901234567890123456789012";

	private static final String PARENT = "1234567890123456";

	private static final String VALID = "traceparent: 00-" + ID + "-" + PARENT + "-00";

	private static final String KEY_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789_-*/";

	private static final String VALUE = IntStream.rangeClosed(' ', '~')
		.filter((c) -> c != ',' && c != '=')
		.mapToObj(Character::toString)
		.collect(Collectors.joining());

	private final List<Case> cases = new ArrayList<>();

	private TraceContextCases() {
	}

	static List<Case> all() {
		TraceContextCases cases = new TraceContextCases();
		cases.traceParent();
		cases.flags();
		cases.traceState();
		cases.traceStateLimits();
		return cases.cases;
	}

	private void traceParent() {
		restarted("no headers");
		continued("valid", parent("00", ID, PARENT, "01"));
		for (String name : List.of("TraceParent", "TrAcEpArEnT", "TRACEPARENT")) {
			continued("name " + name, parent("00", ID, PARENT, "01").replace("traceparent", name));
		}
		for (String name : List.of("trace-parent", "trace.parent")) {
			restarted("name " + name, parent("00", ID, PARENT, "01").replace("traceparent", name));
		}
		restarted("two traceparents", parent("00", "1".repeat(32), PARENT, "01"), parent("00", ID, PARENT, "01"));
		restarted("two equal traceparents", VALID, VALID);
		restarted("two traceparents on one line", VALID + ", 00-" + ID + "-" + PARENT + "-00");
		restarted("an empty traceparent", "traceparent:");
		for (String space : List.of(" ", "\t", "\t ")) {
			String name = space.replace("\t", "tab ").replace(' ', '_');
			continued("traceparent after " + name, "traceparent:" + space + VALID.substring(13));
			continued("traceparent before " + name, VALID + space);
		}
		for (String version : List.of(".0", "0.", "ff", "FF", "CC", "000", "0000", "0", "", "g0")) {
			restarted("version '" + version + "'", parent(version, ID, PARENT, "01"));
		}
		for (String tail : List.of(".", "-", "-what-the-future-will-be-like", "0")) {
			restarted("version 00 with '" + tail + "' behind", parent("00", ID, PARENT, "01") + tail);
		}
		continued("version cc", parent("cc", ID, PARENT, "01"));
		continued("version 01", parent("01", ID, PARENT, "01"));
		continued("version cc with a dash behind", parent("cc", ID, PARENT, "01") + "-");
		continued("version cc with more behind", parent("cc", ID, PARENT, "01") + "-what-the-future-will-be-like");
		restarted("version cc with a dot behind", parent("cc", ID, PARENT, "01") + ".what-the-future-will-be-like");
		restarted("version cc with a third flag", parent("cc", ID, PARENT, "011"));
		restarted("version cc too short", parent("cc", ID, PARENT, "0"));
		for (String id : List.of("0".repeat(32), "." + ID.substring(1), ID.substring(1) + ".", ID + "3",
				ID.substring(1), "ABCDEF78901234567890123456789012", "abcdefgh901234567890123456789012", "")) {
			restarted("trace id '" + id + "'", parent("00", id, PARENT, "01"));
		}
		for (String id : List.of("0".repeat(16), "." + PARENT.substring(1), PARENT.substring(1) + ".", PARENT + "7",
				PARENT.substring(1), "ABCDEF7890123456", "")) {
			restarted("parent id '" + id + "'", parent("00", ID, id, "01"));
		}
		for (String flags : List.of(".0", "0.", "001", "1", "0A", "")) {
			restarted("flags '" + flags + "'", parent("00", ID, PARENT, flags));
		}
		restarted("no dashes", parent("00", ID, PARENT, "01").replace('-', '_'));
		restarted("no dashes in version cc", parent("cc", ID, PARENT, "01").replace('-', '0'));
	}

	private void flags() {
		flags("not sampled", "00", "00");
		flags("sampled", "01", "01");
		flags("random", "02", "02");
		flags("sampled and random", "03", "03");
		flags("unknown flags", "fc", "00");
		flags("all flags", "ff", "03");
		flags("sampled in version cc", parent("cc", ID, PARENT, "01") + "-x", (sent) -> sent.flags().equals("01"));
		add("random flag of a new trace", (sent) -> sent.restarted() && sent.hasFlag(2));
		add("random flag of a restarted trace", (sent) -> sent.restarted() && sent.hasFlag(2), VALID, VALID);
	}

	private void traceState() {
		add("tracestate alone", (sent) -> sent.restarted() && sent.state().isEmpty(), "tracestate: foo=1");
		add("tracestate beside an invalid traceparent", (sent) -> sent.restarted() && sent.state().isEmpty(),
				parent("00", ID, PARENT, "001"), "tracestate: foo=1");
		add("tracestate beside two traceparents", (sent) -> sent.restarted() && sent.state().isEmpty(), VALID, VALID,
				"tracestate: foo=1");
		state("one member", "foo=1", "foo=1");
		state("two members", "foo=1,bar=2", "foo=1,bar=2");
		add("tracestate in version cc", (sent) -> sent.state().equals("foo=1"), parent("cc", ID, PARENT, "01") + "-x",
				"tracestate: foo=1");
		for (String name : List.of("TraceState", "TRACESTATE", "TrAcEsTaTe")) {
			add("name " + name, (sent) -> sent.state().equals("foo=1"), VALID, name + ": foo=1");
		}
		for (String name : List.of("trace-state", "trace.state")) {
			add("name " + name, (sent) -> sent.continued() && sent.state().isEmpty(), VALID, name + ": foo=1");
		}
		state("empty", "", "");
		state("empty line behind", "foo=1", "foo=1", "");
		state("empty line before", "foo=1", "", "foo=1");
		state("white line before", "foo=1", " \t ", "foo=1");
		state("three lines", "foo=1,bar=2,rojo=1,congo=2,baz=3", "foo=1,bar=2", "rojo=1,congo=2", "baz=3");
		state("lines with empty ones between", "foo=1,bar=2", "foo=1", "", "bar=2", "");
		state("empty members", "foo=1,bar=2", ",foo=1,, \t ,bar=2,");
		state("duplicated key", "", "foo=1,foo=1");
		state("duplicated key of another value", "", "foo=1,foo=2");
		state("duplicated key on two lines", "", "foo=1", "foo=1");
		state("duplicated key of another value on two lines", "", "foo=1", "foo=2");
		state("all characters", KEY_CHARACTERS + "=" + VALUE, KEY_CHARACTERS + "=" + VALUE);
		state("all characters and a tenant", KEY_CHARACTERS + "@a-z0-9_-*/=" + VALUE,
				KEY_CHARACTERS + "@a-z0-9_-*/=" + VALUE);
		state("tenant that begins with a digit", "0t@v=1", "0t@v=1");
		state("system that begins with a digit", "t@1=1", "t@1=1");
		state("spaces around members", "foo=1,bar=2,baz=3", "foo=1 \t , \t bar=2, \t baz=3");
		state("tabs around members", "foo=1,bar=2,baz=3", "foo=1\t \t,\t \tbar=2,\t \tbaz=3");
		state("space before", "foo=1", " foo=1");
		state("tab behind", "foo=1", "foo=1\t");
		state("spaces around", "foo=1", "\t foo=1 \t");
		state("leading space of a value", "foo= 1,bar=2", "foo= 1,bar=2");
		for (String key : List.of("foo ", "FOO", "foo.bar", "foo@", "@foo", "foo@@bar", "foo@bar@baz", "", "*foo",
				"föö", "foo:")) {
			state("key '" + key + "'", "", key + "=1,bar=2");
		}
		for (String value : List.of("bar=baz", "", "b\tr", "bär")) {
			state("value '" + value + "'", "", "foo=" + value + ",bar=3");
		}
		state("no value", "", "foo,bar=3");
		state("illegal member on a second line", "", "foo=1", "FOO=2");
	}

	private void traceStateLimits() {
		List<String> members = IntStream.rangeClosed(1, 33).mapToObj((i) -> "b%02d=%02d".formatted(i, i)).toList();
		String most = String.join(",", members.subList(0, 32));
		state("32 members", most, most);
		state("32 members on four lines", most, String.join(",", members.subList(0, 10)),
				String.join(",", members.subList(10, 20)), String.join(",", members.subList(20, 30)),
				String.join(",", members.subList(30, 32)));
		state("33 members", "", String.join(",", members));
		state("33 members on two lines", "", most, members.get(32));
		state("key of 256", "foo=1," + "z".repeat(256) + "=1", "foo=1", "z".repeat(256) + "=1");
		state("key of 257", "", "foo=1", "z".repeat(257) + "=1");
		state("tenant of 241", "foo=1," + "t".repeat(241) + "@" + "v".repeat(14) + "=1", "foo=1",
				"t".repeat(241) + "@" + "v".repeat(14) + "=1");
		state("tenant of 242", "", "foo=1", "t".repeat(242) + "@v=1");
		state("system of 15", "", "foo=1", "t@" + "v".repeat(15) + "=1");
		state("value of 256", "foo=" + "v".repeat(256), "foo=" + "v".repeat(256));
		state("value of 257", "", "foo=" + "v".repeat(257));
		String full = "a=" + "v".repeat(123) + ",b=" + "v".repeat(124) + ",c=" + "v".repeat(124) + ",d="
				+ "v".repeat(130);
		state("512 characters", full, full);
		state("517 characters, a long member first", "a=1,b=" + "v".repeat(250) + ",c=1,d=" + "v".repeat(120),
				"a=1,b=" + "v".repeat(250) + ",x=" + "v".repeat(131) + ",c=1,d=" + "v".repeat(120));
		state("514 characters, the last member first", "a=%1$s,b=%1$s,c=%1$s,d=%1$s".formatted("v".repeat(100)),
				"a=%1$s,b=%1$s,c=%1$s,d=%1$s,e=%1$s".formatted("v".repeat(100)));
	}

	private void continued(String name, String... headers) {
		add(name, Sent::continued, headers);
	}

	private void restarted(String name, String... headers) {
		add(name, Sent::restarted, headers);
	}

	private void flags(String name, String flags, String expected) {
		flags(name, parent("00", ID, PARENT, flags), (sent) -> sent.flags().equals(expected));
	}

	private void flags(String name, String header, Predicate<Sent> expected) {
		add(name, (sent) -> sent.continued() && expected.test(sent), header);
	}

	private void state(String name, String expected, String... lines) {
		String[] headers = Stream.concat(Stream.of(VALID), Stream.of(lines).map((line) -> ("tracestate: " + line)))
			.toArray(String[]::new);
		add("tracestate: " + name, (sent) -> sent.continued() && sent.state().equals(expected), headers);
	}

	private void add(String name, Predicate<Sent> expected, String... headers) {
		this.cases.add(new Case(name, List.of(headers), expected));
	}

	private static String parent(String version, String traceId, String parentId, String flags) {
		return "traceparent: " + version + "-" + traceId + "-" + parentId + "-" + flags;
	}

	record Case(String name, List<String> headers, Predicate<Sent> expected) {

		boolean passes(List<String> parents, List<String> states) {
			return parents.size() == 1 && parents.get(0).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]")
					&& this.expected.test(new Sent(parents.get(0), states));
		}

	}

	/**
	 * What was sent on.
	 *
	 * @param parent the traceparent
	 * @param states the lines of tracestate
	 */
	record Sent(String parent, List<String> states) {

		boolean continued() {
			return this.parent.startsWith("00-" + ID) && !this.parent.contains(PARENT + "-");
		}

		boolean restarted() {
			return Stream.of(ID, "0".repeat(32), "1".repeat(32)).noneMatch(this.parent::contains);
		}

		String flags() {
			return this.parent.substring(53);
		}

		boolean hasFlag(int flag) {
			return (Integer.parseInt(flags(), 16) & flag) != 0;
		}

		/** Without the member of OpenTelemetry, which we may add. */
		String state() {
			return this.states.stream()
				.flatMap((line) -> Stream.of(line.split(",")))
				.filter((member) -> !member.startsWith("ot="))
				.collect(Collectors.joining(","));
		}

	}

}
