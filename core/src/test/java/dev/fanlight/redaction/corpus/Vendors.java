package dev.fanlight.redaction.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Tokens that identify themselves, from the formats their vendors or scanners publish.
 */
final class Vendors {

	/** Row of the score table, variant, template of {@link Rng#fill}. */
	private static final String[][] TEMPLATES = { { "aws-key-id", "akia", "AKIA{base32:16}" },
			{ "aws-key-id", "asia", "ASIA{base32:16}" }, { "aws-key-id", "abia", "ABIA{base32:16}" },
			{ "aws-key-id", "acca", "ACCA{base32:16}" }, { "google-api", "aiza", "AIza{u:35}" },
			{ "google-oauth", "access", "ya29.{u:40-160}" }, { "google-oauth", "client secret", "GOCSPX-{u:28}" },
			{ "azure-key", "entra", "{n:3}8Q~{n:31-34}" }, { "github", "fine-grained", "github_pat_{n:22}_{n:59}" },
			{ "gitlab", "pat", "glpat-{u:20}" }, { "gitlab", "deploy", "gldt-{u:20}" },
			{ "gitlab", "runner", "glrt-{u:20}" }, { "gitlab", "trigger", "glptt-{hex:40}" },
			{ "gitlab", "oauth", "gloas-{hex:64}" }, { "gitlab", "ci build", "glcbt-{n:5}_{u:20}" },
			{ "gitlab", "feed", "glft-{u:20}" }, { "gitlab", "incoming mail", "glimt-{a:25}" },
			{ "gitlab", "agent", "glagent-{u:50}" }, { "gitlab", "scim", "glsoat-{u:20}" },
			{ "gitlab", "feature flags", "glffct-{u:20}" }, { "slack", "bot", "xoxb-{d:12}-{d:12}-{n:24}" },
			{ "slack", "user", "xoxp-{d:12}-{d:12}-{d:13}-{hex:32}" },
			{ "slack", "app", "xapp-1-A{A:10}-{d:13}-{hex:64}" }, { "slack", "refresh", "xoxe-1-{A:146}" },
			{ "slack", "config", "xoxe.xoxp-1-{A:163}" }, { "slack", "legacy", "xoxa-2-{d:12}-{hex:32}" },
			{ "slack", "session", "xoxs-{d:10}-{d:10}-{d:10}-{hex:10}" },
			{ "slack", "rotated", "xoxr-{d:12}-{d:12}-{hex:32}" }, { "stripe", "live", "sk_live_{n:24}" },
			{ "stripe", "live long", "sk_live_51{n:97}" }, { "stripe", "restricted", "rk_live_{n:24-99}" },
			{ "stripe", "test", "sk_test_{n:24-99}" }, { "stripe", "webhook", "whsec_{n:32}" },
			{ "twilio", "api key", "SK{hex:32}" }, { "sendgrid", "key", "SG.{u:22}.{u:43}" },
			{ "pypi", "public", "pypi-AgEIcHlwaS5vcmc{u:100-160}" },
			{ "pypi", "test index", "pypi-AgENdGVzdC5weXBpLm9yZw{u:100-160}" },
			{ "openai", "legacy", "sk-{n:20}T3BlbkFJ{n:20}" }, { "anthropic", "api", "sk-ant-api03-{u:93}AA" },
			{ "anthropic", "admin", "sk-ant-admin01-{u:93}AA" }, { "anthropic", "oauth", "sk-ant-oat01-{u:93}AA" },
			{ "huggingface", "user", "hf_{L:34}" }, { "huggingface", "organisation", "api_org_{L:34}" },
			{ "digitalocean", "pat", "dop_v1_{hex:64}" }, { "digitalocean", "oauth", "doo_v1_{hex:64}" },
			{ "digitalocean", "refresh", "dor_v1_{hex:64}" }, { "databricks", "pat", "dapi{hex:32}" },
			{ "databricks", "numbered", "dapi{hex:32}-2" }, { "shopify", "access", "shpat_{hex:32}" },
			{ "shopify", "custom", "shpca_{hex:32}" }, { "shopify", "private", "shppa_{hex:32}" },
			{ "shopify", "shared", "shpss_{hex:32}" }, { "vault", "service", "hvs.{u:90-120}" },
			{ "vault", "short", "hvs.{n:24}" }, { "vault", "batch", "hvb.{u:138-200}" },
			{ "vault", "recovery", "hvr.{n:24}" }, { "grafana", "service account", "glsa_{n:32}_{hex:8}" },
			{ "grafana", "cloud", "glc_{b:80-120}" }, { "dynatrace", "api", "dt0c01.{A:24}.{A:64}" },
			{ "newrelic", "user", "NRAK-{A:27}" }, { "postman", "api", "PMAK-{hex:24}-{hex:34}" },
			{ "linear", "api", "lin_api_{n:40}" }, { "sentry", "user", "sntryu_{hex:64}" },
			{ "sentry", "organisation", "sntrys_eyJpYXQiOjE{b:60}LCJyZWdpb25fdXJs{b:40}=_{b:43}" },
			{ "doppler", "personal", "dp.pt.{n:43}" }, { "age", "secret key", "AGE-SECRET-KEY-1{bech32:58}" },
			{ "square", "access", "sq0atp-{u:22}" }, { "square", "oauth", "sq0csp-{u:43}" },
			{ "1password", "secret key", "A3-{A:6}-{A:11}-{A:5}-{A:5}-{A:5}" },
			{ "1password", "service account", "ops_eyJ{n:250-300}" }, { "adobe", "client secret", "p8e-{a:32}" },
			{ "alibaba", "key id", "LTAI{n:20}" }, { "artifactory", "api key", "AKCp{n:69}" },
			{ "artifactory", "reference", "cmVmd{n:59}" }, { "clojars", "deploy", "CLOJARS_{a:60}" },
			{ "cloudflare", "origin ca", "v1.0-{hex:24}-{hex:146}" }, { "definednet", "api", "dnkey-{A:26}-{A:52}" },
			{ "duffel", "live", "duffel_live_{u:43}" }, { "duffel", "test", "duffel_test_{u:43}" },
			{ "easypost", "live", "EZAK{n:54}" }, { "easypost", "test", "EZTK{n:54}" },
			{ "facebook", "page", "EAAC{n:120-180}" }, { "flutterwave", "secret", "FLWSECK_TEST-{hex:32}-X" },
			{ "flyio", "oauth", "fo1_{u:43}" }, { "flyio", "macaroon", "fm2_{b:120}" },
			{ "frameio", "token", "fio-u-{u:64}" }, { "harness", "pat", "pat.{u:22}.{hex:24}.{n:20}" },
			{ "terraform", "token", "{n:14}.atlasv1.{u:67}" }, { "heroku", "api", "HRKU-AA{u:58}" },
			{ "infracost", "api", "ico-{n:32}" }, { "intra42", "secret", "s-s4t2ud-{hex:64}" },
			{ "maxmind", "license", "{n:6}_{n:29}_mmk" }, { "notion", "token", "ntn_{d:11}{n:35}" },
			{ "octopus", "api", "API-{A:26}" }, { "openshift", "token", "sha256~{u:43}" },
			{ "perplexity", "api", "pplx-{n:48}" }, { "planetscale", "token", "pscale_tkn_{u:43}" },
			{ "planetscale", "password", "pscale_pw_{u:43}" }, { "planetscale", "oauth", "pscale_oauth_{u:43}" },
			{ "prefect", "api", "pnu_{n:36}" }, { "pulumi", "access", "pul-{hex:40}" },
			{ "readme", "api", "rdme_{a:70}" }, { "rubygems", "api", "rubygems_{hex:48}" },
			{ "scalingo", "api", "tk-us-{u:48}" }, { "sendinblue", "api", "xkeysib-{hex:64}-{n:16}" },
			{ "settlemint", "personal", "sm_pat_{n:16}" }, { "shippo", "live", "shippo_live_{hex:40}" },
			{ "sourcegraph", "access", "sgp_{hex:16}_{hex:40}" }, { "typeform", "token", "tfp_{u:59}" },
			{ "supabase", "pat", "sbp_{hex:40}" }, { "groq", "api", "gsk_{n:52}" }, { "replicate", "api", "r8_{n:37}" },
			{ "xai", "api", "xai-{n:80}" }, { "figma", "pat", "figd_{u:40}" },
			{ "tailscale", "auth", "tskey-auth-{n:17}-{n:32}" }, { "docker", "pat", "dckr_pat_{u:27}" },
			{ "nvidia", "api", "nvapi-{u:64}" }, { "langsmith", "pat", "lsv2_pt_{hex:32}_{hex:10}" },
			{ "airtable", "pat", "pat{n:14}.{hex:64}" }, { "posthog", "personal", "phx_{n:43}" },
			{ "sonarqube", "user", "squ_{hex:40}" }, { "openrouter", "api", "sk-or-v1-{hex:64}" },
			{ "mailchimp", "api", "{hex:32}-us12" },
			{ "braintree", "access", "access_token$production${a:16}${hex:32}" },
			{ "plaid", "access", "access-production-{uuid}" }, { "launchdarkly", "sdk", "sdk-{uuid}" },
			{ "mapbox", "secret", "sk.eyJ{n:80}.{u:22}" } };

	private Vendors() {
	}

	/** Every token, with the words around it left to the caller. */
	static List<Token> all() {
		List<Token> all = new ArrayList<>();
		for (String[] row : TEMPLATES) {
			all.add(new Token(row[0], row[1], (rng) -> rng.fill(row[2])));
		}
		for (String prefix : List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_")) {
			all.add(new Token("github", prefix, (rng) -> Tokens.checked(rng, prefix)));
		}
		all.add(new Token("github", "installation JWT",
				(rng) -> "ghs_" + rng.digits(7) + "_" + Tokens.jwt(rng, "RS256")));
		all.add(new Token("npm", "access", (rng) -> Tokens.checked(rng, "npm_")));
		all.add(new Token("gitlab", "routable pat", (rng) -> Tokens.gitlabRoutable(rng, "glpat-")));
		all.add(new Token("gitlab", "routable runner", (rng) -> Tokens.gitlabRoutable(rng, "glrt-t1_")));
		all.add(new Token("atlassian", "api", Tokens::atlassian));
		all.add(new Token("openai", "project", Tokens::openai));
		all.add(new Token("jwt", "signed", Tokens::jwt));
		all.add(new Token("jwt", "unsigned", (rng) -> Tokens.jwt(rng, "none")));
		all.add(new Token("jwt", "encrypted", Tokens::jwe));
		return all;
	}

	/**
	 * A token.
	 *
	 * @param kind the row of the score table
	 * @param variant which of the vendor's formats
	 * @param value how to make one
	 */
	record Token(String kind, String variant, Function<Rng, String> value) {

	}

}
