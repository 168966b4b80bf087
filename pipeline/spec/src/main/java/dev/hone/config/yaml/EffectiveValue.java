package dev.hone.config.yaml;

/**
 * One value that a run uses.
 *
 * @param path the key's full name, such as {@code train.learningRate}
 * @param text the value in canonical form; secrets stay {@code ${env:NAME}}
 * @param source where it was written ({@code file:line} or {@code --set}), {@code default}, or {@code by KEY} for a default that
 *     follows from another key
 * @param identifies whether a run that is resumed must have the same value
 */
public record EffectiveValue(String path, String text, String source, boolean identifies) {}
