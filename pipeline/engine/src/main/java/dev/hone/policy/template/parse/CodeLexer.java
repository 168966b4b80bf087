package dev.hone.policy.template.parse;

import dev.hone.policy.template.value.PythonSpace;
import dev.hone.policy.template.value.TemplateErrors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts what stands inside one {@code {{ }}} or {@code {% %}} into tokens, up to and including the end of the tag. */
final class CodeLexer {

    private static final Pattern TOKEN = Pattern.compile(
            "(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)"
                    + "|(?<float>\\d+\\.\\d+(?:[eE][+-]?\\d+)?|\\d+[eE][+-]?\\d+)"
                    + "|(?<integer>\\d+)"
                    + "|(?<string>'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\")"
                    + "|(?<operator>//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}<>=.:|,;])",
            Pattern.DOTALL);

    private final String source;
    private final char closing;
    private final Deque<Character> open = new ArrayDeque<>();
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line;
    private char closingSign = ' ';

    CodeLexer(String source, int position, int line, char closing) {
        this.source = source;
        this.position = position;
        this.line = line;
        this.closing = closing;
    }

    /** Where the template goes on behind the tag. */
    int position() {
        return position;
    }

    int line() {
        return line;
    }

    /** {@code -} or {@code +} before the end of the tag, else a space. */
    char closingSign() {
        return closingSign;
    }

    List<Token> read() {
        int begin = line;
        while (position < source.length()) {
            char next = source.charAt(position);
            if (PythonSpace.isSpace(next)) {
                line += next == '\n' ? 1 : 0;
                position++;
            } else if (open.isEmpty() && closes()) {
                return tokens;
            } else {
                readToken();
            }
        }
        throw TemplateErrors.refused(begin, "a tag is not closed");
    }

    private boolean closes() {
        char first = source.charAt(position);
        boolean signed = first == '-' || (first == '+' && closing == '%');
        int end = signed ? position + 1 : position;
        if (!source.startsWith(closing + "}", end)) {
            return false;
        }
        closingSign = signed ? first : ' ';
        position = end + 2;
        return true;
    }

    private void readToken() {
        Matcher matcher = TOKEN.matcher(source).region(position, source.length());
        if (!matcher.lookingAt()) {
            throw TemplateErrors.refused(
                    line, "unexpected character '" + Character.toString(source.codePointAt(position)) + "'");
        }
        String text = matcher.group();
        if (matcher.group("string") != null) {
            tokens.add(new Token(Token.Kind.STRING, StringLiteral.unescape(text, line), line));
        } else if (matcher.group("operator") != null) {
            balance(text);
            tokens.add(new Token(Token.Kind.OPERATOR, text, line));
        } else {
            tokens.add(new Token(kind(matcher), text, line));
        }
        line += (int) text.chars().filter(c -> c == '\n').count();
        position = matcher.end();
    }

    private static Token.Kind kind(Matcher matcher) {
        if (matcher.group("name") != null) {
            return Token.Kind.NAME;
        }
        return matcher.group("integer") != null ? Token.Kind.INTEGER : Token.Kind.FLOAT;
    }

    /** Inside brackets, the characters that would end the tag are operators. */
    private void balance(String operator) {
        switch (operator) {
            case "(" -> open.push(')');
            case "[" -> open.push(']');
            case "{" -> open.push('}');
            case ")", "]", "}" -> {
                if (open.isEmpty() || open.pop() != operator.charAt(0)) {
                    throw TemplateErrors.refused(line, "unexpected '" + operator + "'");
                }
            }
            default -> {
                // Other operators open and close nothing.
            }
        }
    }
}
