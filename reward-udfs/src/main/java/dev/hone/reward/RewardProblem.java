package dev.hone.reward;

/**
 * One thing that is wrong with a definition.
 *
 * @param path where inside the definition, such as {@code parts[1].tolerance}; empty for the definition itself
 * @param problem what is wrong
 * @param fix what to do
 */
public record RewardProblem(String path, String problem, String fix) {

    @Override
    public String toString() {
        return (path.isEmpty() ? "" : path + ": ") + problem + ". " + fix;
    }
}
