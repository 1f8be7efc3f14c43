package dev.fanlight.alerting;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What became of a condition at one moment.
 *
 * @param verdict whether it is met
 * @param value the value that was judged, NaN if there is none
 * @param words the value in words, or why there is none
 * @param route the route that is worst, if it is about requests
 * @param subject what else it is about, possibly empty
 * @param details more to tell, by name
 */
record Judgement(Verdict verdict, double value, String words, @Nullable String route, String subject,
		Map<String, String> details) {

	static Judgement unknown(String why) {
		return new Judgement(Verdict.UNKNOWN, Double.NaN, why, null, "", Map.of());
	}

	enum Verdict {

		MET, NOT_MET, UNKNOWN;

		static Verdict of(boolean met) {
			return met ? MET : NOT_MET;
		}

	}

}
