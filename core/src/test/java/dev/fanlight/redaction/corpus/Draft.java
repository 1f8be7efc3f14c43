package dev.fanlight.redaction.corpus;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A line under construction: pieces that know whether they are context or secret. */
final class Draft {

	private final List<Piece> pieces = new ArrayList<>();

	/** Context, which has to survive. */
	Draft text(String text) {
		return add(Role.CONTEXT, text);
	}

	/** A secret, which must not. */
	Draft secret(String text) {
		return add(Role.SECRET, text);
	}

	/** Either way is right. */
	Draft grey(String text) {
		return add(Role.GREY, text);
	}

	Draft append(Draft other) {
		this.pieces.addAll(other.pieces);
		return this;
	}

	private Draft add(Role role, String text) {
		if (!text.isEmpty()) {
			this.pieces.add(new Piece(role, text));
		}
		return this;
	}

	/** Write everything so far as the inside of a JSON string. */
	Draft escaped() {
		return map((text) -> text.replace("\\", "\\\\")
			.replace("\"", "\\\"")
			.replace("\n", "\\n")
			.replace("\r", "\\r")
			.replace("\t", "\\t"));
	}

	Draft percentEncoded() {
		return map((text) -> URLEncoder.encode(text, StandardCharsets.UTF_8));
	}

	private Draft map(UnaryOperator<String> operator) {
		this.pieces.replaceAll((piece) -> new Piece(piece.role, operator.apply(piece.text)));
		return this;
	}

	int length() {
		return this.pieces.stream().mapToInt((piece) -> piece.text.length()).sum();
	}

	Line line(String kind, String variant, boolean hard, Group group) {
		StringBuilder text = new StringBuilder();
		List<Line.Span> spans = new ArrayList<>();
		for (Piece piece : this.pieces) {
			int start = text.length();
			text.append(piece.text);
			if (piece.role != Role.CONTEXT) {
				spans.add(new Line.Span(start, text.length(), piece.role == Role.SECRET));
			}
		}
		return new Line(text.toString(), spans, kind, variant, hard, group);
	}

	private enum Role {

		CONTEXT, SECRET, GREY

	}

	private record Piece(Role role, String text) {

	}

}
