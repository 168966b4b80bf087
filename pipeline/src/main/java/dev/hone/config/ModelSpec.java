package dev.hone.config;

import java.util.Optional;

/**
 * The base model.
 *
 * @param path directory in Hugging Face's layout
 * @param computeType the type of the engine's arithmetic
 * @param origin where the model comes from, for the model card
 * @param licence the model's licence, for the model card
 */
public record ModelSpec(String path, String computeType, Optional<String> origin, Optional<String> licence) {}
