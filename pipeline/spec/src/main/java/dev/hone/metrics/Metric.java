package dev.hone.metrics;

/**
 * What a metric of a step means.
 *
 * @param name as stored in the metrics of a {@code steps} row
 * @param formula how it is computed
 * @param unit such as nats or tokens
 * @param healthy what a healthy run shows, and what another value points to
 */
public record Metric(String name, String formula, String unit, String healthy) {}
