package dev.fanlight.redaction;

import java.util.ArrayList;
import java.util.List;

/**
 * Tokens that name themselves, from their vendors' published formats. A line is an id,
 * one or more literal prefixes and a body: parts of an alphabet letter and a length,
 * joined by literal punctuation. In front of a body, {@code !} demands digits and both
 * cases, {@code >} keeps the prefix readable, {@code <} also takes what is glued to the
 * left by dots, and {@code @word:} demands that word shortly before.
 */
final class VendorTokens {

	private static final String LETTERS = "dx2luawibstzc";

	private static final Alphabet[] ALPHABETS = { Alphabet.DIGITS, Alphabet.HEX, Alphabet.BASE32, Alphabet.LOWER_ALNUM,
			Alphabet.UPPER_ALNUM, Alphabet.ALNUM, Alphabet.WORD, Alphabet.UUID, Alphabet.BASE64URL, Alphabet.BASE64,
			Alphabet.TOKEN, Alphabet.WIDE, Alphabet.CRYPT };

	private static final String LINES = """
			1password ops_eyJ s50+
			1password A3- u6-u6-u5-u5-u5-u5
			1password A3- u6-u11-u5-u5-u5
			adafruit aio_ a28
			adobe p8e- a32
			adyen AQE b90+
			age AGE-SECRET-KEY-1 u58
			airtable pat a14.x64
			aiven AVNS_ b16-30
			alchemy alcht_ a30-40
			alibaba LTAI a12-26
			amazon-login amzn1.oa2-cs.v1. x64
			amazon-login Atzr|,Atza| z60+
			amazon-mws amzn.mws. x8-x4-x4-x4-x12
			anthropic sk-ant- b20+
			apify apify_api_ a36
			artifactory AKCp a60-72
			artifactory cmVmd a59
			asana 1/ d10-20:x32
			asana 2/ d10-20/d10-20:x32
			atlassian ATATT3,ATCTT3 t150+
			aws-appsync da2- l26
			aws-bedrock ABSK s100+
			aws-key-id AKIA,ASIA,ABIA,ACCA 216
			axiom xaat-,xapt- x8-x4-x4-x4-x12
			backblaze K00 !b28
			baidu ALTAK a21
			baidu bce-v3/ALTAK- b16-32/x40
			bitbucket ATBB a32-40
			braintree access_token$production$,access_token$sandbox$ l16$x32
			brevo xkeysib-,xsmtpsib- x64-a16
			buildkite bkua_ x40
			buildkite bkct_ b30+
			cashfree cfsk_ma_prod_,cfsk_ma_test_ x32_x8
			cerebras csk- a48
			checkout sk_sbox_ a27
			circleci CCIPAT_,CCIPRJ_ a22_x40
			clickhouse 4b1d a38
			clickup pk_ d5-10_u32
			clojars CLOJARS_ l60
			cloudflare v1.0- x24-x146
			cloudflare cfk_,cfut_,cfat_ a48
			cockroach CCDB1_ a22_a40
			codesandbox csb_v1_ b43
			confluent cflt s60+
			contentful CFPAT- b43
			crates-io cio !a32
			databricks dapi,dkea,dose x32
			databricks dapi x32-d1
			dbt dbtc_,dbtu_ b30+
			deepseek sk- x32
			defined dnkey- b26-b52
			deno ddp_,ddo_ a36
			devcycle dvc_server_ w30-80
			digitalocean dop_v1_,doo_v1_,dor_v1_ x64
			discord discord.com/api/webhooks/,discordapp.com/api/webhooks/ >d10-20/b30-80
			docker dckr_pat_ b27
			docker dckr_oat_ b32
			docker SWMTKN-1- l50-l25
			docker SWMKEY-1- s43
			doppler dp.pt.,dp.ct.,dp.sa.,dp.scim.,dp.audit. a40-44
			doppler dp.st. t40+
			dropbox sl. t130+
			duffel duffel_live_,duffel_test_ t43
			dynatrace dt0c01. a24.a64
			dynatrace dt0s01.,dt0s02.,dt0s16. a8-24.a64
			e2b e2b_ x40
			easypost EZAK,EZTK a54
			ebay v^1.1# z100+
			elastic essu_ b50+
			elevenlabs sk_ x48
			exoscale EXO x24-26
			facebook EAA a90+
			figma figd_,figu_,figo_ b36-50
			firebase AAAA b7:b140
			firecrawl fc- x32
			fireworks fw_ !a22-24
			flutterwave FLWSECK-,FLWSECK_TEST- a32-X
			flutterwave FLWSECK_TEST- a12-40
			fly fm1a_,fm1r_,fm2_ s60+
			fly fo1_ b43
			frameio fio-u- t64
			gitbook gb_api_ a40
			github ghp_,gho_,ghu_,ghs_,ghr_ t36+
			github github_pat_ a22_a59
			gitlab glpat-,gldt-,glrt-,glrtr-,glptt-,gloas-,glcbt-,glft-,glimt-,glagent-,glsoat-,glffct-,glwt- t20+
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
			harness pat.,sat. b22.a24.a20
			helicone sk-helicone- b20+
			heroku HRKU-AA b58
			heroku HRKU- x8-x4-x4-x4-x12
			honeycomb hcaik_,hcalk_ a58
			hubspot pat-na1-,pat-na2-,pat-eu1- x8-x4-x4-x4-x12
			huggingface hf_,api_org_ a34
			infracost ico- a32
			instagram IGQV t100+
			intercom dG9rO s50-60
			intra42 s-s4t2ud-,s-s4t2af- x64
			ionic ion_ a42
			jina jina_ a60
			kaggle KGAT_ x32
			langfuse sk-lf- x8-x4-x4-x4-x12
			langsmith lsv2_pt_,lsv2_sk_ x32_x10
			launchdarkly sdk-,api- x8-x4-x4-x4-x12
			lichess lio_,lip_ a20
			linear lin_api_ a40
			linear lin_oauth_,lin_wh_ a40-64
			lob live_,test_ x35
			logfire pylf_v1_us_,pylf_v1_eu_ a40-50
			mailersend mlsn. x64
			mailgun key- @mailgun:x32
			mandrill md- !b22-40
			mapbox sk.eyJ,tk.eyJ b40-200.b20-24
			mercadopago APP_USR-,TEST- d10-20-d6-x32-d4-12
			mercury secret-token:mercury_production_,secret-token:mercury_sandbox_ t30+
			midtrans Mid-server- b20+
			mollie live_ a30
			mongodb mdb_sa_sk_ b40
			neon napi_ a64
			neon npg_ a12-16
			netlify nfp_,nfu_,nfc_,nfo_,nfb_ a36-40
			newrelic NRAK- a27
			newrelic NRII-,NRIQ- b32
			newrelic NRJS- x19
			newrelic NRRA- i36-50
			notion secret_ a43
			notion ntn_ a46
			npm npm_ a36
			nuget oy2 l43
			nvidia nvapi- b60-70
			octopus API- u25-32
			onesignal os_v2_org_,os_v2_app_ l60+
			onfido api_live_ca.,api_sandbox.,api_live.,api_live_eu.,api_sandbox_us.,api_live_us. b11.b32
			onfido api_sandbox_ca. b11.b32
			openai sk-proj-,sk-svcacct-,sk-admin- b40+
			openai sk- !b32+
			openrouter sk-or-v1- x64
			openshift sha256~ b43
			paddle pdl_live_apikey_,pdl_sdbx_apikey_ w40+
			pagarme ak_live_ a20-60
			password-hash 2a$,2b$,2y$ d2$c53
			password-hash argon2id$v=19$m=,argon2i$v=19$m=,argon2d$v=19$m= d3-8,l1=d1-3,l1=d1-3$s8-64$s20+
			password-hash SCRAM-SHA-256$ d4-6:s16-64$s44:s44
			password-hash 5$ c8-16$c43
			password-hash 6$ c8-16$c86
			paypal A21AA b80+
			pem LS0tLS1CRUdJTiBSU0EgUFJJVkFU,LS0tLS1CRUdJTiBQUklWQVRFIEtF,LS0tLS1CRUdJTiBFQyBQUklWQVRF s40+
			pem LS0tLS1CRUdJTiBEU0EgUFJJVkFU,LS0tLS1CRUdJTiBPUEVOU1NIIFBS,LS0tLS1CRUdJTiBFTkNSWVBURUQg s40+
			permit permit_key_ a80+
			perplexity pplx- a48
			persona persona_sandbox_,persona_production_ x8-x4-x4-x4-x12
			pinecone pcsk_ w40-80
			pinterest pina_ a60+
			plaid access-production-,access-sandbox-,access-development- x8-x4-x4-x4-x12
			planetscale pscale_tkn_,pscale_oauth_,pscale_pw_ t32-64
			polar polar_oat_,polar_pat_ w40+
			posthog phx_ a40-50
			postman PMAK- x24-x34
			postman PMAT- a26
			prefect pnu_,pnb_ a36
			pulumi pul- x40
			pypi pypi-AgEIcHlwaS5vcmc,pypi-AgENdGVzdC5weXBpLm9yZw b50+
			razorpay rzp_live_,rzp_test_ a14
			readme rdme_ l70
			render rnd_ a28-36
			replicate r8_ a37
			resend re_ a8_a24
			revolut oa_prod_,oa_sand_ b43
			rootly rootly_ x64
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
			sentry sntryu_,sntryi_ x64
			settlemint sm_aat_,sm_pat_,sm_sat_ a16
			shippo shippo_live_,shippo_test_ x40
			shopify shpat_,shpca_,shppa_,shpss_,shprt_,shpua_ x32
			slack xoxb-,xoxp-,xoxa-,xoxr-,xoxs-,xoxo-,xoxe-,xoxc-,xapp- t15+
			slack xoxd- z15+
			slack xoxe.xox t20+
			slack hooks.slack.com/services/,hooks.slack.com/workflows/,hooks.slack.com/triggers/ >s20+
			snyk snyk_uat.,snyk_sat. a8.t20+
			socket sktsec_ b40+
			sonarqube squ_,sqp_,sqa_ x40
			sourcegraph sgp_,sgp_local_ x40
			sourcegraph sgp_ x16_x40
			sourcegraph sgd_,slk_ x64
			square sq0atp- b22
			square sq0csp- b43
			square EAAA b56-62
			statsig secret- a43
			stripe sk_live_,sk_test_,sk_prod_,rk_live_,rk_test_,rk_prod_ a16+
			stripe whsec_ s16+
			stytch secret-live-,secret-test- t36-50
			supabase sbp_ x40
			supabase sb_secret_ b30-45
			tailscale tskey-auth-,tskey-api-,tskey-client- b20+
			tavily tvly- b28-60
			teams-webhook webhook.office.com/webhookb2/,outlook.office.com/webhook/,outlook.office365.com/webhook/ >z36@z36/a15/x32/z36/b20+
			teams-webhook webhook.office.com/webhookb2/,outlook.office.com/webhook/,outlook.office365.com/webhook/ >z36@z36/a15/x32/z36
			teams-webhook webhook.office.com/webhookb2/,outlook.office.com/webhook/,outlook.office365.com/webhook/ >z30+
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
			vault hvs.,hvb.,hvr. b24+
			vault s. !a24
			vercel vercel_blob_rw_ w30+
			vercel vca_,vci_,vcp_,vck_,vcr_ a24-60
			volcengine AKLT b40-60
			voyage pa- b43
			wakatime waka_ x8-x4-x4-x4-x12
			wandb wandb_v1_ w40+
			woocommerce cs_,ck_ x40
			xai xai- a80
			xata xau_ a36-50
			xendit xnd_development_,xnd_production_ a40-70
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
			for (String prefix : columns[1].split(",")) {
				table.add(new Vendor(columns[0], prefix, columns[2]));
			}
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
