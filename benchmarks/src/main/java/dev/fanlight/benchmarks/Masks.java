package dev.fanlight.benchmarks;

import java.util.List;

/**
 * The masks that services carry around today, as their authors publish them: one
 * expression per subject, related tokens joined in one alternation, the literals that
 * have to occur next to it. The dialect is what java.util.regex and re2j share. The most
 * usual ones come first, so that the first ten or twenty are what a short list would
 * hold.
 *
 * @param expression what to look for
 * @param replacement what to write
 * @param gates lower-case literals of which one has to occur; empty when there is none
 */
record Masks(String expression, String replacement, List<String> gates) {

	private static final String KEYS = "password|passwd|passphrase|passcode|pwd|secret|credentials?|token|authorization|jwt|assertion|t?otp|"
			+ "api[_.-]?key|access[_.-]?key|secret[_.-]?key|private[_.-]?key|signing[_.-]?key|encryption[_.-]?key|master[_.-]?key|"
			+ "account[_.-]?key|shared[_.-]?key|storage[_.-]?key|subscription[_.-]?key|auth[_.-]?key|hmac[_.-]?key|ssh[_.-]?key|"
			+ "service[_.-]?key|session[_.-]?id|session[_.-]?key|sessid|connect\\.sid|remember[_.-]?me|secret[_.-]?id|"
			+ "(?:security|verification|mfa|recovery|backup)[_.-]?code|card[_.-]?number|passwort|kennwort|contrasena|senha|wachtwoord";

	private static final List<String> KEY_GATES = List.of("pass", "pwd", "secret", "credential", "token",
			"authorization", "jwt", "assertion", "otp", "key", "sess", "connect.sid", "remember", "code", "card",
			"kennwort", "contrasena", "senha", "wachtwoord");

	private static final String NAME = "((?:" + KEYS + ")[\\w.-]{0,24}";

	/** Everything that the engine's default groups cover. */
	static final List<Masks> ALL = List.of(of("(?i)" + NAME
			+ "\\\\*[\"'`)]?\\s*(?:=>|->|[=:])\\s*[\\[(]?)(?:\\\\*\"[^\"\\\\]+|'[^']+|`[^`]+|[^\\s\"'`,;&)\\]}]+)",
			"$1****", KEY_GATES), of("\\b(?:\\d[ -]?){13,18}\\d\\b", "****"),
			of("(?i)\\b(bearer|basic|token|apikey)\\s+[A-Za-z0-9._~+/=-]{8,}", "$1 ****", "bearer", "basic", "token",
					"apikey"),
			of("\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_.-]*", "****", "eyj"),
			of("(://[^/\\s:@]*:)[^/\\s]+@", "$1****@", "://"),
			of("\\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b", "****", "akia", "asia", "abia", "acca"),
			of("\\b(?:gh[pousr]_[A-Za-z0-9_.-]{36,}|github_pat_\\w{82})", "****", "ghp_", "gho_", "ghu_", "ghs_",
					"ghr_", "github_pat_"),
			of("-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-[^-])*(?:-----END [A-Z ]+-----)?", "****",
					"private key"),
			of("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b", "****"),
			of("(?i)(cookie\"?\\s*[:=]\\s*)[^\\r\\n]+", "$1****", "cookie"),
			of("(?i)(authorization\"?\\s*[:=]\\s*)(?:digest|aws4-hmac-sha256|oauth|signature)[^\\r\\n]+", "$1****",
					"authorization"),
			of("\\bAIza[\\w-]{35}|\\bya29\\.[\\w-]{20,}|\\bGOCSPX-[\\w-]{28}", "****", "aiza", "ya29.", "gocspx-"),
			of("\\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|\\bwhsec_[A-Za-z0-9]{32}", "****", "sk_live_", "sk_test_",
					"rk_live_", "rk_test_", "whsec_"),
			of("\\bxox[abeprs][.-][A-Za-z0-9.-]{15,}|\\bxapp-[A-Za-z0-9-]{15,}", "****", "xox", "xapp-"),
			of("(hooks\\.slack\\.com/(?:services|workflows|triggers)/)[\\w/]+", "$1****", "hooks.slack.com"),
			of("\\bgl(?:pat|dt|rt|ptt|oas|cbt|ft|imt|agent|soat|ffct)-[\\w.-]{20,}", "****", "glpat-", "gldt-", "glrt-",
					"glptt-", "gloas-", "glcbt-", "glft-", "glimt-", "glagent-", "glsoat-", "glffct-"),
			of("\\bsk-[\\w-]{20,}", "****", "sk-"), of("\\bnpm_[A-Za-z0-9]{36}\\b", "****", "npm_"),
			of("\\bSG\\.[\\w-]{22}\\.[\\w-]{43}", "****", "sg."), of("\\bpypi-AgE[\\w-]{50,}", "****", "pypi-age"),
			of("\\bSK[0-9a-f]{32}\\b", "****", "sk"), of("\\b\\w{3}\\dQ~[\\w~.-]{31,34}", "****", "q~"),
			of("(?i)([?&](?:sig|signature|code|key|session|sid|auth|x-(?:amz|goog)-[a-z-]+|samlresponse)=)[^&\\s]+",
					"$1****", "?", "&"),
			of("(?i)\\b((?:pin|cvv2?|cvc2?|csc)[\"']?\\s*[:=]\\s*[\"']?)\\d{3,8}\\b", "$1****", "pin", "cvv", "cvc",
					"csc"),
			of("(?i)(<(?:\\w+:)?\\w*(?:password|secret|token|apikey)\\w*[^>]*>)[^<]+", "$1****", "<"),
			of("(rejected value \\[)[^\\]]+", "$1****", "rejected value"),
			of("\\b(?:hf_|api_org_)[A-Za-z]{34}|\\bdapi[0-9a-f]{32}|\\bshp(?:at|ca|pa|ss)_[0-9a-f]{32}|\\bdo[opr]_v1_[0-9a-f]{64}",
					"****", "hf_", "api_org_", "dapi", "shp", "_v1_"),
			of("\\bhv[sbr]\\.[\\w-]{24,}|\\bdt0c01\\.\\w{24}\\.\\w{64}|\\bdp\\.pt\\.\\w{43}", "****", "hvs.", "hvb.",
					"hvr.", "dt0c01.", "dp.pt."),
			of("\\bgl(?:sa|c)_[\\w+/=]{32,}|\\bNRAK-\\w{27}|\\bPMAK-[0-9a-f-]{59}|\\blin_api_\\w{40}|\\bATATT3[\\w=-]{180,}",
					"****", "glsa_", "glc_", "nrak-", "pmak-", "lin_api_", "atatt3"),
			of("\\bsntry[su]_[\\w+/=]{40,}|\\bAGE-SECRET-KEY-1\\w{58}|\\bsq0(?:atp|csp)-[\\w-]{22,}|\\bLTAI\\w{20}\\b",
					"****", "sntry", "age-secret-key-1", "sq0", "ltai"),
			of("\\b(?:pscale_(?:tkn|pw|oauth)|lsv2_pt|CLOJARS|sm_[aps]at|fo1|fm2|r8|ops|rubygems|rdme|sbp|gsk|pnu|ntn|figd|squ|phx|tfp|dckr_pat|duffel_(?:live|test)|shippo_(?:live|test)|sgp)_[\\w-]{16,}",
					"****", "lsv2_pt_", "clojars_", "sm_aat_", "sm_pat_", "sm_sat_", "fo1_", "fm2_", "r8_", "ops_",
					"pscale_", "rubygems_", "rdme_", "sbp_", "gsk_", "pnu_", "ntn_", "figd_", "squ_", "phx_", "tfp_",
					"dckr_pat_", "duffel_", "shippo_", "sgp_"),
			of("\\b(?:v1\\.0|dnkey|fio-u|tk-us|s-s4t2ud|A3|access-production|sdk|pplx|xai|nvapi|tskey|xkeysib|pul|ico|HRKU|p8e|API|FLWSECK_TEST)-[\\w-]{24,}",
					"****", "v1.0-", "dnkey-", "fio-u-", "tk-us-", "s-s4t2", "a3-", "access-production", "sdk-",
					"pplx-", "xai-", "nvapi-", "tskey-", "xkeysib-", "pul-", "ico-", "hrku-", "p8e-", "api-",
					"flwseck_test-"),
			of("\\bEZ[AT]K\\w{54}|\\bEAA[MC]\\w{100,}|\\bAKCp\\w{69}|\\bcmVmd\\w{59}|\\bpat\\w{0,14}\\.[\\w.-]{22,}|\\b\\w{14}\\.atlasv1\\.[\\w-]{60,}|\\bsha256~[\\w-]{43}",
					"****", "ezak", "eztk", "eaam", "eaac", "akcp", "cmvmd", "pat", ".atlasv1.", "sha256~"));

	private static Masks of(String expression, String replacement, String... gates) {
		return of(expression, replacement, List.of(gates));
	}

	private static Masks of(String expression, String replacement, List<String> gates) {
		return new Masks(expression, replacement, gates);
	}

}
