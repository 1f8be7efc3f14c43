package dev.fanlight.sample.orders;

import java.util.Map;

import dev.fanlight.sample.Role;
import dev.fanlight.sample.payments.PaymentRequest;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Calls the payments role. Lazy, because the URL may hold the own port, which is known
 * only when the server runs.
 */
@Lazy
@Component
@Profile(Role.ORDERS)
class PaymentsClient {

	private final RestClient client;

	PaymentsClient(RestClient.Builder builder, @Value("${shop.payments.url}") String url) {
		this.client = builder.baseUrl(url).build();
	}

	void charge(PaymentRequest request) {
		try {
			this.client.post().uri("/payments").body(request).retrieve().toBodilessEntity();
		}
		catch (HttpClientErrorException ex) {
			if (ex.getStatusCode() == HttpStatus.PAYMENT_REQUIRED) {
				throw new PaymentDeclinedException(reason(ex));
			}
			throw new PaymentUnavailableException(ex);
		}
		catch (RestClientException ex) {
			throw new PaymentUnavailableException(ex);
		}
	}

	private static String reason(HttpClientErrorException ex) {
		ProblemDetail problem = ex.getResponseBodyAs(ProblemDetail.class);
		Map<String, Object> properties = (problem != null) ? problem.getProperties() : null;
		return (properties != null) ? String.valueOf(properties.get("reason")) : "unknown";
	}

}
