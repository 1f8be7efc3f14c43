package dev.fanlight.redaction.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A second corpus, written by hand with other vendors, sentences and shapes, so that an
 * engine built to the lines of {@link Corpus} instead of to the rule would show.
 */
public final class Holdout {

	private static final Pattern MARK = Pattern.compile("⟦(.+?)⟧|⟨(.+?)⟩|⟪(.+?)⟫", Pattern.DOTALL);

	private static final List<Recipe> RECIPES = read();

	private Holdout() {
	}

	/**
	 * Lines with secrets and look-alikes of the default groups; each comes up equally
	 * often.
	 */
	public static List<Line> lines(long seed, int count) {
		Rng rng = new Rng(seed);
		List<Line> lines = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			lines.add(RECIPES.get(i % RECIPES.size()).line(rng));
		}
		return lines;
	}

	private static List<Recipe> read() {
		try (InputStream holdout = Objects.requireNonNull(Holdout.class.getResourceAsStream("holdout.txt"))) {
			String text = new String(holdout.readAllBytes(), StandardCharsets.UTF_8);
			return text.lines().filter((line) -> !line.startsWith("#")).map(Holdout::recipe).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Recipe recipe(String line) {
		String[] parts = line.split(" +", 3);
		String text = parts[2].replace('⏎', '\n').replace('⇥', '\t');
		return new Recipe(parts[1], parts[2], parts[0].equals("h"), Group.SECRETS, (rng) -> draft(rng, text));
	}

	private static Draft draft(Rng rng, String text) {
		Draft draft = new Draft();
		Matcher mark = MARK.matcher(text);
		int at = 0;
		while (mark.find()) {
			draft.text(text.substring(at, mark.start()));
			if (mark.group(1) != null) {
				draft.secret(make(rng, mark.group(1)));
			}
			else if (mark.group(2) != null) {
				draft.grey(make(rng, mark.group(2)));
			}
			else {
				draft.text(make(rng, mark.group(3)));
			}
			at = mark.end();
		}
		return draft.text(text.substring(at));
	}

	private static String make(Rng rng, String template) {
		String[] maker = template.split(":", 2);
		return switch (maker[0]) {
			case "@password" -> Tokens.password(rng);
			case "@quoted" -> Tokens.quotedPassword(rng);
			case "@basic" -> Tokens.basic(rng, Tokens.password(rng));
			case "@jwt" -> Tokens.jwt(rng);
			case "@jwe" -> Tokens.jwe(rng);
			case "@ghp" -> Tokens.checked(rng, "ghp_");
			case "@gho" -> Tokens.checked(rng, "gho_");
			case "@ghs" -> Tokens.checked(rng, "ghs_");
			case "@npm" -> Tokens.checked(rng, "npm_");
			case "@visa" -> Finance.visa(rng);
			case "@visaSpaced" -> Finance.grouped(Finance.visa(rng), ' ');
			case "@visaDashed" -> Finance.grouped(Finance.visa(rng), '-');
			case "@amex" -> Finance.pan(rng, 2);
			case "@iban" -> Finance.iban(rng, maker[1]);
			case "@ibanSpaced" -> Finance.printed(Finance.iban(rng, maker[1]));
			default -> rng.fill(template);
		};
	}

}
