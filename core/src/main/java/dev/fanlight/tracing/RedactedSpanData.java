package dev.fanlight.tracing;

import java.util.ArrayList;
import java.util.List;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;

/**
 * A finished span without its secrets. Ids, trace state, times and scope are those of the
 * original.
 */
final class RedactedSpanData extends DelegatingSpanData {

	private final String name;

	private final Resource resource;

	private final Attributes attributes;

	private final List<EventData> events;

	private final List<LinkData> links;

	private final StatusData status;

	private RedactedSpanData(SpanData span, String name, Resource resource, Attributes attributes,
			List<EventData> events, List<LinkData> links, StatusData status) {
		super(span);
		this.name = name;
		this.resource = resource;
		this.attributes = attributes;
		this.events = events;
		this.links = links;
		this.status = status;
	}

	static SpanData of(SpanData span, Redactor redactor) {
		return of(span, new RedactedAttributes(redactor, Exit.SPAN));
	}

	/**
	 * Redacts a span.
	 * @param span the span
	 * @param redaction how
	 * @return {@code span} itself when clean
	 */
	static SpanData of(SpanData span, RedactedAttributes redaction) {
		String name = redaction.redact(span.getName());
		Resource resource = resource(span.getResource(), redaction);
		Attributes original = span.getAttributes();
		Attributes attributes = redaction.redact(original);
		List<EventData> originalEvents = span.getEvents();
		List<EventData> events = events(originalEvents, redaction);
		List<LinkData> originalLinks = span.getLinks();
		List<LinkData> links = links(originalLinks, redaction);
		StatusData status = status(span.getStatus(), redaction);
		if (name == span.getName() && resource == span.getResource() && attributes == original
				&& events == originalEvents && links == originalLinks && status == span.getStatus()) {
			return span;
		}
		return new RedactedSpanData(span, name, resource, attributes, events, links, status);
	}

	static Resource resource(Resource resource, RedactedAttributes redaction) {
		Attributes attributes = redaction.redact(resource.getAttributes());
		return (attributes == resource.getAttributes()) ? resource
				: Resource.create(attributes, resource.getSchemaUrl());
	}

	private static List<EventData> events(List<EventData> events, RedactedAttributes redaction) {
		List<EventData> copy = events;
		for (int i = 0; i < events.size(); i++) {
			EventData event = events.get(i);
			String name = redaction.redact(event.getName());
			Attributes original = event.getAttributes();
			Attributes attributes = redaction.redact(original);
			if (name != event.getName() || attributes != original) {
				copy = (copy == events) ? new ArrayList<>(events) : copy;
				copy.set(i, EventData.create(event.getEpochNanos(), name, attributes, event.getTotalAttributeCount()));
			}
		}
		return copy;
	}

	private static List<LinkData> links(List<LinkData> links, RedactedAttributes redaction) {
		List<LinkData> copy = links;
		for (int i = 0; i < links.size(); i++) {
			LinkData link = links.get(i);
			Attributes original = link.getAttributes();
			Attributes attributes = redaction.redact(original);
			if (attributes != original) {
				copy = (copy == links) ? new ArrayList<>(links) : copy;
				copy.set(i, LinkData.create(link.getSpanContext(), attributes, link.getTotalAttributeCount()));
			}
		}
		return copy;
	}

	private static StatusData status(StatusData status, RedactedAttributes redaction) {
		String description = redaction.redact(status.getDescription());
		return (description == status.getDescription()) ? status
				: StatusData.create(status.getStatusCode(), description);
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Resource getResource() {
		return this.resource;
	}

	@Override
	public Attributes getAttributes() {
		return this.attributes;
	}

	@Override
	public List<EventData> getEvents() {
		return this.events;
	}

	@Override
	public List<LinkData> getLinks() {
		return this.links;
	}

	@Override
	public StatusData getStatus() {
		return this.status;
	}

}
