package dev.fanlight.redaction.blind;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tokens that name their vendor, as the vendors and public secret scanners describe them.
 */
final class Vendors {

	private final Map<String, Supplier<String>> tokens = new LinkedHashMap<>();

	Vendors(Dice d, Formats f) {
		amazonToGoogle(d, f);
		code(d, f);
		clouds(d);
		models(d);
		messages(d, f);
		money(d);
		operations(d, f);
		data(d);
	}

	Map<String, Supplier<String>> tokens() {
		return this.tokens;
	}

	private void put(String name, Supplier<String> token) {
		this.tokens.put(name, token);
	}

	private void amazonToGoogle(Dice d, Formats f) {
		put("aws", () -> "AKIA" + d.of(Dice.BASE32, 16));
		put("aws-sts", () -> "ASIA" + d.of(Dice.BASE32, 16));
		put("google-api", () -> "AIza" + d.mixed(Dice.URL64, 35));
		put("google-access", () -> "ya29.a0Af" + d.mixed(Dice.URL64, 160));
		put("google-client", () -> "GOCSPX-" + d.mixed(Dice.URL64, 28));
		put("azure-entra", () -> d.mixed(3) + d.of(Dice.DIGIT, 1) + "Q~" + d.mixed(Dice.ALNUM + "_~.-", 34));
		put("azure-devops", () -> d.mixed(75) + "AZDO" + d.mixed(5));
		put("alibaba", () -> "LTAI5t" + d.mixed(18));
	}

	private void code(Dice d, Formats f) {
		for (String prefix : new String[] { "ghp_", "gho_", "ghu_", "ghs_", "ghr_" }) {
			put("github-" + prefix, () -> f.withCrc(prefix));
		}
		put("github-pat", () -> "github_pat_" + d.mixed(22) + "_" + d.mixed(59));
		for (String prefix : new String[] { "glpat-", "gldt-", "glrt-", "gloas-", "glft-", "glsoat-", "glimt-" }) {
			put("gitlab-" + prefix, () -> prefix + d.mixed(Dice.URL64, 20));
		}
		put("gitlab-routable", () -> "glpat-" + d.mixed(Dice.URL64, 36) + ".01." + d.of(Dice.DIGIT + Dice.LOWER, 9));
		put("gitlab-trigger", () -> "glptt-" + d.hex(40));
		put("gitlab-agent", () -> "glagent-" + d.mixed(Dice.URL64, 50));
		put("gitlab-job", () -> "glcbt-64_" + d.mixed(Dice.URL64, 20));
		put("bitbucket", () -> "ATBB" + d.mixed(32));
		put("npm", () -> f.withCrc("npm_"));
		put("pypi", () -> "pypi-AgEIcHlwaS5vcmc" + d.mixed(Dice.URL64, 120));
		put("rubygems", () -> "rubygems_" + d.hex(48));
		put("clojars", () -> "CLOJARS_" + d.of(Dice.HEX, 60));
		put("nuget", () -> "oy2" + d.of(Dice.DIGIT + Dice.LOWER, 43));
		put("docker-hub", () -> "dckr_pat_" + d.mixed(Dice.URL64, 27));
		put("artifactory", () -> "AKCp" + d.mixed(69));
		put("buildkite", () -> "bkua_" + d.hex(40));
		put("circleci", () -> "CCIPAT_" + d.mixed(22) + "_" + d.hex(40));
		put("sonar", () -> "squ_" + d.hex(40));
		put("sourcegraph", () -> "sgp_" + d.hex(16) + "_" + d.hex(40));
		put("figma", () -> "figd_" + d.mixed(Dice.URL64, 40));
		put("linear", () -> "lin_api_" + d.mixed(40));
		put("postman", () -> "PMAK-" + d.hex(24) + "-" + d.hex(34));
		put("readme", () -> "rdme_" + d.of(Dice.DIGIT + Dice.LOWER, 70));
		put("atlassian", () -> "ATATT3" + d.mixed(Dice.URL64, 178) + "=" + d.of("0123456789ABCDEF", 8));
	}

	private void clouds(Dice d) {
		put("digitalocean", () -> "dop_v1_" + d.hex(64));
		put("digitalocean-oauth", () -> "doo_v1_" + d.hex(64));
		put("heroku", () -> "HRKU-AA" + d.mixed(Dice.URL64, 58));
		put("fly", () -> "fo1_" + d.mixed(Dice.URL64, 43));
		put("supabase", () -> "sbp_" + d.hex(40));
		put("tailscale", () -> "tskey-auth-" + d.mixed(17) + "-" + d.mixed(32));
		put("netlify", () -> "nfp_" + d.mixed(36));
		put("vault", () -> "hvs." + d.mixed(Dice.URL64, 95));
		put("vault-batch", () -> "hvb." + d.mixed(Dice.URL64, 140));
		put("terraform", () -> d.mixed(14) + ".atlasv1." + d.mixed(Dice.URL64, 67));
		put("pulumi", () -> "pul-" + d.hex(40));
		put("doppler", () -> "dp.pt." + d.mixed(43));
		put("age", () -> "AGE-SECRET-KEY-1" + d.of("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58));
		put("openshift", () -> "sha256~" + d.mixed(Dice.URL64, 43));
		put("yandex", () -> "AQVN" + d.mixed(Dice.URL64, 36));
		put("onepassword", () -> "ops_eyJ" + d.mixed(Dice.ALNUM, 260));
		put("infracost", () -> "ico-" + d.mixed(32));
		put("scalingo", () -> "tk-us-" + d.mixed(Dice.URL64, 48));
		put("prefect", () -> "pnu_" + d.of(Dice.DIGIT + Dice.LOWER, 36));
	}

	private void models(Dice d) {
		put("openai-old", () -> "sk-" + d.mixed(20) + "T3BlbkFJ" + d.mixed(20));
		put("openai-project", () -> "sk-proj-" + d.mixed(Dice.URL64, 74) + "T3BlbkFJ" + d.mixed(Dice.URL64, 74));
		put("openai-service", () -> "sk-svcacct-" + d.mixed(Dice.URL64, 58) + "T3BlbkFJ" + d.mixed(Dice.URL64, 58));
		put("anthropic", () -> "sk-ant-api03-" + d.mixed(Dice.URL64, 93) + "AA");
		put("anthropic-admin", () -> "sk-ant-admin01-" + d.mixed(Dice.URL64, 93) + "AA");
		put("openrouter", () -> "sk-or-v1-" + d.hex(64));
		put("huggingface", () -> "hf_" + d.of(Dice.UPPER + Dice.LOWER, 34));
		put("groq", () -> "gsk_" + d.mixed(52));
		put("xai", () -> "xai-" + d.mixed(80));
		put("replicate", () -> "r8_" + d.mixed(37));
		put("perplexity", () -> "pplx-" + d.mixed(48));
		put("nvidia", () -> "nvapi-" + d.mixed(Dice.URL64, 64));
		put("langsmith", () -> "lsv2_pt_" + d.hex(32) + "_" + d.hex(10));
		put("databricks", () -> "dapi" + d.hex(32));
	}

	private void messages(Dice d, Formats f) {
		put("slack-bot", () -> "xoxb-" + d.digits(12) + "-" + d.digits(13) + "-" + d.mixed(24));
		put("slack-user", () -> "xoxp-" + d.digits(12) + "-" + d.digits(12) + "-" + d.digits(13) + "-" + d.hex(32));
		put("slack-app", () -> "xapp-1-A" + d.of(Dice.DIGIT + Dice.UPPER, 10) + "-" + d.digits(13) + "-" + d.hex(64));
		put("slack-refresh", () -> "xoxe-1-" + d.mixed(146));
		put("twilio-key", () -> "SK" + d.hex(32));
		put("sendgrid", () -> "SG." + d.mixed(Dice.URL64, 22) + "." + d.mixed(Dice.URL64, 43));
		put("brevo", () -> "xkeysib-" + d.hex(64) + "-" + d.mixed(16));
		put("telegram", () -> d.digits(10) + ":AA" + d.mixed(Dice.URL64, 33));
		put("discord", () -> Formats.base64(d.digits(18)) + "." + d.mixed(6) + "." + d.mixed(Dice.URL64, 38));
		put("hubspot", () -> "pat-na1-" + d.uuid());
		put("notion", () -> "ntn_" + d.digits(11) + d.mixed(35));
		put("airtable", () -> "pat" + d.mixed(14) + "." + d.hex(64));
		put("typeform", () -> "tfp_" + d.mixed(59));
		put("contentful", () -> "CFPAT-" + d.mixed(Dice.URL64, 43));
		put("dropbox", () -> "sl." + d.mixed(Dice.URL64, 136));
		put("resend", () -> "re_" + d.mixed(8) + "_" + d.mixed(24));
		put("fcm", () -> d.mixed(Dice.URL64, 11) + ":APA91b" + d.mixed(Dice.URL64, 134));
	}

	private void money(Dice d) {
		put("stripe", () -> "sk_live_51" + d.mixed(97));
		put("stripe-old", () -> "sk_test_" + d.mixed(24));
		put("stripe-restricted", () -> "rk_live_" + d.mixed(99));
		put("stripe-webhook", () -> "whsec_" + d.mixed(32));
		put("square", () -> "sq0csp-" + d.mixed(Dice.URL64, 43));
		put("square-access", () -> "sq0atp-" + d.mixed(Dice.URL64, 22));
		put("shopify", () -> "shpat_" + d.hex(32));
		put("shopify-shared", () -> "shpss_" + d.hex(32));
		put("shippo", () -> "shippo_live_" + d.hex(40));
		put("easypost", () -> "EZAK" + d.mixed(54));
		put("duffel", () -> "duffel_live_" + d.mixed(Dice.URL64, 43));
		put("flutterwave", () -> "FLWSECK_TEST-" + d.hex(32) + "-X");
		put("plaid", () -> "access-sandbox-" + d.uuid());
	}

	private void operations(Dice d, Formats f) {
		put("grafana-service", () -> "glsa_" + d.mixed(32) + "_" + d.hex(8));
		put("grafana-cloud", () -> "glc_eyJ" + d.mixed(120));
		put("newrelic", () -> "NRAK-" + d.of(Dice.DIGIT + Dice.UPPER, 27));
		put("dynatrace", () -> "dt0c01." + d.of(Dice.BASE32, 24) + "." + d.of(Dice.BASE32, 64));
		put("sentry", () -> "sntrys_eyJ" + d.mixed(120) + "_" + d.mixed(43));
		put("sentry-user", () -> "sntryu_" + d.hex(64));
		put("octopus", () -> "API-" + d.of(Dice.DIGIT + Dice.UPPER, 26));
		put("posthog", () -> "phx_" + d.mixed(43));
		put("cloudflare-origin", () -> "v1.0-" + d.hex(24) + "-" + d.hex(146));
	}

	private void data(Dice d) {
		put("planetscale", () -> "pscale_tkn_" + d.mixed(43));
		put("planetscale-password", () -> "pscale_pw_" + d.mixed(43));
		put("neon", () -> "napi_" + d.of(Dice.DIGIT + Dice.LOWER, 64));
		put("aiven", () -> "AVNS_" + d.mixed(19));
		put("pinecone", () -> "pcsk_" + d.mixed(70));
		put("mapbox", () -> "sk.eyJ1Ijoi" + d.mixed(56) + "." + d.mixed(22));
		put("maxmind", () -> d.mixed(6) + "_" + d.mixed(29) + "_mmk");
	}

	/** Kinds that were left out at first. */
	static Map<String, Supplier<String>> late(Dice d) {
		Map<String, Supplier<String>> late = new LinkedHashMap<>();
		late.put("google-refresh", () -> "1//0g" + d.mixed(Dice.URL64, 98));
		late.put("gitlab-runner", () -> "GR1348941" + d.mixed(Dice.URL64, 20));
		late.put("doppler-service", () -> "dp.st.prd." + d.mixed(43));
		late.put("linear-oauth", () -> "lin_oauth_" + d.hex(64));
		late.put("tailscale-api", () -> "tskey-api-" + d.mixed(17) + "-" + d.mixed(32));
		late.put("fly", () -> "fm2_lJPECAAA" + d.mixed(120));
		late.put("supabase", () -> "sb_secret_" + d.mixed(22) + "_" + d.mixed(8));
		late.put("notion", () -> "secret_" + d.mixed(43));
		late.put("paypal", () -> "access_token$production$" + d.of(Dice.DIGIT + Dice.LOWER, 16) + "$" + d.hex(32));
		late.put("artifactory", () -> "cmVmdGtuO" + d.mixed(55));
		late.put("slack-rotated", () -> "xoxe.xoxb-1-" + d.mixed(163));
		late.put("shopify", () -> "shppa_" + d.hex(32));
		late.put("sonar-project", () -> "sqp_" + d.hex(40));
		late.put("stripe-test", () -> "rk_test_" + d.mixed(24));
		late.put("digitalocean", () -> "dor_v1_" + d.hex(64));
		late.put("bedrock", () -> "ABSK" + d.mixed(Dice.ALNUM + "+/", 127) + "=");
		late.put("vault-recovery", () -> "hvr." + d.mixed(Dice.URL64, 40));
		late.put("atlassian-service", () -> "ATCTT3" + d.mixed(Dice.URL64, 178) + "=" + d.of("0123456789ABCDEF", 8));
		return late;
	}

}
