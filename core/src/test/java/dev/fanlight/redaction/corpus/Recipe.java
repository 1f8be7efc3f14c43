package dev.fanlight.redaction.corpus;

import java.util.function.Function;

/**
 * How to build one sort of line.
 *
 * @param kind the row of the score table
 * @param variant what exactly is built
 * @param hard whether it is one of the named traps
 * @param group the group that has to be on
 * @param draft the construction
 */
record Recipe(String kind, String variant, boolean hard, Group group, Function<Rng, Draft> draft) {

	static Recipe ordinary(String kind, String variant, Function<Rng, Draft> draft) {
		return new Recipe(kind, variant, false, Group.SECRETS, draft);
	}

	static Recipe hard(String kind, String variant, Function<Rng, Draft> draft) {
		return new Recipe(kind, variant, true, Group.SECRETS, draft);
	}

	Recipe in(Group group) {
		return new Recipe(this.kind, this.variant, this.hard, group, this.draft);
	}

	Line line(Rng rng) {
		return this.draft.apply(rng).line(this.kind, this.variant, this.hard, this.group);
	}

}
