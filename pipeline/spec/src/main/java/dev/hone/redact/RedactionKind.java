package dev.hone.redact;

import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/** What is found without a pattern of the user's own, in the order in which texts are searched. */
public enum RedactionKind {
    /** Private keys in PEM form, bearer tokens, JSON web tokens, and keys that tell themselves by their first letters. */
    KEY(Secrets.PATTERN, String::length),
    EMAIL(
            "(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+'-]{1,64}+@(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}\\p{L}{2,24}(?![\\p{L}\\p{N}-])",
            String::length),
    /** International bank account numbers whose length and checksum are right. */
    IBAN("(?<![\\p{L}\\p{N}])[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}", Checksums::ibanLength),
    /** Numbers of 13 to 19 digits that pass Luhn's check. */
    CARD("(?<![\\p{L}\\p{N}.,-])[2-6]\\d(?:[ -]?\\d){11,17}", Checksums::cardLength),
    /** Numbers with a country's code, in the North American form, or with an area code apart. */
    PHONE(
            "(?<![\\p{L}\\p{N}+.,/-])(?:\\+[1-9](?:[ ./()-]{0,3}\\d){6,13}|(?<!\\d )(?:00[1-9](?:[ ./()-]{0,3}\\d){6,13}"
                    + "|(?:\\(\\d{3}\\) ?|\\d{3}[-. ])\\d{3}[-. ]\\d{4}"
                    + "|\\(?0[1-9]\\d{1,4}\\)?[ /-]\\d{3,8}(?:[ -]\\d{2,4}){0,3}))(?![\\p{L}\\p{N}])",
            String::length);

    private final Pattern pattern;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final ToIntFunction<String> accepted;

    RedactionKind(String pattern, ToIntFunction<String> accepted) {
        this.pattern = Pattern.compile(pattern);
        this.accepted = accepted;
    }

    /** The name in a job spec and in counts, such as {@code email}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    Detector detector() {
        return new Detector(code(), pattern, this::acceptedLength);
    }

    private int acceptedLength(String candidate) {
        return accepted.applyAsInt(candidate);
    }
}
