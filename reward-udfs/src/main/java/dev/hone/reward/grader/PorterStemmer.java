package dev.hone.reward.grader;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Porter's stemmer (M. F. Porter, "An algorithm for suffix stripping", 1980) with the additions of NLTK, which ROUGE and METEOR are
 * computed with. Takes words in lower case.
 */
final class PorterStemmer {

    /** A suffix, what replaces it, and what must hold of the rest. */
    private record Rule(String suffix, String replacement, Predicate<String> condition) {}

    private static final Map<String, String> IRREGULAR = new HashMap<>();

    static {
        Map.of("sky", "skies", "die", "dying", "lie", "lying", "tie", "tying")
                .forEach((stem, form) -> IRREGULAR.put(form, stem));
        Map.of("inning", "innings", "outing", "outings", "canning", "cannings")
                .forEach((stem, form) -> IRREGULAR.put(form, stem));
        List.of("sky", "news", "inning", "outing", "canning", "howe", "proceed", "exceed", "succeed")
                .forEach(word -> IRREGULAR.put(word, word));
    }

    private static final List<Rule> STEP_1C =
            List.of(rule("y", "i", stem -> stem.length() > 1 && isConsonant(stem, stem.length() - 1)));
    private static final List<Rule> STEP_2 = rules(
            PorterStemmer::isMeasurePositive,
            "ational:ate tional:tion enci:ence anci:ance izer:ize bli:ble alli:al entli:ent eli:e ousli:ous ization:ize ation:ate "
                    + "ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive biliti:ble fulli:ful");
    private static final Rule LOGI = rule("logi", "log", stem -> measure(stem + "l") > 0);
    private static final List<Rule> STEP_3 =
            rules(PorterStemmer::isMeasurePositive, "icate:ic ative: alize:al iciti:ic ical:ic ful: ness:");
    private static final List<Rule> STEP_4_BEFORE_ION =
            rules(PorterStemmer::isMeasureAboveOne, "al: ance: ence: er: ic: able: ible: ant: ement: ment: ent:");
    private static final Rule ION =
            rule("ion", "", stem -> measure(stem) > 1 && (stem.endsWith("s") || stem.endsWith("t")));
    private static final List<Rule> STEP_4_AFTER_ION =
            rules(PorterStemmer::isMeasureAboveOne, "ou: ism: ate: iti: ous: ive: ize:");

    private PorterStemmer() {}

    static String stem(String word) {
        String irregular = IRREGULAR.get(word);
        if (irregular != null) {
            return irregular;
        }
        if (word.length() <= 2) {
            return word;
        }
        String stem = step1b(step1a(word));
        stem = step2(apply(stem, STEP_1C));
        stem = apply(stem, STEP_3);
        return step5(step4(stem));
    }

    private static String step1a(String word) {
        if (word.endsWith("ies")) {
            return cut(word, word.length() == 4 ? 1 : 2);
        }
        if (word.endsWith("sses")) {
            return cut(word, 2);
        }
        return word.endsWith("s") && !word.endsWith("ss") ? cut(word, 1) : word;
    }

    private static String step1b(String word) {
        if (word.endsWith("ied")) {
            return cut(word, word.length() == 4 ? 1 : 2);
        }
        if (word.endsWith("eed")) {
            return measure(cut(word, 3)) > 0 ? cut(word, 1) : word;
        }
        String stem = word.endsWith("ed") ? cut(word, 2) : word.endsWith("ing") ? cut(word, 3) : word;
        if (stem.equals(word) || !containsVowel(stem)) {
            return word;
        }
        if (stem.endsWith("at") || stem.endsWith("bl") || stem.endsWith("iz")) {
            return stem + "e";
        }
        if (endsInDoubleConsonant(stem)) {
            return "lsz".indexOf(stem.charAt(stem.length() - 1)) < 0 ? cut(stem, 1) : stem;
        }
        return measure(stem) == 1 && endsShort(stem) ? stem + "e" : stem;
    }

    private static String step2(String word) {
        if (word.endsWith("alli") && measure(cut(word, 4)) > 0) {
            return step2(cut(word, 2));
        }
        String stem = apply(word, STEP_2);
        return stem.equals(word) ? apply(word, List.of(LOGI)) : stem;
    }

    private static String step4(String word) {
        for (List<Rule> rules : List.of(STEP_4_BEFORE_ION, List.of(ION), STEP_4_AFTER_ION)) {
            if (rules.stream().anyMatch(rule -> word.endsWith(rule.suffix()))) {
                return apply(word, rules);
            }
        }
        return word;
    }

    private static String step5(String word) {
        String stem = word;
        if (word.endsWith("e")) {
            int measure = measure(cut(word, 1));
            stem = measure > 1 || (measure == 1 && !endsShort(cut(word, 1))) ? cut(word, 1) : word;
        }
        return stem.endsWith("ll") && measure(cut(stem, 1)) > 1 ? cut(stem, 1) : stem;
    }

    /** The first rule whose suffix fits decides, whether its condition holds or not. */
    private static String apply(String word, List<Rule> rules) {
        for (Rule rule : rules) {
            if (word.endsWith(rule.suffix())) {
                String stem = cut(word, rule.suffix().length());
                return rule.condition().test(stem) ? stem + rule.replacement() : word;
            }
        }
        return word;
    }

    private static boolean isMeasurePositive(String stem) {
        return measure(stem) > 0;
    }

    private static boolean isMeasureAboveOne(String stem) {
        return measure(stem) > 1;
    }

    /** Porter's m: how often a vowel is followed by a consonant. */
    private static int measure(String stem) {
        int measure = 0;
        for (int i = 1; i < stem.length(); i++) {
            if (isConsonant(stem, i) && !isConsonant(stem, i - 1)) {
                measure++;
            }
        }
        return measure;
    }

    /** A y counts as a vowel after a consonant; runs of y take turns. */
    private static boolean isConsonant(String word, int i) {
        int run = i;
        while (run > 0 && word.charAt(run) == 'y') {
            run--;
        }
        boolean consonant = "aeiou".indexOf(word.charAt(run)) < 0;
        return (i - run) % 2 == 0 ? consonant : !consonant;
    }

    private static boolean containsVowel(String stem) {
        for (int i = 0; i < stem.length(); i++) {
            if (!isConsonant(stem, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsInDoubleConsonant(String word) {
        int last = word.length() - 1;
        return last >= 1 && word.charAt(last) == word.charAt(last - 1) && isConsonant(word, last);
    }

    /** Consonant, vowel, consonant other than w, x, y at the end; or a word of just vowel and consonant. */
    private static boolean endsShort(String word) {
        int last = word.length() - 1;
        if (last == 1) {
            return !isConsonant(word, 0) && isConsonant(word, 1);
        }
        return last >= 2
                && isConsonant(word, last - 2)
                && !isConsonant(word, last - 1)
                && isConsonant(word, last)
                && "wxy".indexOf(word.charAt(last)) < 0;
    }

    private static String cut(String word, int characters) {
        return word.substring(0, word.length() - characters);
    }

    private static Rule rule(String suffix, String replacement, Predicate<String> condition) {
        return new Rule(suffix, replacement, condition);
    }

    private static List<Rule> rules(Predicate<String> condition, String suffixes) {
        return List.of(suffixes.split(" ")).stream()
                .map(pair -> pair.split(":", -1))
                .map(pair -> rule(pair[0], pair[1], condition))
                .toList();
    }
}
