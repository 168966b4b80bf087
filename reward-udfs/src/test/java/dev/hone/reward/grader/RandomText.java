package dev.hone.reward.grader;

import java.util.Random;

/** Texts that parsers dislike: words, numbers, brackets, quotes, other scripts, halves of surrogate pairs. */
public final class RandomText {

    private static final String[] PIECES = {
        "the",
        " ",
        " ",
        " ",
        "Ferry",
        "4",
        "12",
        ",",
        ".",
        "-",
        "e9",
        "1e999999999",
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        "\\",
        "\n",
        "\u00df",
        "\u0130",
        "\u6771",
        "\ud83d\ude00",
        "\ud83d",
        "\u0301",
        "%",
        "\u2212",
        "NaN",
        "null",
        "{\"a\":",
        "'",
        "```",
        "\u0000"
    };

    private RandomText() {}

    public static String next(Random random, int maxPieces) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(maxPieces); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
