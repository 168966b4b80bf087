package dev.hone.policy.template.parse;

/**
 * A token of a template.
 *
 * @param kind what it is
 * @param text data, name, operator or digits as written; the contents of a string literal with its escapes resolved
 * @param line line of the template, from 1
 */
record Token(Kind kind, String text, int line) {

    enum Kind {
        DATA,
        VARIABLE_BEGIN,
        VARIABLE_END,
        BLOCK_BEGIN,
        BLOCK_END,
        NAME,
        STRING,
        INTEGER,
        FLOAT,
        OPERATOR,
        END
    }

    boolean is(Kind expected, String expectedText) {
        return kind == expected && text.equals(expectedText);
    }
}
