package dev.hone.grader.judge.prompt;

import java.util.function.Predicate;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Marks where data begins and ends. The mark is a hash of what is known before a completion is: no policy can write it, and a text that holds
 * it all the same changes it. Equal conversations stay equal, as caches of answers need, and those about completions of one prompt begin
 * alike, as caches of prompts need.
 *
 * @param mark hexadecimal digits
 */
record Fence(String mark) {

    private static final int HEX_DIGITS = 12;

    /**
     * The fence of some data.
     *
     * @param known what is there before the completion is
     * @param shown whether anything that stands between fences holds a word
     */
    static Fence around(String known, Predicate<String> shown) {
        String mark = DigestUtils.sha256Hex(known).substring(0, HEX_DIGITS);
        return shown.test(mark) ? around(mark + known, shown) : new Fence(mark);
    }

    /** A text between marks that name it. */
    String of(String name, String text) {
        return "<" + name + " " + mark + ">\n" + text + "\n</" + name + " " + mark + ">";
    }
}
