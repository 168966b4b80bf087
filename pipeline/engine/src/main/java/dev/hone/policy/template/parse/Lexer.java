package dev.hone.policy.template.parse;

import dev.hone.policy.template.value.PythonSpace;
import dev.hone.policy.template.value.TemplateErrors;
import dev.hone.policy.template.value.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a template into tokens as Jinja does with trim_blocks and lstrip_blocks: the newline after a block or comment tag goes, and so
 * does white space between the start of a line and such a tag; {@code -} takes all white space on its side, {@code +} keeps it.
 */
final class Lexer {

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;
    private boolean atLineStart = true;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String template) {
        String source = template.replace("\r\n", "\n").replace('\r', '\n');
        if (source.endsWith("\n")) {
            source = source.substring(0, source.length() - 1);
        }
        Lexer lexer = new Lexer(source);
        lexer.run();
        return List.copyOf(lexer.tokens);
    }

    private void run() {
        while (position < source.length()) {
            int tag = nextTag();
            if (tag < 0) {
                addData(source.substring(position));
                position = source.length();
                break;
            }
            readTag(tag);
        }
        tokens.add(new Token(Token.Kind.END, "", line));
    }

    private int nextTag() {
        for (int at = source.indexOf('{', position); at >= 0; at = source.indexOf('{', at + 1)) {
            if (at + 1 < source.length() && "{%#".indexOf(source.charAt(at + 1)) >= 0) {
                return at;
            }
        }
        return -1;
    }

    private void readTag(int tag) {
        String before = source.substring(position, tag);
        char kind = source.charAt(tag + 1);
        char sign = tag + 2 < source.length() ? source.charAt(tag + 2) : ' ';
        boolean signed = sign == '-' || (sign == '+' && kind != '{');
        addData(trimBefore(before, kind, sign));
        int keptLines = countLines(before);
        line += keptLines - countLines(trimBefore(before, kind, sign));
        position = tag + 2 + (signed ? 1 : 0);
        switch (kind) {
            case '#' -> skipComment();
            case '%' -> readCode(Token.Kind.BLOCK_BEGIN, Token.Kind.BLOCK_END, '%');
            default -> readCode(Token.Kind.VARIABLE_BEGIN, Token.Kind.VARIABLE_END, '}');
        }
        atLineStart = source.charAt(position - 1) == '\n';
    }

    private String trimBefore(String data, char kind, char sign) {
        if (sign == '-') {
            return PythonSpace.rightStrip(Text.ofTemplate(data)).value();
        }
        int lineStart = data.lastIndexOf('\n') + 1;
        boolean stripLine = kind != '{' && sign != '+' && (lineStart > 0 || atLineStart);
        return stripLine && data.substring(lineStart).chars().allMatch(PythonSpace::isSpace)
                ? data.substring(0, lineStart)
                : data;
    }

    private void addData(String data) {
        if (!data.isEmpty()) {
            tokens.add(new Token(Token.Kind.DATA, data, line));
            line += countLines(data);
        }
    }

    private void skipComment() {
        int end = source.indexOf("#}", position);
        if (end < 0) {
            throw TemplateErrors.refused(line, "a comment {# is not closed");
        }
        char sign = end > position ? source.charAt(end - 1) : ' ';
        line += countLines(source.substring(position, end));
        position = end + 2;
        trimAfter(sign, true);
    }

    /** What the end of a tag takes of the text behind it. */
    private void trimAfter(char sign, boolean trimsNewline) {
        if (sign == '-') {
            while (position < source.length() && PythonSpace.isSpace(source.charAt(position))) {
                line += source.charAt(position) == '\n' ? 1 : 0;
                position++;
            }
        } else if (trimsNewline && sign != '+' && position < source.length() && source.charAt(position) == '\n') {
            line++;
            position++;
        }
    }

    private void readCode(Token.Kind begin, Token.Kind end, char closing) {
        tokens.add(new Token(begin, "", line));
        CodeLexer code = new CodeLexer(source, position, line, closing);
        tokens.addAll(code.read());
        tokens.add(new Token(end, "", code.line()));
        position = code.position();
        line = code.line();
        trimAfter(code.closingSign(), end == Token.Kind.BLOCK_END);
    }

    private static int countLines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }
}
