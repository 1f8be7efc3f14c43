package dev.fanlight.errors;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.fanlight.state.StateFile;
import dev.fanlight.state.TornFileException;
import org.jspecify.annotations.Nullable;

/**
 * The inbox on disk, {@code <directory>/<service>.errors}. A torn file counts as empty;
 * one that is not ours, or of a later format, is left alone.
 * <p>
 * Of the processes of one service on a machine one writes. The next one takes over what
 * it left as soon as it is gone. Not thread-safe.
 */
public final class InboxFile implements AutoCloseable {

	/** More groups than that do not fit into any inbox. */
	private static final long LARGEST = 64L * 1024 * 1024;

	private final Path path;

	private final ErrorInbox inbox;

	private @Nullable StateFile file;

	private long saved;

	private boolean torn;

	/**
	 * Create the file of an inbox. Nothing is touched yet.
	 * @param directory the directory, made when it is missing
	 * @param service the name of the service
	 * @param inbox the inbox
	 */
	public InboxFile(Path directory, String service, ErrorInbox inbox) {
		this.path = directory.toAbsolutePath().resolve(StateFile.fileName(service) + ".errors");
		this.inbox = inbox;
	}

	/**
	 * Take what is on disk into the inbox, once, and write the inbox if it has changed.
	 * @return {@code false} if another process has the file
	 * @throws IOException if it cannot be read or written, with the reason in words
	 */
	public boolean sync() throws IOException {
		if (this.file == null) {
			this.file = StateFile.open(this.path, "fanlight errors 1", LARGEST);
			if (this.file == null) {
				return false;
			}
			boolean untouched = this.inbox.changes() == 0;
			this.inbox.merge(load(this.file));
			this.saved = untouched ? this.inbox.changes() : 0;
		}
		long changes = this.inbox.changes();
		if (changes != this.saved) {
			this.file.write(bytes(this.inbox.groups()));
			this.saved = changes;
		}
		return true;
	}

	/**
	 * Whether the file was torn or damaged when it was read.
	 * @return {@code true} if what it held is lost
	 */
	public boolean isTorn() {
		return this.torn;
	}

	/**
	 * Where it is.
	 * @return the path
	 */
	public Path path() {
		return this.path;
	}

	private List<ErrorGroup> load(StateFile file) throws IOException {
		byte[] content;
		try {
			content = file.read();
		}
		catch (TornFileException ex) {
			this.torn = true;
			return List.of();
		}
		catch (IOException ex) {
			close();
			throw ex;
		}
		try {
			return (content != null) ? read(content) : List.of();
		}
		catch (IOException | RuntimeException ex) {
			this.torn = true;
			return List.of();
		}
	}

	private static List<ErrorGroup> read(byte[] content) throws IOException {
		DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
		List<ErrorGroup> groups = new ArrayList<>();
		for (int left = in.readInt(); left > 0; left--) {
			groups.add(new ErrorGroup(in.readUTF(), in.readUTF(), text(in), text(in), in.readUTF(), in.readLong(),
					Instant.ofEpochMilli(in.readLong()), Instant.ofEpochMilli(in.readLong()), text(in), text(in),
					edges(in.readInt()), routes(in), text(in), text(in), instant(in), instant(in), text(in),
					in.readBoolean()));
		}
		return groups;
	}

	private static byte[] bytes(List<ErrorGroup> groups) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		DataOutputStream out = new DataOutputStream(body);
		out.writeInt(groups.size());
		for (ErrorGroup group : groups) {
			out.writeUTF(group.fingerprint());
			out.writeUTF(group.type());
			text(out, group.place());
			text(out, group.message());
			out.writeUTF(group.stackTrace());
			out.writeLong(group.count());
			out.writeLong(group.firstSeen().toEpochMilli());
			out.writeLong(group.lastSeen().toEpochMilli());
			text(out, group.firstRelease());
			text(out, group.lastRelease());
			out.writeInt(group.edges().stream().mapToInt((edge) -> 1 << edge.ordinal()).sum());
			out.writeInt(group.routes().size());
			for (String route : group.routes()) {
				out.writeUTF(route);
			}
			text(out, group.traceId());
			text(out, group.requestId());
			instant(out, group.resolvedAt());
			instant(out, group.cameBackAt());
			text(out, group.cameBackRelease());
			out.writeBoolean(group.muted());
		}
		return body.toByteArray();
	}

	private static void text(DataOutputStream out, @Nullable String text) throws IOException {
		out.writeBoolean(text != null);
		if (text != null) {
			out.writeUTF(text);
		}
	}

	private static @Nullable String text(DataInputStream in) throws IOException {
		return in.readBoolean() ? in.readUTF() : null;
	}

	private static void instant(DataOutputStream out, @Nullable Instant instant) throws IOException {
		out.writeLong((instant != null) ? instant.toEpochMilli() : Long.MIN_VALUE);
	}

	private static @Nullable Instant instant(DataInputStream in) throws IOException {
		long millis = in.readLong();
		return (millis != Long.MIN_VALUE) ? Instant.ofEpochMilli(millis) : null;
	}

	private static Set<Edge> edges(int bits) {
		Set<Edge> edges = EnumSet.noneOf(Edge.class);
		for (Edge edge : Edge.values()) {
			if ((bits & (1 << edge.ordinal())) != 0) {
				edges.add(edge);
			}
		}
		return edges;
	}

	private static Set<String> routes(DataInputStream in) throws IOException {
		Set<String> routes = new LinkedHashSet<>();
		for (int left = in.readInt(); left > 0; left--) {
			routes.add(in.readUTF());
		}
		return routes;
	}

	/** Let others have the file. */
	@Override
	public void close() {
		if (this.file != null) {
			this.file.close();
			this.file = null;
		}
	}

}
