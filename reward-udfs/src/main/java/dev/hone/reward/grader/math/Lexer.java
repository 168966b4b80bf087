package dev.hone.reward.grader.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a formula, as {@link Notation} leaves it, into tokens. */
final class Lexer {

    private static final int MAX_DIGITS = 1_000;
    private static final int MAX_EXPONENT = 1_000;
    private static final int MAX_LETTERS = 3;

    private static final Pattern NUMBER = Pattern.compile("(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d{1,9}(?!\\d))?");
    private static final Pattern GROUPED =
            Pattern.compile("\\d{1,3}(?:(?:,\\d{3}){1,330}|(?: \\d{3}){1,330})(?:\\.\\d+)?(?![\\d/])");
    private static final Pattern INDEX = Pattern.compile("_(?:\\{\\w{1,8}\\}|\\w)");

    private static final Set<String> FUNCTIONS = Set.of(
            "sin",
            "cos",
            "tan",
            "cot",
            "sec",
            "csc",
            "arcsin",
            "arccos",
            "arctan",
            "sinh",
            "cosh",
            "tanh",
            "ln",
            "log",
            "exp",
            "sqrt",
            "abs",
            "floor",
            "ceil",
            "pi",
            "infinity",
            "inf",
            "binom");

    /** LaTeX commands by what they are read as; a name, or the text of a symbol. */
    private static final Map<String, String> COMMANDS = Map.ofEntries(
            Map.entry("dfrac", "frac"),
            Map.entry("tfrac", "frac"),
            Map.entry("cfrac", "frac"),
            Map.entry("dbinom", "binom"),
            Map.entry("tbinom", "binom"),
            Map.entry("infty", "infinity"),
            Map.entry("varnothing", "emptyset"),
            Map.entry("cdot", "*"),
            Map.entry("times", "*"),
            Map.entry("ast", "*"),
            Map.entry("div", "/"),
            Map.entry("le", "<="),
            Map.entry("leq", "<="),
            Map.entry("leqslant", "<="),
            Map.entry("ge", ">="),
            Map.entry("geq", ">="),
            Map.entry("geqslant", ">="),
            Map.entry("ne", "!="),
            Map.entry("neq", "!="),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("cup", "cup"),
            Map.entry("vert", "|"),
            Map.entry("lvert", "|"),
            Map.entry("rvert", "|"),
            Map.entry("lbrace", "\\{"),
            Map.entry("rbrace", "\\}"));

    private static final Set<String> LATEX_NAMES =
            Set.of("frac", "emptyset", "reals", "lfloor", "rfloor", "lceil", "rceil");

    private static final Set<String> GREEK = Set.of(
            "alpha", "beta", "gamma", "delta", "epsilon", "theta", "lambda", "mu", "phi", "varphi", "omega", "rho",
            "sigma", "tau");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int depth;
    private boolean spaced;

    private Lexer(String text) {
        this.text = text;
    }

    /** @throws UnreadableException if there is a sign that formulas do not have */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.at < text.length()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            spaced = true;
            at++;
        } else if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
            number();
        } else if (isLetter(c)) {
            letters();
        } else if (c == '\\') {
            command();
        } else {
            symbol(c);
        }
    }

    private void number() {
        Matcher grouped = GROUPED.matcher(text).region(at, text.length()).useTransparentBounds(true);
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        String written;
        if (depth == 0 && grouped.lookingAt()) {
            written = grouped.group().replaceAll("[, ]", "");
            at = grouped.end();
        } else if (number.lookingAt()) {
            written = number.group();
            at = number.end();
        } else {
            throw new UnreadableException("no number");
        }
        int exponent = Math.max(written.indexOf('e'), written.indexOf('E'));
        if (written.length() > MAX_DIGITS
                || (exponent > 0 && Math.abs(Long.parseLong(written.substring(exponent + 1))) > MAX_EXPONENT)) {
            throw new UnreadableException("a number that is too long");
        }
        add(Token.Type.NUMBER, written);
    }

    private void letters() {
        int end = at;
        while (end < text.length() && isLetter(text.charAt(end))) {
            end++;
        }
        String word = text.substring(at, end);
        at = end;
        if (word.equals("and") || word.equals("or")) {
            add(Token.Type.SYMBOL, ",");
        } else if (FUNCTIONS.contains(word)) {
            add(Token.Type.NAME, word.equals("inf") ? "infinity" : word);
        } else if (word.length() <= MAX_LETTERS) {
            word.chars().forEach(letter -> add(Token.Type.VARIABLE, Character.toString(letter)));
            index();
        } else {
            throw new UnreadableException("words");
        }
    }

    /** An index belongs to the letter before it. */
    private void index() {
        Matcher index = INDEX.matcher(text).region(at, text.length());
        if (index.lookingAt()) {
            Token letter = tokens.remove(tokens.size() - 1);
            String name = letter.text() + index.group().replaceAll("[{}]", "");
            tokens.add(new Token(Token.Type.VARIABLE, name, letter.spaced()));
            at = index.end();
        }
    }

    private void command() {
        int end = at + 1;
        while (end < text.length() && isLetter(text.charAt(end))) {
            end++;
        }
        if (end == at + 1) {
            String sign = text.substring(at, Math.min(text.length(), at + 2));
            if (!Set.of("\\{", "\\}", "\\\\").contains(sign)) {
                throw new UnreadableException("the command " + sign);
            }
            at += 2;
            add(Token.Type.SYMBOL, sign);
            return;
        }
        String command = text.substring(at + 1, end);
        String read = COMMANDS.getOrDefault(command, command);
        at = end;
        if (GREEK.contains(read)) {
            add(Token.Type.VARIABLE, read);
            index();
        } else if (FUNCTIONS.contains(read) || LATEX_NAMES.contains(read)) {
            add(Token.Type.NAME, read);
        } else if (COMMANDS.containsKey(command)) {
            add(Token.Type.SYMBOL, read);
        } else {
            throw new UnreadableException("the command \\" + command);
        }
    }

    private void symbol(char c) {
        String two = text.substring(at, Math.min(text.length(), at + 2));
        if (two.equals("**")) {
            at += 2;
            add(Token.Type.SYMBOL, "^");
        } else if (Set.of("<=", ">=", "!=").contains(two)) {
            at += 2;
            add(Token.Type.SYMBOL, two);
        } else if ("+-*/^()[]{}|=<>,;!%&_\u00b0".indexOf(c) >= 0) {
            at++;
            add(Token.Type.SYMBOL, c == ';' ? "," : Character.toString(c));
        } else {
            throw new UnreadableException("the sign " + c);
        }
    }

    private void add(Token.Type type, String word) {
        Token token = new Token(type, word, spaced);
        spaced = false;
        depth += token.opens() && !token.is("{") ? 1 : token.closes() && !token.is("}") ? -1 : 0;
        tokens.add(token);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
