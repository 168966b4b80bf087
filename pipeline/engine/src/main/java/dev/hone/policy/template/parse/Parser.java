package dev.hone.policy.template.parse;

import dev.hone.policy.template.value.TemplateErrors;
import dev.hone.policy.template.value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Parses a whole template; a tag outside the subset is refused here. */
public final class Parser {

    /** The largest published template has 20,000 characters. */
    private static final int MAX_CHARACTERS = 1_000_000;

    /** Of blocks inside each other. */
    private static final int MAX_DEPTH = 100;

    private static final Set<String> MACRO_VARIABLES = Set.of("varargs", "kwargs", "caller");

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private int loopDepth;
    private int depth;

    private Parser(List<Token> all) {
        this.tokens = new TokenStream(all);
        this.expressions = new ExpressionParser(tokens, macroNames(all));
        boolean inMacro = all.stream().anyMatch(t -> t.is(Token.Kind.NAME, "macro"));
        all.stream()
                .filter(t -> inMacro && t.kind() == Token.Kind.NAME && MACRO_VARIABLES.contains(t.text()))
                .findFirst()
                .ifPresent(t -> {
                    throw TemplateErrors.refused(t.line(), t.text() + " in a macro is not supported");
                });
    }

    public static List<Statement> parse(String source) {
        if (source.length() > MAX_CHARACTERS) {
            throw TemplateErrors.refused(1, "it is longer than " + MAX_CHARACTERS + " characters");
        }
        Parser parser = new Parser(Lexer.tokens(source));
        return parser.body(Set.of());
    }

    private static Set<String> macroNames(List<Token> all) {
        return IntStream.range(1, all.size())
                .filter(i -> all.get(i - 1).is(Token.Kind.NAME, "macro")
                        && all.get(i).kind() == Token.Kind.NAME)
                .mapToObj(i -> all.get(i).text())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Statements up to a block tag with one of these names, whose tag is left open before its name. */
    private List<Statement> body(Set<String> ends) {
        depth++;
        if (depth > MAX_DEPTH) {
            throw TemplateErrors.refused(tokens.peek().line(), "blocks are nested deeper than " + MAX_DEPTH);
        }
        List<Statement> statements = new ArrayList<>();
        while (true) {
            Token token = tokens.next();
            switch (token.kind()) {
                case DATA -> statements.add(new Statement.Data(token.line(), Text.ofTemplate(token.text())));
                case VARIABLE_BEGIN -> statements.add(output(token.line()));
                case BLOCK_BEGIN -> {
                    if (ends.contains(tokens.peek().text())) {
                        depth--;
                        return List.copyOf(statements);
                    }
                    statements.add(block());
                }
                case END -> {
                    if (!ends.isEmpty()) {
                        throw TemplateErrors.refused(token.line(), "a block is not closed, expected one of " + ends);
                    }
                    return List.copyOf(statements);
                }
                case VARIABLE_END, BLOCK_END, NAME, STRING, INTEGER, FLOAT, OPERATOR ->
                    throw new IllegalStateException("the lexer put " + token + " outside a tag");
            }
        }
    }

    private Statement output(int line) {
        Expression expression = expressions.parse();
        tokens.expect(Token.Kind.VARIABLE_END);
        return new Statement.Output(line, expression);
    }

    private Statement block() {
        Token name = tokens.expect(Token.Kind.NAME);
        return switch (name.text()) {
            case "if" -> ifBlock(name.line());
            case "for" -> forBlock(name.line());
            case "set" -> set(name.line());
            case "macro" -> macro(name.line());
            case "generation" -> {
                endTag();
                yield new Statement.Generation(name.line(), closedBody("endgeneration"));
            }
            case "break" -> loopControl(name, new Statement.Break(name.line()));
            case "continue" -> loopControl(name, new Statement.Continue(name.line()));
            default -> throw TemplateErrors.refused(name.line(), "the tag " + name.text() + " is not supported");
        };
    }

    private Statement loopControl(Token name, Statement statement) {
        if (loopDepth == 0) {
            throw TemplateErrors.refused(name.line(), name.text() + " outside a loop");
        }
        endTag();
        return statement;
    }

    private void endTag() {
        tokens.expect(Token.Kind.BLOCK_END);
    }

    private List<Statement> closedBody(String end) {
        List<Statement> body = body(Set.of(end));
        tokens.expectName(end);
        endTag();
        return body;
    }

    private Statement ifBlock(int line) {
        List<Statement.Branch> branches = new ArrayList<>();
        List<Statement> otherwise = List.of();
        do {
            Expression condition = expressions.parseWithoutConditional();
            endTag();
            branches.add(new Statement.Branch(condition, body(Set.of("elif", "else", "endif"))));
        } while (tokens.skipName("elif"));
        if (tokens.skipName("else")) {
            endTag();
            otherwise = closedBody("endif");
        } else {
            tokens.expectName("endif");
            endTag();
        }
        return new Statement.If(line, branches, otherwise);
    }

    private Statement forBlock(int line) {
        List<String> targets = targets();
        tokens.expectName("in");
        Expression iterable = expressions.parseWithoutConditional();
        Optional<Expression> filter = tokens.skipName("if") ? Optional.of(expressions.parse()) : Optional.empty();
        endTag();
        loopDepth++;
        List<Statement> body = body(Set.of("else", "endfor"));
        loopDepth--;
        List<Statement> otherwise = List.of();
        if (tokens.skipName("else")) {
            endTag();
            otherwise = closedBody("endfor");
        } else {
            tokens.expectName("endfor");
            endTag();
        }
        return new Statement.For(line, targets, iterable, filter, body, otherwise);
    }

    private List<String> targets() {
        List<String> targets = new ArrayList<>();
        boolean parenthesised = tokens.skipOperator("(");
        do {
            targets.add(target());
        } while (tokens.skipOperator(","));
        if (parenthesised) {
            tokens.expectOperator(")");
        }
        return targets;
    }

    private String target() {
        Token token = tokens.expect(Token.Kind.NAME);
        if (Set.of("true", "false", "none", "True", "False", "None").contains(token.text())) {
            throw TemplateErrors.refused(token.line(), "cannot assign to " + token.text());
        }
        return token.text();
    }

    private Statement set(int line) {
        if (tokens.peekAfter().is(Token.Kind.OPERATOR, ".")) {
            String namespace = target();
            tokens.next();
            String member = tokens.expect(Token.Kind.NAME).text();
            tokens.expectOperator("=");
            return new Statement.SetMember(line, namespace, member, assigned());
        }
        List<String> targets = targets();
        if (targets.size() == 1 && tokens.peek().kind() == Token.Kind.BLOCK_END) {
            endTag();
            return new Statement.SetBlock(line, targets.get(0), closedBody("endset"));
        }
        tokens.expectOperator("=");
        return new Statement.SetNames(line, targets, assigned());
    }

    private Expression assigned() {
        Expression first = expressions.parse();
        if (!tokens.atOperator(",")) {
            endTag();
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.skipOperator(",")) {
            items.add(expressions.parse());
        }
        endTag();
        return new Expression.ListOf(items, true);
    }

    private Statement macro(int line) {
        String name = target();
        tokens.expectOperator("(");
        List<Statement.Parameter> parameters = new ArrayList<>();
        while (!tokens.skipOperator(")")) {
            String parameter = target();
            Optional<Expression> value = tokens.skipOperator("=") ? Optional.of(expressions.parse()) : Optional.empty();
            parameters.add(new Statement.Parameter(parameter, value));
            if (!tokens.atOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        endTag();
        int outerLoops = loopDepth;
        loopDepth = 0;
        List<Statement> body = closedBody("endmacro");
        loopDepth = outerLoops;
        return new Statement.Macro(line, name, parameters, body);
    }
}
