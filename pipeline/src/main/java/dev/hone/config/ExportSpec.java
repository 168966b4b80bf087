package dev.hone.config;

/**
 * Where the tuned model goes.
 *
 * @param path folder that the export is written to
 * @param merged whether the adapter is also merged into a copy of the base
 */
public record ExportSpec(String path, boolean merged) {}
