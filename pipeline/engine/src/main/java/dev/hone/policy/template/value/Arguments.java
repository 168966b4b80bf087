package dev.hone.policy.template.value;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of a call.
 *
 * @param positional in order
 * @param named by keyword
 */
public record Arguments(List<Value> positional, Map<String, Value> named) {

    static final Arguments NONE = new Arguments(List.of(), Map.of());

    /** The argument with this position and keyword. */
    public Optional<Value> find(int position, String name) {
        if (position < positional.size()) {
            return Optional.of(positional.get(position));
        }
        return Optional.ofNullable(named.get(name));
    }

    public Value require(int position, String name, String function) {
        return find(position, name)
                .orElseThrow(() -> TemplateErrors.type(function + "() missing required argument: '" + name + "'"));
    }

    public boolean flag(int position, String name, boolean otherwise) {
        return find(position, name).map(PythonValues::isTrue).orElse(otherwise);
    }

    /** Fails where there are more arguments than the function knows. */
    public Arguments check(String function, int maxPositional, Set<String> names) {
        if (positional.size() > maxPositional) {
            throw TemplateErrors.type(
                    function + "() takes at most " + maxPositional + " arguments (" + positional.size() + " given)");
        }
        for (String name : named.keySet()) {
            if (!names.contains(name)) {
                throw TemplateErrors.type(function + "() got an unexpected keyword argument '" + name + "'");
            }
        }
        return this;
    }
}
