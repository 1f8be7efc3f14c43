package dev.fanlight.redaction;

/**
 * Versions behind the name of an artifact, a package or an image, which may be called
 * after what it makes: {@code com.auth0:java-jwt:4.4.0}, {@code acme/auth-token:v1.2}.
 */
final class Coordinate {

	private static final int LONGEST_PATH = 64;

	private static final Words TAGS = Words.exact("jar", "war", "pom", "zip", "aar", "klib", "bom", "compile",
			"runtime", "test", "provided", "import", "sources", "javadoc", "latest", "stable", "edge", "nightly",
			"snapshot", "all", "any", "amd64", "arm64", "armhf", "i386", "native");

	/** What tells the host of images from a directory. */
	private static final Words REGISTRIES = Words.exact("gcr.io/", "ghcr.io/", "quay.io/", "docker.io/", "registry",
			".ecr.", "azurecr.io/", "harbor", "pkg.dev/");

	/** Kinds of keys that artifacts are called after. */
	private static final int ARTIFACTS = KeyTerms.COUNT | KeyTerms.AUTH;

	/** How the names of groups begin. */
	private static final Words GROUPS = Words.exact("com.", "org.", "io.", "net.", "dev.", "de.", "jakarta.");

	private static final int LONGEST = 128;

	private static final String PATH = "/._-:";

	private static final String DIGEST = "sha256";

	private Coordinate() {
	}

	/**
	 * Whether all behind the colon at the end of the key is packaging, version and scope,
	 * or the tag of an image with its registry, and the key stands where their name does.
	 */
	static boolean is(Scan scan, int from, int kind) {
		int left = scan.before(scan.keyStart);
		boolean located = left == ':' || left == '/' || left == '@';
		if ((kind & ARTIFACTS) == 0 || !located && GROUPS.after(scan, scan.keyStart) == scan.keyStart) {
			return false;
		}
		scan.narrow(from + LONGEST);
		int end = Unquoted.end(scan, from, false);
		scan.widen();
		boolean divided = Unquoted.before(scan.buf, from, end, '.') < end
				|| Unquoted.before(scan.buf, from, end, '-') < end;
		return end - from < LONGEST && (parts(scan, from, end, located)
				|| divided && left == '/' && !PhraseDetector.random(scan.buf, from, end) && image(scan, scan.keyStart));
	}

	private static boolean parts(Scan scan, int from, int end, boolean located) {
		boolean named = located;
		int part = from;
		for (int i = from; i <= end; i++) {
			int c = (i < end) ? scan.buf[i] : ':';
			if (c != ':' && c != '@') {
				continue;
			}
			if (!version(scan.buf, part, i) && !TAGS.is(scan, part, i)) {
				if (!artifact(scan, part, i, end)) {
					return named && part > from && scan.before(part) == '@' && i < end && scan.at(part, DIGEST);
				}
				named = true;
			}
			part = i + 1;
		}
		return named;
	}

	/** {@code jjwt-api:0.12.6} behind the group {@code io.jsonwebtoken}. */
	private static boolean artifact(Scan scan, int from, int to, int end) {
		int i = from;
		while (i < to && (Chars.lower(scan.buf[i]) || Chars.digit(scan.buf[i]) || scan.buf[i] == '-')) {
			i++;
		}
		return i == to && to < end && Chars.lower(scan.buf[from])
				&& Unquoted.before(scan.buf, scan.keyStart, from, '.') < from;
	}

	private static boolean version(char[] buf, int from, int end) {
		int number = (buf[from] == 'v') ? from + 1 : from;
		return Reference.version(buf, number, end, (number > from) ? 0 : 1);
	}

	/** Whether the name stands in the path of a registry. */
	private static boolean image(Scan scan, int name) {
		int from = name;
		int low = Math.max(scan.lastEnd(), name - LONGEST_PATH);
		while (from > low && (Chars.alnum(scan.before(from)) || PATH.indexOf(scan.before(from)) >= 0)) {
			from--;
		}
		for (int i = from; i < name; i++) {
			if (REGISTRIES.after(scan, i) > i) {
				return true;
			}
		}
		return false;
	}

}
