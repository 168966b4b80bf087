package dev.hone.reward.grader.math;

import dev.hone.reward.grader.math.MathAnswer.Between;
import dev.hone.reward.grader.math.MathAnswer.Bracketed;
import dev.hone.reward.grader.math.MathAnswer.Definition;
import dev.hone.reward.grader.math.MathAnswer.Matrix;
import dev.hone.reward.grader.math.MathAnswer.Members;
import dev.hone.reward.grader.math.MathAnswer.Relation;
import dev.hone.reward.grader.math.MathAnswer.Term;
import dev.hone.reward.grader.math.MathAnswer.Union;
import dev.hone.reward.grader.math.MathAnswer.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a whole answer: lists, sets, tuples, intervals, matrices, equations, inequalities, units, words. */
final class AnswerParser {

    /** Longer texts are not read. */
    static final int MAX_CHARACTERS = 1_000;

    private static final int MAX_DEPTH = 8;

    private static final Pattern MATRIX = Pattern.compile(
            "\\\\begin\\{([pbvBV]?matrix|array)\\}(?:\\{[lcr|]*\\})?(.*)\\\\end\\{[a-zA-Z]+\\}", Pattern.DOTALL);
    private static final Pattern DEFINITION =
            Pattern.compile("([a-zA-Z]\\s*\\([a-z]\\)|\\([a-z](?:\\s*,\\s*[a-z]){1,5}\\))\\s*=([^=]+)");
    private static final Pattern TEXT = Pattern.compile("\\\\(?:text|mathrm|textbf|mathbf|mbox)\\{([^{}\\\\]*)\\}");
    private static final Pattern WORDS = Pattern.compile("\\p{Lu}\\p{L}{2,}|\\p{L}{4,}|\\p{L}+(?:[ '-]\\p{L}+)+");
    private static final Set<String> SHORT_WORDS = Set.of("yes", "no");
    private static final Set<String> NOTHING = Set.of("no solution", "no solutions", "no real solutions", "empty set");
    private static final Set<String> FORMULAS = Set.of("infinity");
    private static final Set<String> RELATIONS = Set.of("=", "<", "<=", ">", ">=", "!=");

    private AnswerParser() {}

    /** @throws UnreadableException if the text is none of the forms */
    static MathAnswer parse(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new UnreadableException("more than " + MAX_CHARACTERS + " characters");
        }
        String plain = Notation.plain(text);
        if (plain.contains("\\pm")) {
            return new Members(List.of(parse(plain.replace("\\pm", "+")), parse(plain.replace("\\pm", "-"))));
        }
        Matcher words = TEXT.matcher(plain.replace("$", "").strip());
        if (words.matches()) {
            return parse(words.group(1));
        }
        return plain.contains("$") || plain.contains("\\") ? formula(plain) : wordsOrFormula(plain);
    }

    private static MathAnswer wordsOrFormula(String plain) {
        String lower = plain.toLowerCase(Locale.ROOT);
        if (NOTHING.contains(lower)) {
            return new Members(List.of());
        }
        boolean words = SHORT_WORDS.contains(lower) || WORDS.matcher(plain).matches();
        return words && !FORMULAS.contains(lower) ? new Words(plain) : formula(plain);
    }

    private static MathAnswer formula(String plain) {
        String bare = plain.replace("$", "").strip();
        Matcher matrix = MATRIX.matcher(bare);
        if (matrix.matches()) {
            return matrix(matrix.group(2));
        }
        Matcher definition = DEFINITION.matcher(bare);
        if (definition.matches()) {
            return new Definition(definition.group(1), parse(definition.group(2)));
        }
        Units.Split split = Units.split(plain);
        return answer(Lexer.tokens(split.rest()), split.unit(), 0);
    }

    private static MathAnswer matrix(String rows) {
        List<List<MathAnswer>> cells = new ArrayList<>();
        for (String row : rows.strip().split("\\\\\\\\", -1)) {
            List<MathAnswer> line = new ArrayList<>();
            for (String cell : row.split("&", -1)) {
                line.add(term(Lexer.tokens(cell), ""));
            }
            cells.add(line);
        }
        return new Matrix(cells);
    }

    private static MathAnswer answer(List<Token> tokens, String unit, int depth) {
        if (depth > MAX_DEPTH || tokens.isEmpty()) {
            throw new UnreadableException(tokens.isEmpty() ? "nothing" : "nested too deep");
        }
        List<List<Token>> items = split(tokens, token -> token.is(","));
        if (items.size() > 1) {
            return list(answers(items, depth));
        }
        List<List<Token>> parts = split(tokens, token -> token.is("cup"));
        if (parts.size() > 1) {
            return new Union(answers(parts, depth));
        }
        List<List<Token>> sides = split(tokens, AnswerParser::isRelation);
        if (sides.size() > 1) {
            return relation(tokens, sides, unit);
        }
        if (tokens.size() == 1 && tokens.get(0).isName("emptyset")) {
            return new Members(List.of());
        }
        if (tokens.size() == 1 && tokens.get(0).isName("reals")) {
            return new Union(List.of());
        }
        return isEnclosed(tokens) ? enclosed(tokens, unit, depth) : term(tokens, unit);
    }

    private static List<MathAnswer> answers(List<List<Token>> parts, int depth) {
        return parts.stream().map(part -> answer(part, "", depth + 1)).toList();
    }

    /** x = 1, y = 2 is the pair (1, 2); all else has no order. */
    private static MathAnswer list(List<MathAnswer> items) {
        Map<String, MathAnswer> byVariable = new TreeMap<>();
        for (MathAnswer item : items) {
            if (item instanceof Relation relation
                    && relation.operator().equals("=")
                    && relation.left() instanceof Expression.Variable variable) {
                byVariable.put(variable.name(), new Term(relation.right(), false, ""));
            }
        }
        return byVariable.size() == items.size()
                ? new Bracketed('(', List.copyOf(byVariable.values()), ')')
                : new Members(items);
    }

    private static MathAnswer enclosed(List<Token> tokens, String unit, int depth) {
        Token open = tokens.get(0);
        Token close = tokens.get(tokens.size() - 1);
        List<Token> inside = tokens.subList(1, tokens.size() - 1);
        boolean set = open.is("\\{") && close.is("\\}");
        if (set && inside.isEmpty()) {
            return new Members(List.of());
        }
        List<List<Token>> items = split(inside, token -> token.is(","));
        if (set || (open.is("{") && items.size() > 1)) {
            return new Members(answers(items, depth));
        }
        if (items.size() > 1) {
            return new Bracketed(
                    open.text().charAt(0), answers(items, depth), close.text().charAt(0));
        }
        return answer(inside, unit, depth + 1);
    }

    private static MathAnswer relation(List<Token> tokens, List<List<Token>> sides, String unit) {
        List<String> operators = tokens.stream()
                .filter(AnswerParser::isRelation)
                .map(Token::text)
                .toList();
        if (operators.size() != sides.size() - 1) {
            throw new UnreadableException("a relation inside brackets");
        }
        Expression first = ExpressionParser.parse(sides.get(0));
        Expression last = ExpressionParser.parse(sides.get(sides.size() - 1));
        if (operators.stream().allMatch("="::equals)) {
            return equation(first, last, sides, unit);
        }
        if (operators.size() == 1) {
            return relation(first, operators.get(0), last);
        }
        if (operators.size() != 2 || operators.contains("=") || operators.contains("!=")) {
            throw new UnreadableException("a chain of relations");
        }
        Expression middle = ExpressionParser.parse(sides.get(1));
        Relation one = relation(first, operators.get(0), middle);
        Relation two = relation(middle, operators.get(1), last);
        if (operators.get(0).charAt(0) != operators.get(1).charAt(0)) {
            throw new UnreadableException("a chain of relations");
        }
        return operators.get(0).startsWith("<") ? new Between(one, two) : new Between(two, one);
    }

    /** 2 + 2 = 4 says 4; 4 = x says x = 4. */
    private static MathAnswer equation(Expression first, Expression last, List<List<Token>> sides, String unit) {
        Set<String> variables = new HashSet<>();
        first.collectVariables(variables);
        last.collectVariables(variables);
        if (variables.isEmpty()) {
            return term(sides.get(sides.size() - 1), unit);
        }
        boolean turned = last instanceof Expression.Variable && !(first instanceof Expression.Variable);
        return turned ? new Relation(last, "=", first) : new Relation(first, "=", last);
    }

    private static Relation relation(Expression left, String operator, Expression right) {
        return operator.startsWith(">")
                ? new Relation(right, operator.replace('>', '<'), left)
                : new Relation(left, operator, right);
    }

    private static MathAnswer term(List<Token> tokens, String unit) {
        boolean percent = !tokens.isEmpty() && tokens.get(tokens.size() - 1).is("%");
        List<Token> rest = percent ? tokens.subList(0, tokens.size() - 1) : tokens;
        return new Term(ExpressionParser.parse(rest), percent, unit);
    }

    private static boolean isRelation(Token token) {
        return token.type() == Token.Type.SYMBOL && RELATIONS.contains(token.text());
    }

    /** Whether the first bracket closes at the end. */
    private static boolean isEnclosed(List<Token> tokens) {
        int open = 0;
        for (int i = 0; i < tokens.size(); i++) {
            open += tokens.get(i).opens() ? 1 : tokens.get(i).closes() ? -1 : 0;
            if (open == 0) {
                return i > 0 && i == tokens.size() - 1;
            }
        }
        return false;
    }

    /** The parts between separators that stand in no bracket. */
    private static List<List<Token>> split(List<Token> tokens, Predicate<Token> isSeparator) {
        List<List<Token>> parts = new ArrayList<>();
        int open = 0;
        int start = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            open += token.opens() ? 1 : token.closes() ? -1 : 0;
            if (open == 0 && isSeparator.test(token)) {
                parts.add(tokens.subList(start, i));
                start = i + 1;
            }
        }
        parts.add(tokens.subList(start, tokens.size()));
        return parts;
    }
}
