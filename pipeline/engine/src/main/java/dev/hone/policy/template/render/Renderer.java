package dev.hone.policy.template.render;

import dev.hone.policy.template.parse.Statement;
import dev.hone.policy.template.value.Arguments;
import dev.hone.policy.template.value.PythonText;
import dev.hone.policy.template.value.PythonValues;
import dev.hone.policy.template.value.RenderBudget;
import dev.hone.policy.template.value.TemplateErrors;
import dev.hone.policy.template.value.Text;
import dev.hone.policy.template.value.TextBuilder;
import dev.hone.policy.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs statements and collects what they print. */
public final class Renderer {

    /** How a body ended. */
    private enum Flow {
        NORMAL,
        BREAK,
        CONTINUE
    }

    private final RenderBudget budget;
    private final Evaluator evaluator;
    private final PythonText python;

    public Renderer(RenderBudget budget) {
        this.budget = budget;
        this.evaluator = new Evaluator(budget);
        this.python = new PythonText(budget);
    }

    public Text render(List<Statement> body, Scope scope) {
        TextBuilder out = new TextBuilder(budget);
        run(body, scope, out);
        return out.build();
    }

    private Flow run(List<Statement> body, Scope scope, TextBuilder out) {
        budget.enter();
        Flow flow = Flow.NORMAL;
        for (int i = 0; i < body.size() && flow == Flow.NORMAL; i++) {
            flow = run(body.get(i), scope, out);
        }
        budget.leave();
        return flow;
    }

    private Flow run(Statement statement, Scope scope, TextBuilder out) {
        budget.at(statement.line());
        budget.spend(1);
        if (statement instanceof Statement.If branches) {
            return runIf(branches, scope, out);
        }
        if (statement instanceof Statement.For loop) {
            return runFor(loop, scope, out);
        }
        if (statement instanceof Statement.Generation generation) {
            return run(generation.body(), scope.child(), out);
        }
        if (statement instanceof Statement.Break) {
            return Flow.BREAK;
        }
        if (statement instanceof Statement.Continue) {
            return Flow.CONTINUE;
        }
        if (statement instanceof Statement.Data data) {
            out.add(data.text());
        } else if (statement instanceof Statement.Output output) {
            out.add(python.str(evaluator.evaluate(output.expression(), scope)));
        } else {
            assign(statement, scope);
        }
        return Flow.NORMAL;
    }

    private void assign(Statement statement, Scope scope) {
        if (statement instanceof Statement.SetNames set) {
            unpack(set.targets(), evaluator.evaluate(set.expression(), scope), scope);
        } else if (statement instanceof Statement.SetMember set) {
            if (!(scope.get(set.namespace()) instanceof Value.Namespace namespace)) {
                throw TemplateErrors.runtime("TemplateRuntimeError", "cannot assign attribute on non-namespace object");
            }
            namespace.members().put(set.member(), evaluator.evaluate(set.expression(), scope));
        } else if (statement instanceof Statement.SetBlock set) {
            scope.set(set.target(), render(set.body(), scope.child()));
        } else if (statement instanceof Statement.Macro macro) {
            scope.set(macro.name(), new Value.Callable(macro.name(), arguments -> expand(macro, scope, arguments)));
        } else {
            throw new IllegalStateException("no rendering of " + statement);
        }
    }

    private void unpack(List<String> targets, Value value, Scope scope) {
        if (targets.size() == 1) {
            scope.set(targets.get(0), value);
            return;
        }
        List<Value> items = PythonValues.iterate(value, budget);
        if (items.size() != targets.size()) {
            throw TemplateErrors.runtime(
                    "ValueError", "expected " + targets.size() + " values to unpack, got " + items.size());
        }
        for (int i = 0; i < targets.size(); i++) {
            scope.set(targets.get(i), items.get(i));
        }
    }

    private Flow runIf(Statement.If branches, Scope scope, TextBuilder out) {
        for (Statement.Branch branch : branches.branches()) {
            if (evaluator.isTrue(branch.condition(), scope)) {
                return run(branch.body(), scope, out);
            }
        }
        return run(branches.otherwise(), scope, out);
    }

    private Flow runFor(Statement.For loop, Scope scope, TextBuilder out) {
        List<Value> items = chosen(loop, scope);
        for (int i = 0; i < items.size(); i++) {
            budget.spend(1);
            Scope inner = scope.child();
            inner.set("loop", new Value.Loop(items, i));
            unpack(loop.targets(), items.get(i), inner);
            if (run(loop.body(), inner, out) == Flow.BREAK) {
                break;
            }
        }
        return items.isEmpty() ? run(loop.otherwise(), scope.child(), out) : Flow.NORMAL;
    }

    private List<Value> chosen(Statement.For loop, Scope scope) {
        List<Value> items = PythonValues.iterate(evaluator.evaluate(loop.iterable(), scope), budget);
        if (loop.filter().isEmpty()) {
            return items;
        }
        List<Value> chosen = new ArrayList<>();
        for (Value item : items) {
            Scope inner = scope.child();
            unpack(loop.targets(), item, inner);
            if (evaluator.isTrue(loop.filter().get(), inner)) {
                chosen.add(item);
            }
        }
        return chosen;
    }

    /** Calls a macro: its parameters and what it sets live in a scope inside the one that defined it. */
    private Value expand(Statement.Macro macro, Scope defining, Arguments arguments) {
        List<String> names =
                macro.parameters().stream().map(Statement.Parameter::name).toList();
        budget.spend(names.size());
        arguments.check("macro '" + macro.name() + "'", names.size(), java.util.Set.copyOf(names));
        Scope scope = defining.child();
        for (int i = 0; i < names.size(); i++) {
            Statement.Parameter parameter = macro.parameters().get(i);
            Optional<Value> given = arguments.find(i, parameter.name());
            scope.set(parameter.name(), given.isPresent() ? given.get() : defaultValue(parameter, scope));
        }
        int callingLine = budget.line();
        Text text = render(macro.body(), scope);
        budget.at(callingLine);
        return text;
    }

    private Value defaultValue(Statement.Parameter parameter, Scope scope) {
        return parameter.defaultValue().isPresent()
                ? evaluator.evaluate(parameter.defaultValue().get(), scope)
                : new Value.Undefined("parameter '" + parameter.name() + "' was not provided");
    }
}
