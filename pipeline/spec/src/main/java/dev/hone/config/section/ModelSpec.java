package dev.hone.config.section;

import dev.hone.policy.template.TemplateSettings;

/**
 * The base model.
 *
 * @param path directory in Hugging Face's layout
 * @param computeType the type of the engine's arithmetic
 * @param template what the chat template sees beside the conversation
 * @param reasoning whether it reasons before it answers
 */
public record ModelSpec(String path, String computeType, TemplateSettings template, ReasoningSpec reasoning) {}
