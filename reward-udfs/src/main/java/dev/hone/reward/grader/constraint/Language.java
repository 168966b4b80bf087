package dev.hone.reward.grader.constraint;

import static java.lang.Character.UnicodeScript.ARABIC;
import static java.lang.Character.UnicodeScript.CYRILLIC;
import static java.lang.Character.UnicodeScript.GREEK;
import static java.lang.Character.UnicodeScript.HAN;
import static java.lang.Character.UnicodeScript.HANGUL;
import static java.lang.Character.UnicodeScript.HEBREW;
import static java.lang.Character.UnicodeScript.HIRAGANA;
import static java.lang.Character.UnicodeScript.KATAKANA;
import static java.lang.Character.UnicodeScript.LATIN;
import static java.lang.Character.UnicodeScript.THAI;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Languages as far as their script, and for Latin ones their commonest words, tell them apart. */
public enum Language {
    EN("the of and to in is that it for was with are this you not have be", LATIN),
    DE("der die und das ist nicht ein eine zu den mit von im für auf sich dem", LATIN),
    FR("le la les des et est une un pour dans que pas du qui sur avec au", LATIN),
    ES("el la los las de que y en un una es por con para del se no", LATIN),
    IT("il di che la e un una per non sono del della con le si è gli", LATIN),
    PT("o a os as de que e um uma não para com do da em é se", LATIN),
    NL("de het een en van is niet dat op te in voor met zijn aan er om", LATIN),
    RU("", CYRILLIC),
    EL("", GREEK),
    HE("", HEBREW),
    AR("", ARABIC),
    TH("", THAI),
    KO("", HANGUL, HAN),
    ZH("", HAN),
    JA("", HIRAGANA, KATAKANA, HAN);

    private static final double LETTERS_SHARE = 0.8;
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
    private final Set<String> words;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
    private final Set<UnicodeScript> scripts;

    Language(String words, UnicodeScript... scripts) {
        this.words = Set.of(words.split(" ", -1));
        this.scripts = Set.of(scripts);
    }

    /**
     * Whether a text is in this language: four of five letters are of its script, and for Latin ones no other language has more of its
     * commonest words in the text, and at least one is there. Japanese and Korean need a sign of their own.
     */
    public boolean isOf(String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        long own = text.codePoints()
                .filter(Character::isLetter)
                .filter(letter -> scripts.contains(UnicodeScript.of(letter)))
                .count();
        if (own == 0 || own < LETTERS_SHARE * letters) {
            return false;
        }
        if (!scripts.contains(LATIN)) {
            return scripts.size() == 1
                    || text.codePoints()
                            .mapToObj(UnicodeScript::of)
                            .anyMatch(script -> script != HAN && scripts.contains(script));
        }
        String[] all = NO_LETTERS.split(text.toLowerCase(Locale.ROOT));
        long hits = hits(all);
        return hits > 0 && Arrays.stream(values()).allMatch(other -> other.hits(all) <= hits);
    }

    private long hits(String[] all) {
        return Arrays.stream(all)
                .filter(word -> !word.isEmpty() && words.contains(word))
                .count();
    }
}
