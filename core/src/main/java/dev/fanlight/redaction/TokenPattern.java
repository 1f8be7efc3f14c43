package dev.fanlight.redaction;

/**
 * A user's regular expression, matched in linear time by re2j and only in texts that hold
 * its trigger.
 *
 * @param id detector id, shown in the mask and in counters
 * @param trigger literal that every match contains, at least 2 characters; without it in
 * the text the expression does not run
 * @param regex expression in RE2 syntax; the first capturing group, else the whole match,
 * is redacted
 * @param maxLength most characters of a match; the expression sees that many before and
 * after each trigger. 1 to 4096
 */
public record TokenPattern(String id, String trigger, String regex, int maxLength) {

}
