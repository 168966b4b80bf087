package dev.hone.reward.grader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of some labels a text names. Case, punctuation and spacing do not count ({@code card_arrival} is named by "Card arrival"); a label
 * counts as a whole word only, and not where it is part of a longer label that is named there.
 */
public final class LabelSearch {

    /** Labels, longest first, as they are and as they are searched. */
    private record Label(String name, String bare) {}

    private final List<Label> labels;

    /** @throws IllegalArgumentException if a label has no letter, digit or symbol, or two cannot be told apart */
    public LabelSearch(List<String> names) {
        List<Label> bare = new ArrayList<>();
        for (String name : names) {
            Label label = new Label(name, bare(name).strip());
            if (label.bare().isEmpty()) {
                throw new IllegalArgumentException("the label \"" + name + "\" has no letter, digit or symbol");
            }
            Optional<Label> same =
                    bare.stream().filter(l -> l.bare().equals(label.bare())).findFirst();
            if (same.isPresent()) {
                throw new IllegalArgumentException(
                        "the labels \"" + same.get().name() + "\" and \"" + name + "\" cannot be told apart");
            }
            bare.add(label);
        }
        bare.sort(Comparator.comparingInt((Label l) -> l.bare().length()).reversed());
        labels = List.copyOf(bare);
    }

    /** The labels that the text names, in the order of their places, repeated ones repeatedly. */
    public List<String> namedIn(String text) {
        String searched = bare(text);
        String[] at = new String[searched.length()];
        boolean[] taken = new boolean[searched.length()];
        for (Label label : labels) {
            int length = label.bare().length();
            for (int i = searched.indexOf(label.bare()); i >= 0; i = searched.indexOf(label.bare(), i + 1)) {
                if (!taken[i] && !taken[i + length - 1] && isCut(searched, i) && isCut(searched, i + length)) {
                    at[i] = label.name();
                    java.util.Arrays.fill(taken, i, i + length, true);
                }
            }
        }
        List<String> named = new ArrayList<>();
        for (String name : at) {
            if (name != null) {
                named.add(name);
            }
        }
        return named;
    }

    /** The label that equals the whole text. */
    public Optional<String> equalTo(String text) {
        String whole = bare(text).strip();
        return labels.stream()
                .filter(label -> label.bare().equals(whole))
                .map(Label::name)
                .findFirst();
    }

    /** Letters, digits and symbols in folded case, with one space for all that stands between them. */
    private static String bare(String text) {
        String folded = TextNormalizer.fold(text);
        StringBuilder bare = new StringBuilder(folded.length());
        for (int c : CodePoints.of(folded)) {
            if (isKept(c)) {
                bare.appendCodePoint(c);
            } else if (bare.length() > 0 && bare.charAt(bare.length() - 1) != ' ') {
                bare.append(' ');
            }
        }
        return bare.toString();
    }

    private static boolean isKept(int c) {
        return switch (Character.getType(c)) {
            case Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.OTHER_SYMBOL,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            default -> Character.isLetterOrDigit(c) || c == '#' || c == '%' || c == '&' || c == '@';
        };
    }

    /** Whether a word may end or begin at {@code i}: at a space, at a symbol, or in a script that does not part words. */
    private static boolean isCut(String text, int i) {
        if (i == 0 || i == text.length()) {
            return true;
        }
        int before = text.codePointBefore(i);
        int after = text.codePointAt(i);
        return !isWord(before) || !isWord(after) || isUnspaced(before) || isUnspaced(after);
    }

    private static boolean isWord(int c) {
        return Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private static boolean isUnspaced(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
