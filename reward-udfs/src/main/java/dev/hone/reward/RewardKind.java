package dev.hone.reward;

import java.util.Set;

/**
 * A kind of reward function that specifications can name. Kinds are public classes with a public constructor without arguments, listed in
 * {@code META-INF/services/dev.hone.reward.RewardKind}.
 */
public interface RewardKind {

    /** The name that specifications use, in snake_case. */
    String kind();

    /**
     * The parameters that name a text file, such as {@code file}. Where a specification is read, the file's text joins its name, so that it
     * travels to executors with the definition and counts for its version; {@link RewardParameters#file} reads either form.
     */
    default Set<String> files() {
        return Set.of();
    }

    /**
     * Makes a function. Every parameter is asked for exactly as it may be written; wrong ones are reported to {@code parameters}, which
     * hands out a usable stand-in, so that all problems of a definition are found at once.
     */
    RewardFunction create(RewardParameters parameters);
}
