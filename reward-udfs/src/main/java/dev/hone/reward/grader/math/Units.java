package dev.hone.reward.grader.math;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Units and currencies around a number. Unknown nouns ("apples") are dropped; values are not converted. */
final class Units {

    /** Each line: the unit's name, then what else it is called. */
    private static final String KNOWN =
            """
            mm millimeter millimeters millimetre millimetres
            cm centimeter centimeters centimetre centimetres
            m meter meters metre metres
            km kilometer kilometers kilometre kilometres
            in inch inches
            ft foot feet
            yd yard yards
            mi mile miles
            mg milligram milligrams
            g gram grams
            kg kilogram kilograms
            lb lbs pound pounds
            oz ounce ounces
            ml mL milliliter milliliters millilitre millilitres
            l L liter liters litre litres
            ms millisecond milliseconds
            s sec second seconds
            min minute minutes
            h hr hrs hour hours
            day days
            week weeks
            month months
            year years
            ° degree degrees deg
            rad radian radians
            km/h kph kmh
            mph
            m/s
            N newton newtons
            J joule joules
            W watt watts
            V volt volts
            Hz hertz
            $ USD dollar dollars
            € EUR euro euros
            £ GBP
            ¥ JPY yen
            ₹ INR rupee rupees
            cent cents
            """;

    private static final Map<String, String> NAMES = new HashMap<>();

    static {
        KNOWN.lines().forEach(line -> {
            String[] names = line.split(" ", -1);
            for (String name : names) {
                NAMES.put(name, names[0]);
            }
        });
    }

    /** Words after a number that are mathematics, not nouns. */
    private static final Set<String> MATHEMATICS =
            Set.of("and", "or", "sqrt", "infinity", "inf", "sin", "cos", "tan", "log", "exp", "million", "mod");

    private static final Pattern IN_LATEX =
            Pattern.compile("\\\\(?:text|mathrm|textrm|mbox|operatorname)\\{([^{}]*)\\}\\s*(\\^\\{?-?\\d\\}?)?$");
    private static final Pattern WORDS =
            Pattern.compile("(?<=[\\d)}!.\u00b0\\s])([\\p{L}\u00b0$/]+(?:\\^?\\d)?)((?: [a-z]{2,}){0,3})$");
    private static final Pattern CURRENCY_BEFORE =
            Pattern.compile("^(-?)\\s*(?:US)?([$\u20ac\u00a3\u00a5\u20b9]|USD|EUR|GBP)\\s*(?=[\\d.-])");

    /** What is left of a text without its unit, and the unit. */
    record Split(String rest, String unit) {}

    private Units() {}

    static Split split(String text) {
        Matcher currency = CURRENCY_BEFORE.matcher(text);
        if (currency.find()) {
            String rest = currency.group(1) + text.substring(currency.end());
            return new Split(rest.replace("$", ""), NAMES.get(currency.group(2)));
        }
        String bare = text.replace("$", "").strip();
        Matcher latex = IN_LATEX.matcher(bare);
        if (latex.find() && latex.start() > 0) {
            String power = latex.group(2) == null ? "" : latex.group(2).replaceAll("[^\\d-]", "");
            return new Split(
                    bare.substring(0, latex.start()).strip(),
                    named(latex.group(1).strip(), power));
        }
        Matcher words = WORDS.matcher(bare);
        if (words.find() && words.start() > 0 && isUnit(words, bare)) {
            return new Split(bare.substring(0, words.start()).strip(), named(words.group(1), ""));
        }
        return new Split(bare, "");
    }

    /** A known unit of one letter must stand apart: 2m is a product; so must a noun. */
    private static boolean isUnit(Matcher words, String text) {
        String word = words.group(1);
        String name = word.replaceAll("\\^?\\d$", "");
        boolean apart = text.charAt(words.start() - 1) == ' ';
        if (MATHEMATICS.contains(name)) {
            return false;
        }
        return NAMES.containsKey(name)
                ? apart || name.length() > 1 || name.equals("\u00b0")
                : apart && name.length() > 2;
    }

    private static String named(String word, String power) {
        String squared = word.replaceAll("\\^?(\\d)$", "$1");
        String digits = squared.replaceAll("\\D", "") + power;
        String name = squared.replaceAll("\\d", "");
        String known = NAMES.getOrDefault(name, NAMES.getOrDefault(name.split(" ", 2)[0], ""));
        return known.isEmpty() ? "" : known + digits;
    }
}
