package dev.hone.grader.judge.prompt;

import org.apache.commons.codec.digest.DigestUtils;

/**
 * Marks where data begins and ends. The mark is a hash of all the data, so no text can contain the mark of a conversation that it is part
 * of, and equal conversations stay equal, as caches of answers need.
 *
 * @param mark hexadecimal digits
 */
record Fence(String mark) {

    private static final int HEX_DIGITS = 12;

    /** The fence of some data. */
    static Fence around(String data) {
        String mark = DigestUtils.sha256Hex(data).substring(0, HEX_DIGITS);
        return data.contains(mark) ? around(mark + data) : new Fence(mark);
    }

    /** A text between marks that name it. */
    String of(String name, String text) {
        return "<" + name + " " + mark + ">\n" + text + "\n</" + name + " " + mark + ">";
    }
}
