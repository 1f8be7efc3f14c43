package dev.fanlight.test;

import java.util.Map;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OtlpStoreTests {

	@Test
	void keepsTheNewestWithinTheNumber() {
		OtlpStore store = new OtlpStore(2, Long.MAX_VALUE);
		add(store, "a", "b", "c");
		assertThat(store.items(OtlpStore.Entry::spans)).extracting(ReceivedSpan::name).containsExactly("b", "c");
		assertThat(store.discarded()).isEqualTo(1);
	}

	@Test
	void keepsTheNewestWithinTheBytes() {
		OtlpStore store = new OtlpStore(100, request("a").getSerializedSize() * 2L);
		add(store, "a", "b", "c", "d");
		assertThat(store.items(OtlpStore.Entry::spans)).extracting(ReceivedSpan::name).containsExactly("c", "d");
		add(store, "larger than the bound allows for all of them");
		assertThat(store.requests()).hasSize(1);
		assertThat(store.discarded()).isEqualTo(4);
	}

	private static void add(OtlpStore store, String... names) {
		for (String name : names) {
			store.add(new ReceivedRequest(OtlpSignal.TRACES, false, true, Map.of(), request(name)));
		}
	}

	private static Message request(String name) {
		return ExportTraceServiceRequest.newBuilder()
			.addResourceSpans(ResourceSpans.newBuilder()
				.addScopeSpans(ScopeSpans.newBuilder().addSpans(Span.newBuilder().setName(name))))
			.build();
	}

}
