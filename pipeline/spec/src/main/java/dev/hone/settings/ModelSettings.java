package dev.hone.settings;

import dev.hone.policy.template.TemplateSettings;

/**
 * The base model.
 *
 * @param path directory in Hugging Face's layout
 * @param computeType the type of the engine's arithmetic
 * @param template what the chat template sees beside the conversation
 * @param reasoning whether it reasons before it answers
 */
public record ModelSettings(String path, String computeType, TemplateSettings template, ReasoningSettings reasoning) {}
