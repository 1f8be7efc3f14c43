package dev.fanlight.redaction;

import java.util.ArrayList;
import java.util.List;

/**
 * Tokens that name themselves, from their vendors' published formats. A line is an id, a
 * literal prefix and a body: parts of an alphabet letter and a length, joined by literal
 * punctuation. In front of a body, {@code !} demands digits and both cases, {@code >}
 * keeps the prefix readable, {@code <} also takes what is glued to the left by dots, and
 * {@code @word:} demands that word shortly before.
 */
final class VendorTokens {

	private static final String LETTERS = "dx2luawibstz";

	private static final Alphabet[] ALPHABETS = { Alphabet.DIGITS, Alphabet.HEX, Alphabet.BASE32, Alphabet.LOWER_ALNUM,
			Alphabet.UPPER_ALNUM, Alphabet.ALNUM, Alphabet.WORD, Alphabet.UUID, Alphabet.BASE64URL, Alphabet.BASE64,
			Alphabet.TOKEN, Alphabet.WIDE };

	private static final String LINES = """
			1password ops_eyJ s50+
			1password A3- u6-u6-u5-u5-u5-u5
			1password A3- u6-u11-u5-u5-u5
			adafruit aio_ a28
			adobe p8e- a32
			adyen AQE b90+
			age AGE-SECRET-KEY-1 u58
			airtable pat a14.x64
			aiven AVNS_ b19
			alibaba LTAI a12-26
			amazon-login amzn1.oa2-cs.v1. x64
			amazon-login Atzr| z60+
			amazon-login Atza| z60+
			amazon-mws amzn.mws. x8-x4-x4-x4-x12
			anthropic sk-ant- b20+
			apify apify_api_ a36
			artifactory AKCp a60-72
			artifactory cmVmd a59
			asana 1/ d10-20:x32
			asana 2/ d10-20/d10-20:x32
			atlassian ATATT3 t150+
			atlassian ATCTT3 t150+
			aws-bedrock ABSK s100+
			aws-key-id AKIA 216
			aws-key-id ASIA 216
			aws-key-id ABIA 216
			aws-key-id ACCA 216
			axiom xaat- x8-x4-x4-x4-x12
			axiom xapt- x8-x4-x4-x4-x12
			backblaze K00 !b28
			baidu ALTAK a21
			baidu bce-v3/ALTAK- b16-32/x40
			bitbucket ATBB a32
			braintree access_token$production$ l16$x32
			braintree access_token$sandbox$ l16$x32
			brevo xkeysib- x64-a16
			brevo xsmtpsib- x64-a16
			buildkite bkua_ x40
			buildkite bkct_ b30+
			cashfree cfsk_ma_prod_ x32_x8
			cashfree cfsk_ma_test_ x32_x8
			cerebras csk- l48
			circleci CCIPAT_ a22_x40
			circleci CCIPRJ_ a22_x40
			clickhouse 4b1d a38
			clickup pk_ d5-10_u32
			clojars CLOJARS_ l60
			cloudflare v1.0- x24-x146
			cockroach CCDB1_ a22_a40
			codesandbox csb_v1_ b43
			confluent cflt s60+
			contentful CFPAT- b43
			crates-io cio !a32
			databricks dapi x32
			databricks dapi x32-d1
			databricks dkea x32
			databricks dose x32
			dbt dbtc_ b30+
			dbt dbtu_ b30+
			deepseek sk- x32
			defined dnkey- b26-b52
			deno ddp_ a36
			deno ddo_ a36
			devcycle dvc_server_ w30-80
			digitalocean dop_v1_ x64
			digitalocean doo_v1_ x64
			digitalocean dor_v1_ x64
			discord discord.com/api/webhooks/ >d17-20/b60-72
			discord discordapp.com/api/webhooks/ >d17-20/b60-72
			docker dckr_pat_ b27
			docker dckr_oat_ b32
			doppler dp.pt. a40-44
			doppler dp.st. t40+
			doppler dp.ct. a40-44
			doppler dp.sa. a40-44
			doppler dp.scim. a40-44
			doppler dp.audit. a40-44
			dropbox sl. t130+
			duffel duffel_live_ t43
			duffel duffel_test_ t43
			dynatrace dt0c01. a24.a64
			dynatrace dt0s01. a8-24.a64
			dynatrace dt0s02. a8-24.a64
			dynatrace dt0s16. a8-24.a64
			e2b e2b_ x40
			easypost EZAK a54
			easypost EZTK a54
			ebay v^1.1# z100+
			elastic essu_ b50+
			elevenlabs sk_ x48
			exoscale EXO x24-26
			facebook EAA a90+
			figma figd_ b36-50
			figma figu_ b36-50
			firebase AAAA b7:b140
			firecrawl fc- x32
			fireworks fw_ !a22-24
			flutterwave FLWSECK- a32-X
			flutterwave FLWSECK_TEST- a12-40
			flutterwave FLWSECK_TEST- a32-X
			fly fm1a_ s60+
			fly fm1r_ s60+
			fly fm2_ s60+
			fly fo1_ b43
			frameio fio-u- t64
			gitbook gb_api_ a40
			github ghp_ t36+
			github gho_ t36+
			github ghu_ t36+
			github ghs_ t36+
			github ghr_ t36+
			github github_pat_ a22_a59
			gitlab glpat- t20+
			gitlab gldt- t20+
			gitlab glrt- t20+
			gitlab glrtr- t20+
			gitlab glptt- t20+
			gitlab gloas- t20+
			gitlab glcbt- t20+
			gitlab glft- t20+
			gitlab glimt- t20+
			gitlab glagent- t20+
			gitlab glsoat- t20+
			gitlab glffct- t20+
			gitlab glwt- t20+
			gitlab GR1348941 b20
			gocardless live_ b40
			google-api AIza b35
			google-hmac GOOG1E u57
			google-oauth ya29. b20+
			google-oauth GOCSPX- b28
			google-oauth 1//0 !b30+
			grafana glsa_ a32_x8
			grafana glc_ s32+
			grafana eyJrIjoi s60+
			groq gsk_ a52
			harness pat. b22.a24.a20
			harness sat. b22.a24.a20
			helicone sk-helicone- b20+
			heroku HRKU-AA b58
			heroku HRKU- x8-x4-x4-x4-x12
			honeycomb hcaik_ a58
			honeycomb hcalk_ a58
			hubspot pat-na1- x8-x4-x4-x4-x12
			hubspot pat-na2- x8-x4-x4-x4-x12
			hubspot pat-eu1- x8-x4-x4-x4-x12
			huggingface hf_ a34
			huggingface api_org_ a34
			infracost ico- a32
			intercom dG9rO s50-60
			intra42 s-s4t2ud- x64
			intra42 s-s4t2af- x64
			jina jina_ a60
			kaggle KGAT_ x32
			langfuse sk-lf- x8-x4-x4-x4-x12
			langsmith lsv2_pt_ x32_x10
			langsmith lsv2_sk_ x32_x10
			launchdarkly sdk- x8-x4-x4-x4-x12
			launchdarkly api- x8-x4-x4-x4-x12
			lichess lio_ a20
			lichess lip_ a20
			linear lin_api_ a40
			linear lin_oauth_ a40-64
			lob live_ x35
			lob test_ x35
			mailersend mlsn. x64
			mailgun key- @mailgun:x32
			mapbox sk.eyJ b40-200.b20-24
			mapbox tk.eyJ b40-200.b20-24
			mercadopago APP_USR- d10-20-d6-x32-d4-12
			mercadopago TEST- d10-20-d6-x32-d4-12
			mercury secret-token:mercury_production_ t30+
			mercury secret-token:mercury_sandbox_ t30+
			midtrans Mid-server- b20+
			mollie live_ a30
			mongodb mdb_sa_sk_ b40
			neon napi_ a64
			netlify nfp_ a36-40
			netlify nfu_ a36-40
			netlify nfc_ a36-40
			netlify nfo_ a36-40
			netlify nfb_ a36-40
			newrelic NRAK- a27
			newrelic NRII- b32
			newrelic NRRA- i36-50
			newrelic NRIQ- b32
			notion secret_ a43
			notion ntn_ a46
			npm npm_ a36
			nuget oy2 l43
			nvidia nvapi- b60-70
			octopus API- u25-26
			onesignal os_v2_org_ l60+
			onesignal os_v2_app_ l60+
			onfido api_live_ca. b11.b32
			onfido api_sandbox. b11.b32
			onfido api_live. b11.b32
			onfido api_live_eu. b11.b32
			onfido api_sandbox_us. b11.b32
			onfido api_live_us. b11.b32
			onfido api_sandbox_ca. b11.b32
			openai sk-proj- b40+
			openai sk-svcacct- b40+
			openai sk-admin- b40+
			openai sk- !b32+
			openrouter sk-or-v1- x64
			openshift sha256~ b43
			paddle pdl_live_apikey_ w40+
			paddle pdl_sdbx_apikey_ w40+
			pagarme ak_live_ a20-60
			paypal A21AA b80+
			permit permit_key_ a80+
			perplexity pplx- a48
			persona persona_sandbox_ x8-x4-x4-x4-x12
			persona persona_production_ x8-x4-x4-x4-x12
			pinecone pcsk_ w40-80
			pinterest pina_ a60+
			plaid access-production- x8-x4-x4-x4-x12
			plaid access-sandbox- x8-x4-x4-x4-x12
			plaid access-development- x8-x4-x4-x4-x12
			planetscale pscale_tkn_ t32-64
			planetscale pscale_oauth_ t32-64
			planetscale pscale_pw_ t32-64
			polar polar_oat_ w40+
			polar polar_pat_ w40+
			posthog phx_ a40-50
			postman PMAK- x24-x34
			postman PMAT- a26
			prefect pnu_ a36
			prefect pnb_ a36
			pulumi pul- x40
			pypi pypi-AgEIcHlwaS5vcmc b50+
			pypi pypi-AgENdGVzdC5weXBpLm9yZw b50+
			razorpay rzp_live_ a14
			razorpay rzp_test_ a14
			readme rdme_ l70
			render rnd_ a28-36
			replicate r8_ a37
			resend re_ a8_a24
			revolut oa_prod_ b43
			revolut oa_sand_ b43
			rubygems rubygems_ x48
			runpod rpa_ a40-50
			salesforce 5Aep861 t60+
			salesforce 00D a12!t60+
			samsara samsara_api_ a30
			scaleway SCW u17
			scalingo tk-us- b48
			scrapfly scp-live- x32
			segment sgp_ a64
			sendgrid SG. b22.b43
			sentry sntrys_ z50+
			sentry sntryu_ x64
			sentry sntryi_ x64
			settlemint sm_aat_ a16
			settlemint sm_pat_ a16
			settlemint sm_sat_ a16
			shippo shippo_live_ x40
			shippo shippo_test_ x40
			shopify shpat_ x32
			shopify shpca_ x32
			shopify shppa_ x32
			shopify shpss_ x32
			shopify shprt_ x32
			shopify shpua_ x32
			slack xoxb- t15+
			slack xoxp- t15+
			slack xoxa- t15+
			slack xoxr- t15+
			slack xoxs- t15+
			slack xoxo- t15+
			slack xoxe- t15+
			slack xoxc- t15+
			slack xoxd- z15+
			slack xoxe.xox t20+
			slack xapp- t15+
			slack hooks.slack.com/services/ >z20+
			slack hooks.slack.com/workflows/ >z20+
			slack hooks.slack.com/triggers/ >z20+
			socket sktsec_ b40+
			sonarqube squ_ x40
			sonarqube sqp_ x40
			sonarqube sqa_ x40
			sourcegraph sgp_ x40
			sourcegraph sgp_ x16_x40
			sourcegraph sgp_local_ x40
			sourcegraph sgd_ x64
			sourcegraph slk_ x64
			square sq0atp- b22
			square sq0csp- b43
			square EAAA b56-62
			statsig secret- a43
			stripe sk_live_ a16+
			stripe sk_test_ a16+
			stripe sk_prod_ a16+
			stripe rk_live_ a16+
			stripe rk_test_ a16+
			stripe rk_prod_ a16+
			stripe whsec_ s16+
			stytch secret-live- b40-50
			stytch secret-test- b40-50
			supabase sbp_ x40
			supabase sb_secret_ b30-45
			tailscale tskey-auth- b20+
			tailscale tskey-api- b20+
			tailscale tskey-client- b20+
			tavily tvly- b28-60
			teams-webhook webhook.office.com/webhookb2/ >z30+
			tencent AKID a32
			terraform atlasv1. <b60-70
			together tgp_v1_ b43
			trello ATTA x64-80
			twilio SK x32
			twitch oauth: l30
			twitter AAAAAAAAAAAAAAAAAAAAAA z60+
			typeform tfp_ t40-64
			ubidots BBFF- a30
			unkey unkey_ a20-60
			vault hvs. b24+
			vault hvb. b24+
			vault hvr. b24+
			vault s. !a24
			vercel vercel_blob_rw_ w30+
			vercel vca_ a24-60
			vercel vci_ a24-60
			vercel vcp_ a24-60
			vercel vck_ a24-60
			vercel vcr_ a24-60
			volcengine AKLT b40-60
			voyage pa- b43
			wakatime waka_ x8-x4-x4-x4-x12
			woocommerce cs_ x40
			woocommerce ck_ x40
			xai xai- a80
			xata xau_ a36-50
			xendit xnd_development_ a40-70
			xendit xnd_production_ a40-70
			yandex AQVN b35-38
			yandex t1. t100+
			yandex y0_ b50-64
			yandex YCM b37
			zoho 1000. x32.x32
			zuplo zpka_ l32_x8
			""";

	/** The base64 of a number, which an id is, begins with one of these. */
	private static final String[] DISCORD = { "MT", "Mj", "Mz", "ND", "NT", "Nj", "Nz", "OD", "OT" };

	static final List<Vendor> TABLE = read();

	private VendorTokens() {
	}

	/**
	 * One line of the table.
	 *
	 * @param id detector id
	 * @param prefix literal prefix
	 * @param body what follows
	 */
	record Vendor(String id, String prefix, String body) {

	}

	private static List<Vendor> read() {
		List<Vendor> table = new ArrayList<>();
		for (String line : LINES.split("\n")) {
			String[] columns = line.split(" ");
			table.add(new Vendor(columns[0], columns[1], columns[2]));
		}
		for (String head : DISCORD) {
			table.add(new Vendor("discord", head, "b22-26.b6.b27-40"));
		}
		return List.copyOf(table);
	}

	/** Reads a body without its flags. */
	static List<PrefixTable.Part> parts(String body) {
		List<PrefixTable.Part> parts = new ArrayList<>();
		int i = 0;
		while (i < body.length()) {
			Alphabet alphabet = ALPHABETS[LETTERS.indexOf(body.charAt(i))];
			int digits = digits(body, i + 1);
			int min = Integer.parseInt(body.substring(i + 1, digits));
			int max = min;
			i = digits;
			if (i < body.length() && body.charAt(i) == '+') {
				max = PolicyValidator.MAX_BODY;
				i++;
			}
			else if (i + 1 < body.length() && body.charAt(i) == '-' && Chars.digit(body.charAt(i + 1))) {
				digits = digits(body, i + 1);
				max = Integer.parseInt(body.substring(i + 1, digits));
				i = digits;
			}
			int literal = i;
			while (i < body.length() && !(Chars.lower(body.charAt(i)) || Chars.digit(body.charAt(i)))) {
				i++;
			}
			parts.add(new PrefixTable.Part(alphabet, min, max, body.substring(literal, i)));
		}
		return parts;
	}

	private static int digits(String body, int from) {
		int i = from;
		while (i < body.length() && Chars.digit(body.charAt(i))) {
			i++;
		}
		return i;
	}

}
