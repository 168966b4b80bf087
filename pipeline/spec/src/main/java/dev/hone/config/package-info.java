/**
 * The specification of a run: reads one YAML file and the overrides of the command line, writes nothing, costs milliseconds and needs
 * no Spark. Every problem is reported at once, each as {@code file:line: path: problem. fix}. All keys, their types, defaults and ranges
 * are declared once, in {@link dev.hone.config.section.Catalogue}, and docs/specification.md is made from it.
 */
package dev.hone.config;
