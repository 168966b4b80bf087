package dev.hone.config;

/**
 * The base model.
 *
 * @param path directory in Hugging Face's layout
 * @param computeType the type of the engine's arithmetic
 */
public record ModelSpec(String path, String computeType) {}
