package dev.fanlight.redaction.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The corpus: the same seed gives the same lines, every sort of line comes up equally
 * often. Immutable and safe to use from several threads.
 */
public final class Corpus {

	private static final List<Recipe> SECRETS = Recipes.all();

	private static final List<Recipe> LOOK_ALIKES = LookAlikes.all();

	private static final List<Recipe> PERSONAL = PersonalData.all();

	/**
	 * Sorts that end where the input or the line does, so that nothing can follow them.
	 */
	private static final Predicate<Recipe> ALONE = (recipe) -> recipe.hard()
			|| recipe.variant().contains("end of line");

	private Corpus() {
	}

	/**
	 * Lines with secrets of the groups that are on by default. Every tenth holds several
	 * secrets, every fortieth has 2 KB, every hundredth is a stack trace of 20 KB.
	 */
	public static List<Line> lines(long seed, int count) {
		Rng rng = new Rng(seed);
		List<Line> lines = new ArrayList<>(count);
		List<Recipe> joinable = SECRETS.stream().filter(ALONE.negate()).toList();
		for (int i = 0; i < count; i++) {
			lines.add((i % 10 == 9) ? composite(rng, joinable, i / 10)
					: SECRETS.get((i - i / 10) % SECRETS.size()).line(rng));
		}
		return lines;
	}

	/** Lines in which nothing may change while the default groups are on. */
	public static List<Line> lookAlikes(long seed, int count) {
		return cycle(LOOK_ALIKES, seed, count);
	}

	/** Personal data and its look-alikes, for the group {@link Group#PII}. */
	public static List<Line> personal(long seed, int count) {
		return cycle(PERSONAL, seed, count);
	}

	/** Values under keys, half of them sensitive by the key alone. */
	public static List<Entry> entries(long seed, int count) {
		return Entries.of(new Rng(seed), SECRETS.stream().filter(ALONE.negate()).toList(), count);
	}

	private static List<Line> cycle(List<Recipe> recipes, long seed, int count) {
		Rng rng = new Rng(seed);
		List<Line> lines = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			lines.add(recipes.get(i % recipes.size()).line(rng));
		}
		return lines;
	}

	private static Line composite(Rng rng, List<Recipe> recipes, int index) {
		if (index % 10 == 9) {
			List<Draft> messages = List.of(draft(rng, recipes), draft(rng, recipes), draft(rng, recipes));
			return Traces.dirty(rng, 20_000, messages).line("composite", "stack trace", false, Group.SECRETS);
		}
		if (index % 4 == 3) {
			return new Draft().text(Sentences.clean(rng, 1000))
				.append(draft(rng, recipes))
				.text("\n" + Sentences.clean(rng, 1000))
				.line("composite", "2 KB", false, Group.SECRETS);
		}
		Draft draft = draft(rng, recipes);
		for (int i = rng.between(1, 3); i > 0; i--) {
			draft.text(rng.pick("\n", "\n\n", "\n\t")).append(draft(rng, recipes));
		}
		return draft.line("composite", "several", false, Group.SECRETS);
	}

	private static Draft draft(Rng rng, List<Recipe> recipes) {
		return rng.pick(recipes).draft().apply(rng);
	}

}
