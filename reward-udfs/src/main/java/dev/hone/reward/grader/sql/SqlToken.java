package dev.hone.reward.grader.sql;

/**
 * A piece of SQL.
 *
 * @param text words in capitals, texts and quoted names as they stand between their quotes, signs; of numbers nothing
 * @param start where it begins in the statement
 * @param depth of the brackets around it
 */
record SqlToken(Kind kind, String text, int start, int depth) {

    enum Kind {
        WORD,
        QUOTED_NAME,
        TEXT,
        NUMBER,
        SIGN
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /** Whether a bracket behind it may make it a call. */
    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }
}
