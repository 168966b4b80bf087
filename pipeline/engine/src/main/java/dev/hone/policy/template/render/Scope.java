package dev.hone.policy.template.render;

import dev.hone.policy.template.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Names and their values; a loop's body, a macro and a generation block have scopes of their own, an if has not. */
public final class Scope {

    private final Optional<Scope> parent;
    private final Map<String, Value> values = new HashMap<>();

    private Scope(Optional<Scope> parent) {
        this.parent = parent;
    }

    public static Scope root(Map<String, Value> variables) {
        Scope scope = new Scope(Optional.empty());
        scope.values.putAll(variables);
        return scope;
    }

    public Scope child() {
        return new Scope(Optional.of(this));
    }

    void set(String name, Value value) {
        values.put(name, value);
    }

    Value get(String name) {
        for (Optional<Scope> scope = Optional.of(this); scope.isPresent(); scope = scope.get().parent) {
            Value value = scope.get().values.get(name);
            if (value != null) {
                return value;
            }
        }
        return new Value.Undefined("'" + name + "' is undefined");
    }
}
