package dev.hone.reward.grader.sql;

import dev.hone.reward.grader.sql.SqlRefusal.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lets reading queries pass, one at a time, and what sets a database up; nothing that leaves the database. */
final class SqlGuard {

    private static final int MAX_CHARACTERS = 10_000;
    private static final int MAX_PERCENT_SIGNS = 3;

    private SqlGuard() {}

    /** @throws SqlRefusal if the text is not one reading query that calls allowed functions only */
    static void requireQuery(String sql) throws SqlRefusal {
        if (sql.length() > MAX_CHARACTERS) {
            throw new SqlRefusal(Kind.LIMIT, "it is longer than " + MAX_CHARACTERS + " characters");
        }
        List<SqlToken> tokens = statement(SqlScanner.scan(sql));
        SqlToken first = tokens.stream()
                .filter(token -> !token.isSign("("))
                .findFirst()
                .orElseThrow(() -> new SqlRefusal(Kind.ERROR, "there is no query"));
        if (SqlWords.OTHER_STARTS.contains(first.text())) {
            throw new SqlRefusal(Kind.FORBIDDEN, first.text() + " is no query");
        }
        if (first.kind() != SqlToken.Kind.WORD || !SqlWords.QUERY_STARTS.contains(first.text())) {
            throw new SqlRefusal(Kind.ERROR, "it begins like no query");
        }
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            SqlToken next = at(tokens, i + 1);
            boolean isNever = token.kind() == SqlToken.Kind.WORD && SqlWords.NEVER.contains(token.text());
            boolean isSequence = token.isWord("NEXT") && next.isWord("VALUE");
            boolean hidesCalls = token.isWord("DISTINCT") && next.isWord("ON"); // a call could stand behind its bracket
            if (isNever || isSequence || hidesCalls) {
                throw new SqlRefusal(Kind.FORBIDDEN, token.text() + " is not allowed there");
            }
        }
        requireShortPatterns(tokens);
        requireAllowedCalls(tokens);
    }

    /** The time that H2 takes for LIKE grows with the length of the text to the power of the number of its percent signs. */
    private static void requireShortPatterns(List<SqlToken> tokens) throws SqlRefusal {
        for (int i = 1; i < tokens.size(); i++) {
            boolean isPattern =
                    at(tokens, i - 1).isWord("LIKE") || at(tokens, i - 1).isWord("ILIKE");
            if (isPattern
                    && tokens.get(i).text().chars().filter(sign -> sign == '%').count() > MAX_PERCENT_SIGNS) {
                throw new SqlRefusal(Kind.LIMIT, "a pattern has more than " + MAX_PERCENT_SIGNS + " percent signs");
            }
        }
    }

    /** @throws SqlRefusal if the text is not one statement that makes tables or rows; the user who runs it has no rights to do more */
    static void requireSetUp(String sql) throws SqlRefusal {
        List<SqlToken> tokens = statement(SqlScanner.scan(sql));
        String first = at(tokens, 0).text();
        int created = at(tokens, 1).isWord("OR") ? 3 : 1;
        boolean isUsual = SqlWords.SET_UP_STARTS.contains(first)
                && (!first.equals("CREATE")
                        || SqlWords.CREATABLE.contains(at(tokens, created).text()));
        if (!isUsual || tokens.stream().anyMatch(token -> token.isWord("ENGINE"))) {
            throw new SqlRefusal(Kind.FORBIDDEN, "only tables, views, indexes and rows can be made");
        }
    }

    /** Whether the outermost query asks for an order. */
    static boolean isOrdered(String sql) throws SqlRefusal {
        List<SqlToken> tokens = SqlScanner.scan(sql);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).depth() == 0
                    && tokens.get(i).isWord("ORDER")
                    && at(tokens, i + 1).isWord("BY")) {
                return true;
            }
        }
        return false;
    }

    /** Without the semicolon at its end. */
    private static List<SqlToken> statement(List<SqlToken> tokens) throws SqlRefusal {
        List<SqlToken> statement = new ArrayList<>(tokens);
        while (!statement.isEmpty() && statement.get(statement.size() - 1).isSign(";")) {
            statement.remove(statement.size() - 1);
        }
        if (statement.stream().anyMatch(token -> token.isSign(";"))) {
            throw new SqlRefusal(Kind.FORBIDDEN, "there is a second statement");
        }
        return statement;
    }

    private static void requireAllowedCalls(List<SqlToken> tokens) throws SqlRefusal {
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (token.isName() && at(tokens, i + 1).isSign("(") && !isAllowed(tokens, i)) {
                throw new SqlRefusal(Kind.FORBIDDEN, "the function " + token.text() + " is not allowed");
            }
        }
    }

    /** A name before a bracket may be a known function, or name a table and its columns: behind a bracket, behind AS, or before AS. */
    private static boolean isAllowed(List<SqlToken> tokens, int i) {
        SqlToken token = tokens.get(i);
        boolean isWord = token.kind() == SqlToken.Kind.WORD;
        SqlToken before = at(tokens, i - 1);
        if (isWord && is(token, SqlWords.FUNCTIONS, SqlWords.BEFORE_BRACKETS) && !before.isSign(".")) {
            return true;
        }
        if (before.isSign(")") || before.isWord("AS")) {
            return true;
        }
        int end = i + 2;
        while (end < tokens.size() && tokens.get(end).depth() > token.depth()) {
            end++;
        }
        return at(tokens, end).isSign(")")
                && at(tokens, end + 1).isWord("AS")
                && at(tokens, end + 2).isSign("(");
    }

    private static boolean is(SqlToken token, Set<String> functions, Set<String> keywords) {
        return functions.contains(token.text()) || keywords.contains(token.text());
    }

    private static SqlToken at(List<SqlToken> tokens, int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i) : new SqlToken(SqlToken.Kind.SIGN, "", 0, 0);
    }
}
