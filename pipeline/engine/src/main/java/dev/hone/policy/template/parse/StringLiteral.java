package dev.hone.policy.template.parse;

import dev.hone.policy.template.value.TemplateErrors;

/** Python's escapes in a string literal. */
final class StringLiteral {

    private final String body;
    private final int line;
    private final StringBuilder out = new StringBuilder();
    private int position;

    private StringLiteral(String body, int line) {
        this.body = body;
        this.line = line;
    }

    /** The contents of a literal that is given with its quotes. */
    static String unescape(String literal, int line) {
        return new StringLiteral(literal.substring(1, literal.length() - 1), line).run();
    }

    private String run() {
        while (position < body.length()) {
            char next = body.charAt(position++);
            if (next == '\\') {
                escape(body.charAt(position++));
            } else {
                out.append(next);
            }
        }
        return out.toString();
    }

    private void escape(char kind) {
        switch (kind) {
            case '\n' -> out.append("");
            case '\\', '\'', '"' -> out.append(kind);
            case 'a' -> out.append('\u0007');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'v' -> out.append('\u000b');
            case 'x' -> out.appendCodePoint(hexadecimal(2));
            case 'u' -> out.appendCodePoint(hexadecimal(4));
            case 'U' -> out.appendCodePoint(hexadecimal(8));
            case 'N' -> throw TemplateErrors.refused(line, "the escape \\N{...} is not supported");
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal();
            default -> out.append('\\').append(kind);
        }
    }

    private int hexadecimal(int digits) {
        String text = body.substring(position, Math.min(position + digits, body.length()));
        position += text.length();
        if (text.length() != digits || !text.matches("[0-9a-fA-F]+")) {
            throw TemplateErrors.refused(line, "an escape needs " + digits + " hexadecimal digits, not '" + text + "'");
        }
        long codePoint = Long.parseLong(text, 16);
        if (codePoint > Character.MAX_CODE_POINT) {
            throw TemplateErrors.refused(line, "\\U" + text + " is not a character");
        }
        return (int) codePoint;
    }

    private void octal() {
        int begin = position - 1;
        while (position < body.length() && position < begin + 3 && "01234567".indexOf(body.charAt(position)) >= 0) {
            position++;
        }
        out.appendCodePoint(Integer.parseInt(body.substring(begin, position), 8));
    }
}
