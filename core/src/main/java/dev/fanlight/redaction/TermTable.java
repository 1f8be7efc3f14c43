package dev.fanlight.redaction;

import java.util.Arrays;

/**
 * Terms with their flags in open addressing, so that a word is looked up where it was
 * collected, without a string of its own.
 */
final class TermTable {

	private static final int FIRST_SIZE = 1024;

	private char[][] terms = new char[FIRST_SIZE][];

	private int[] flags = new int[FIRST_SIZE];

	/** Never 0 where there is a term. */
	private int[] hashes = new int[FIRST_SIZE];

	private int size;

	/** Adds flags to a term. */
	void put(char[] term, int termFlags) {
		if (this.size * 2 > this.terms.length) {
			grow();
		}
		int hash = hash(term);
		int slot = slot(term, term.length, hash);
		if (this.hashes[slot] == 0) {
			this.terms[slot] = term;
			this.hashes[slot] = hash | 1;
			this.size++;
		}
		this.flags[slot] |= termFlags;
	}

	/** Flags of the word, 0 if it is no term; {@code hash} as in a string. */
	int flags(char[] word, int length, int hash) {
		return this.flags[slot(word, length, hash)];
	}

	private int slot(char[] word, int length, int hash) {
		int slot = (hash ^ hash >>> 15) & this.hashes.length - 1;
		int found;
		while ((found = this.hashes[slot]) != 0 && !(found == (hash | 1) && same(this.terms[slot], word, length))) {
			slot = slot + 1 & this.hashes.length - 1;
		}
		return slot;
	}

	/** For words this short a loop beats {@link Arrays#equals}. */
	private static boolean same(char[] term, char[] word, int length) {
		if (term.length != length) {
			return false;
		}
		for (int i = 0; i < term.length; i++) {
			if (term[i] != word[i]) {
				return false;
			}
		}
		return true;
	}

	private void grow() {
		char[][] oldTerms = this.terms;
		int[] oldFlags = this.flags;
		this.terms = new char[oldTerms.length * 2][];
		this.flags = new int[this.terms.length];
		this.hashes = new int[this.terms.length];
		this.size = 0;
		for (int i = 0; i < oldTerms.length; i++) {
			if (oldTerms[i] != null) {
				put(oldTerms[i], oldFlags[i]);
			}
		}
	}

	private static int hash(char[] term) {
		int hash = 0;
		for (char c : term) {
			hash = hash * 31 + c;
		}
		return hash;
	}

}
