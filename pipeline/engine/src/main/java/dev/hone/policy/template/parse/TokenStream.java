package dev.hone.policy.template.parse;

import dev.hone.error.ModelException;
import dev.hone.policy.template.value.TemplateErrors;
import java.util.List;

/** Reads tokens one after the other. */
final class TokenStream {

    private final List<Token> tokens;
    private int position;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(position);
    }

    Token peekAfter() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        if (token.kind() != Token.Kind.END) {
            position++;
        }
        return token;
    }

    boolean atOperator(String text) {
        return peek().is(Token.Kind.OPERATOR, text);
    }

    boolean atName(String text) {
        return peek().is(Token.Kind.NAME, text);
    }

    boolean skipOperator(String text) {
        if (atOperator(text)) {
            next();
            return true;
        }
        return false;
    }

    boolean skipName(String text) {
        if (atName(text)) {
            next();
            return true;
        }
        return false;
    }

    void expectOperator(String text) {
        if (!skipOperator(text)) {
            throw unexpected("'" + text + "'");
        }
    }

    void expectName(String text) {
        if (!skipName(text)) {
            throw unexpected("'" + text + "'");
        }
    }

    Token expect(Token.Kind kind) {
        if (peek().kind() != kind) {
            throw unexpected(kind.toString());
        }
        return next();
    }

    ModelException unexpected(String expected) {
        Token token = peek();
        return TemplateErrors.refused(
                token.line(),
                "expected " + expected + ", found " + token.kind()
                        + (token.text().isEmpty() ? "" : " '" + token.text() + "'"));
    }
}
