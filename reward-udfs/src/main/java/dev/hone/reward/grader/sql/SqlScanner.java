package dev.hone.reward.grader.sql;

import dev.hone.reward.grader.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts SQL into tokens. What databases read in different ways is refused, so that nothing that is a text or a comment here is code there:
 * comments in comments, texts in dollars, names in accents or square brackets, and signs that standard SQL does not have.
 */
final class SqlScanner {

    private static final String SIGNS = "+-*/%=<>!|,.;()?:";

    private final String sql;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;
    private int depth;

    private SqlScanner(String sql) {
        this.sql = sql;
    }

    static List<SqlToken> scan(String sql) throws SqlRefusal {
        SqlScanner scanner = new SqlScanner(sql);
        while (scanner.at < sql.length()) {
            scanner.next();
        }
        return scanner.tokens;
    }

    /** The statements of a script, without the semicolons between them. */
    static List<String> statements(String script) throws SqlRefusal {
        List<String> statements = new ArrayList<>();
        int start = 0;
        for (SqlToken token : scan(script)) {
            if (token.isSign(";")) {
                statements.add(script.substring(start, token.start()).strip());
                start = token.start() + 1;
            }
        }
        if (!scan(script.substring(start)).isEmpty()) {
            statements.add(script.substring(start).strip());
        }
        statements.removeIf(String::isEmpty);
        return statements;
    }

    private void next() throws SqlRefusal {
        char sign = sql.charAt(at);
        if (Character.isWhitespace(sign)) {
            at++;
        } else if (sql.startsWith("--", at)) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end;
        } else if (sql.startsWith("/*", at)) {
            comment();
        } else if (sign == '\'') {
            int start = at + 1;
            at = quoteEnd('\'');
            add(Kind.TEXT, sql.substring(start, at - 1), start);
        } else if (sign == '"') {
            int start = at + 1;
            at = quoteEnd('"');
            add(Kind.QUOTED_NAME, sql.substring(start, at - 1), start);
        } else if (Character.isDigit(sign)) {
            add(Kind.NUMBER, "", at);
            at = wordEnd();
        } else if (Character.isLetter(sign) || sign == '_') {
            int start = at;
            at = wordEnd();
            add(Kind.WORD, sql.substring(start, at).toUpperCase(Locale.ROOT), start);
            refuseUnicodeEscapes();
        } else {
            sign(sign);
        }
    }

    private void add(Kind kind, String text, int start) {
        tokens.add(new SqlToken(kind, text, start, depth));
    }

    private void comment() throws SqlRefusal {
        int end = sql.indexOf("*/", at + 2);
        int inner = sql.indexOf("/*", at + 2);
        if (end < 0 || (inner >= 0 && inner < end)) {
            throw new SqlRefusal(SqlRefusal.Kind.ERROR, "a comment does not end, or holds another one");
        }
        at = end + 2;
    }

    private int quoteEnd(char quote) throws SqlRefusal {
        int end = at + 1;
        while (end < sql.length()) {
            if (sql.charAt(end) != quote) {
                end++;
            } else if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
                end += 2;
            } else {
                return end + 1;
            }
        }
        throw new SqlRefusal(SqlRefusal.Kind.ERROR, "a quote is not closed");
    }

    private int wordEnd() {
        int end = at;
        while (end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
            end++;
        }
        return end;
    }

    /** A name such as U&"\0041" would not be seen as what it is. */
    private void refuseUnicodeEscapes() throws SqlRefusal {
        if (tokens.get(tokens.size() - 1).isWord("U") && at < sql.length() && sql.charAt(at) == '&') {
            throw new SqlRefusal(SqlRefusal.Kind.FORBIDDEN, "escaped names are not allowed");
        }
    }

    private void sign(char sign) throws SqlRefusal {
        if (SIGNS.indexOf(sign) < 0 || sql.startsWith("//", at)) {
            throw new SqlRefusal(SqlRefusal.Kind.ERROR, "the sign " + sign + " is not standard SQL");
        }
        depth -= sign == ')' ? 1 : 0;
        add(Kind.SIGN, String.valueOf(sign), at);
        depth += sign == '(' ? 1 : 0;
        at++;
    }
}
