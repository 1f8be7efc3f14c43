package dev.fanlight.metrics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Templates of the URIs of outgoing calls.
 */
class UriTemplatesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			/orders/4711                                              | /orders/{id}
			/orders/4711/items/12                                     | /orders/{id}/items/{id}
			/orders/4711/                                             | /orders/{id}/
			/users/3f2504e0-4f89-11d3-9a0c-0305e82c3301/avatar        | /users/{id}/avatar
			/commits/9fceb02d0ae598e95dc970b74767f19372d61af8         | /commits/{id}
			/blobs/deadbee1                                           | /blobs/{id}
			/sessions/eyJhbGciOiJIUzI1NiJ9.eyJzdWIi                   | /sessions/{id}
			/invoices/INV-2024-000123                                 | /invoices/{id}
			/days/2026-11-26                                          | /days/{id}
			/people/jane@example.com                                  | /people/{id}
			/files/annual%20report                                    | /files/{id}
			/files/bücher                                             | /files/{id}
			/slugs/a-very-long-title-of-one-article-of-the-magazine   | /slugs/{id}
			/search?q=secret                                          | /search
			/search/7?q=a/b/8                                         | /search/{id}
			/page#part-2                                              | /page
			/items;page=1;size=20/details                             | /items/details
			https://api.example.com/v1/orders/99?x=1                  | /v1/orders/{id}
			https://user:pw@api.example.com                           | /
			HTTP://API.example.com/v1                                 | /v1
			""")
	void folds(String uri, String template) {
		assertThat(UriTemplates.of(uri)).isEqualTo(template);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "", "/orders", "/orders/{id}", "/orders/{id}/items/{item:[0-9]{1,5}}",
			"/api/v2/oauth2", "/hash/sha256", "/s3/buckets", "/facade/added", "/a/{x?y}/b", "//orders",
			"/.well-known/openid-configuration" })
	void leavesWhatIsATemplate(String template) {
		String result = UriTemplates.of(template);
		if (template.isEmpty()) {
			assertThat(result).isEqualTo("/");
		}
		else {
			assertThat(result).isSameAs(template);
		}
	}

	@Test
	void aUrlInAPathStays() {
		assertThat(UriTemplates.of("/redirect/http://other.example/x")).isEqualTo("/redirect/http://other.example/x");
	}

}
