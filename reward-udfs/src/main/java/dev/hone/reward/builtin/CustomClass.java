package dev.hone.reward.builtin;

import dev.hone.reward.CompletionGroup;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import dev.hone.reward.UnusableReward;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;

/**
 * {@code class}: a {@link RewardFunction} of the user's own, by class name. The class is public and has a public constructor that takes a
 * {@code Map<String, Object>} of parameters, or none.
 */
public final class CustomClass implements RewardKind {

    @Override
    public String kind() {
        return "class";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        String className = parameters.requiredText("className");
        Map<String, Object> own = parameters.map("parameters");
        if (!className.isEmpty()) {
            try {
                return new Custom(parameters, instance(className, own));
            } catch (ReflectiveOperationException | LinkageError e) {
                report(parameters, className, e);
            }
        }
        return new UnusableReward();
    }

    private static RewardFunction instance(String className, Map<String, Object> own)
            throws ReflectiveOperationException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? CustomClass.class.getClassLoader() : context;
        Class<?> named = Class.forName(className, false, loader); // what is no reward does not run its initialiser
        Class<? extends RewardFunction> type;
        try {
            type = named.asSubclass(RewardFunction.class);
        } catch (ClassCastException e) {
            throw new NoSuchMethodException("it does not implement " + RewardFunction.class.getName());
        }
        for (Constructor<?> constructor : type.getConstructors()) {
            if (List.of(constructor.getParameterTypes()).equals(List.of(Map.class))) {
                return type.cast(constructor.newInstance(own));
            }
        }
        if (!own.isEmpty()) {
            throw new NoSuchMethodException("it has no public constructor that takes a Map of parameters");
        }
        return type.getConstructor().newInstance();
    }

    private static void report(RewardParameters parameters, String className, Throwable thrown) {
        if (thrown instanceof ClassNotFoundException) {
            parameters.problem(
                    "className",
                    "there is no class " + className + " on the class path",
                    "Check the name (with its package; $ before a nested class) and pass its jar with --jars");
        } else if (thrown instanceof InvocationTargetException) {
            parameters.problem(
                    "className",
                    "the constructor of " + className + " threw " + thrown.getCause(),
                    "Correct the parameters of the class, or the class");
        } else {
            parameters.problem(
                    "className",
                    className + " cannot be used: " + thrown.getMessage(),
                    "A public class that implements " + RewardFunction.class.getName()
                            + " and has a public constructor that takes a Map<String, Object>, or nothing, is needed");
        }
    }

    /** The user's function, with the parameters as a part of its version. */
    private static final class Custom implements RewardFunction {

        private final RewardFunction function;
        private final String version;

        Custom(RewardParameters parameters, RewardFunction function) {
            this.function = function;
            this.version = parameters.version(function.version());
        }

        @Override
        public String name() {
            return function.name();
        }

        @Override
        public String description() {
            return function.description();
        }

        @Override
        public String version() {
            return version;
        }

        @Override
        public Map<String, Double> componentWeights() {
            return function.componentWeights();
        }

        @Override
        public RewardResult score(RewardInput input) {
            return function.score(input);
        }

        @Override
        public List<RewardResult> scoreBatch(List<RewardInput> inputs) {
            return function.scoreBatch(inputs);
        }

        @Override
        public List<RewardResult> scoreGroups(List<CompletionGroup> groups) {
            return function.scoreGroups(groups);
        }

        @Override
        public RewardPlace place() {
            return function.place();
        }

        @Override
        public void close() {
            function.close();
        }
    }
}
