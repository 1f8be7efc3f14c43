package dev.fanlight.redaction.blind;

import java.util.List;
import java.util.function.Consumer;

import dev.fanlight.redaction.corpus.Line;

/**
 * The second corpus: the same seed gives the same lines.
 */
public final class BlindCorpus {

	private BlindCorpus() {
	}

	/** Lines with secrets of the groups that are on by default. */
	public static List<Line> lines(long seed) {
		return written(seed, (to) -> {
			new OrdinarySecrets(to).write();
			new HardSecrets(to).write();
			new ToolSecrets(to).write();
			new LateLines(to).writeSecrets();
			new FreshLines(to).writeSecrets();
			new OtherLines(to).writeSecrets();
		});
	}

	/** Lines in which nothing may change while the default groups are on. */
	public static List<Line> lookAlikes(long seed) {
		return written(seed, (to) -> {
			new LookAlikes(to).write();
			new ToolLookAlikes(to).write();
			new LateLines(to).writeLookAlikes();
			new FreshLines(to).writeLookAlikes();
			new OtherLines(to).writeLookAlikes();
		});
	}

	/** Personal data and its look-alikes. */
	static List<Line> personal(long seed) {
		return written(seed, (to) -> new PersonalData(to).write());
	}

	/** What is measured without a bar. */
	static List<Line> stretch(long seed) {
		return written(seed, (to) -> new Stretch(to).write());
	}

	private static List<Line> written(long seed, Consumer<Templates> writer) {
		Templates to = new Templates(new Values(new Dice(seed)));
		writer.accept(to);
		return List.copyOf(to.lines());
	}

}
