package dev.fanlight.redaction;

/**
 * A token that names itself by a literal prefix, found without a regular expression.
 *
 * @param id detector id, shown in the mask and in counters; lower-case letters, digits
 * and hyphens
 * @param prefix literal and case-sensitive start of the token, 3 to 64 characters, the
 * first three of them ASCII
 * @param alphabet characters that may follow
 * @param minLength fewest characters after the prefix
 * @param maxLength most characters after the prefix; a longer run is another thing and
 * stays. At most 4096
 */
public record TokenPrefix(String id, String prefix, Alphabet alphabet, int minLength, int maxLength) {

}
