package dev.hone.redact;

import java.math.BigInteger;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Numbers with a check digit. A pattern may have taken in groups that follow the number ("4111 1111 1111 1111 123"), so each end of a
 * group is tried, the last one first.
 */
final class Checksums {

    private static final int MIN_CARD_DIGITS = 13;
    private static final BigInteger IBAN_MODULUS = BigInteger.valueOf(97);

    /** Countries of the registry of ISO 13616 with the length of their numbers. */
    private static final Map<String, Integer> IBAN_LENGTHS = Stream.of(
                    ("AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24"
                                    + " FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30"
                                    + " KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23"
                                    + " PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24"
                                    + " TR26 UA29 VA22 VG24 XK20 YE30")
                            .split(" "))
            .collect(Collectors.toUnmodifiableMap(
                    entry -> entry.substring(0, 2), entry -> Integer.valueOf(entry.substring(2))));

    private Checksums() {}

    /** How much of a candidate is a card number; 0 where none of it is. */
    static int cardLength(String candidate) {
        return longest(candidate, digits -> digits.length() >= MIN_CARD_DIGITS && passesLuhn(digits));
    }

    /** How much of a candidate is an IBAN; 0 where none of it is. */
    static int ibanLength(String candidate) {
        return longest(candidate, Checksums::isIban);
    }

    private static int longest(String candidate, Predicate<String> holds) {
        for (int end = candidate.length(); end > 0; end--) {
            boolean groupEnds = end == candidate.length() || isSeparator(candidate.charAt(end));
            if (groupEnds && holds.test(candidate.substring(0, end).replaceAll("[ -]", ""))) {
                return end;
            }
        }
        return 0;
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-';
    }

    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    private static boolean isIban(String text) {
        if (!Integer.valueOf(text.length()).equals(IBAN_LENGTHS.get(text.substring(0, Math.min(2, text.length()))))) {
            return false;
        }
        StringBuilder digits = new StringBuilder();
        (text.substring(4) + text.substring(0, 4)).chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(IBAN_MODULUS).equals(BigInteger.ONE);
    }
}
