package dev.fanlight.redaction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.fanlight.redaction.RedactionPolicy.Builder;

/**
 * A policy made ready to run: detectors by number, tables, and the decisions on keys seen
 * so far. Immutable but for that cache, which holds 1024 keys; further keys are decided
 * anew each time.
 */
final class Engine {

	private static final int CACHED_KEYS = 1024;

	private final RedactionPolicy policy;

	private final List<String> ids = new ArrayList<>();

	private final List<Action> actions = new ArrayList<>();

	private final Map<String, Integer> numbers = new HashMap<>();

	private final PrefixTable prefixes = new PrefixTable();

	private final KeyTerms terms;

	private final Scanner scanner;

	private final List<Detector> detectors = new ArrayList<>();

	private final int[] detectorNumbers;

	private final Map<String, Integer> decisions = new ConcurrentHashMap<>();

	private final Writer writer;

	Engine(RedactionPolicy policy) {
		this.policy = policy;
		Builder settings = policy.settings();
		for (Map.Entry<String, DetectorGroup> entry : BuiltIn.IDS.entrySet()) {
			number(settings, entry.getKey(), entry.getValue());
		}
		for (VendorTokens.Vendor vendor : VendorTokens.TABLE) {
			int number = number(settings, vendor.id(), DetectorGroup.SECRETS);
			if (number >= 0) {
				this.prefixes.add(vendor, number);
			}
		}
		for (TokenPrefix prefix : settings.prefixes) {
			int number = number(settings, prefix.id(), DetectorGroup.SECRETS);
			if (number >= 0) {
				this.prefixes.add(prefix, number);
			}
		}
		this.detectorNumbers = userDetectors(settings);
		this.terms = new KeyTerms(settings.keys, settings.allowKeys, on(BuiltIn.KV) >= 0, on(BuiltIn.PII_KEY) >= 0);
		this.scanner = new Scanner(this);
		this.writer = new Writer(this.ids, this.actions, settings.hmacKey, policy.mode());
	}

	private int[] userDetectors(Builder settings) {
		List<Integer> found = new ArrayList<>();
		for (TokenPattern pattern : settings.patterns) {
			int number = number(settings, pattern.id(), DetectorGroup.SECRETS);
			if (number >= 0) {
				this.detectors.add(PatternDetector.compile(pattern));
				found.add(number);
			}
		}
		settings.detectors.forEach((id, detector) -> {
			int number = number(settings, id, DetectorGroup.SECRETS);
			if (number >= 0) {
				this.detectors.add(detector);
				found.add(number);
			}
		});
		return found.stream().mapToInt(Integer::intValue).toArray();
	}

	/** Number of the detector, -1 if it is off. */
	private int number(Builder settings, String id, DetectorGroup group) {
		Integer known = this.numbers.get(id);
		if (known != null) {
			return known;
		}
		boolean own = !settings.groups.contains(group);
		boolean on = settings.enabled.getOrDefault(id, !own);
		int number = -1;
		if (on) {
			number = this.ids.size();
			this.ids.add(id);
			this.actions.add(settings.actions.getOrDefault(id, Action.MASK));
		}
		this.numbers.put(id, number);
		return number;
	}

	/** Number of a built-in detector, -1 if it is off. */
	int on(String id) {
		return this.numbers.getOrDefault(id, -1);
	}

	RedactionPolicy policy() {
		return this.policy;
	}

	PrefixTable prefixes() {
		return this.prefixes;
	}

	KeyTerms terms() {
		return this.terms;
	}

	Writer writer() {
		return this.writer;
	}

	/** Finds everything; what a user's detector throws passes through. */
	void find(Scan scan, String text) {
		this.scanner.scan(scan);
		for (int n = 0; n < this.detectorNumbers.length; n++) {
			int number = this.detectorNumbers[n];
			this.detectors.get(n).detect(text, (start, end) -> {
				if (start < 0 || end > text.length() || start > end) {
					throw new IndexOutOfBoundsException("Finding outside the text");
				}
				if (start < Math.min(end, scan.len)) {
					scan.addLater(start, Math.min(end, scan.len), number);
				}
			});
		}
		scan.mergeLater();
	}

	/** What the key says about its value, if that is known. */
	@Nullable Integer decided(String key) {
		return this.decisions.get(key);
	}

	/** What the key says about its value. */
	int decide(Scan scan, String key) {
		int kind = this.terms.decide(scan, key);
		if (this.decisions.size() < CACHED_KEYS) {
			this.decisions.put(key, kind);
		}
		return kind;
	}

	/** Where the value leaves: a line about a request says what its span says. */
	static Exit exit(String key, Exit exit) {
		boolean http = key.startsWith("http_request_header_") || key.equals("url_query") || key.equals("url_path");
		return http ? Exit.HTTP : exit;
	}

	/** Whether a key of that kind makes the value of an entry sensitive. */
	boolean sensitive(int kind, String key, Exit exit) {
		if ((kind & (KeyTerms.HARMLESS | KeyTerms.EXEMPT | KeyTerms.ALLOW | KeyTerms.LISTED)) != 0) {
			return false;
		}
		if ((kind & KeyTerms.PII) != 0) {
			return on(BuiltIn.PII_KEY) >= 0;
		}
		boolean header = exit == Exit.HTTP || key.startsWith("http.request.header.")
				|| key.startsWith("http.response.header.");
		return on(BuiltIn.KV) >= 0 && ((kind & KeyTerms.QUERY) == 0 || header
				|| (kind & KeyTerms.HEADER) != 0 && key.regionMatches(true, 0, "x-", 0, 2));
	}

	/** Whether the value begins like the query of a URL. */
	boolean query(String key, Exit exit) {
		return exit == Exit.HTTP || key.endsWith("query");
	}

	/** Notes what of the whole value of a sensitive key has to go. */
	boolean findKeyed(Scan scan, int kind) {
		return this.scanner.pairs().whole(scan, kind);
	}

}
