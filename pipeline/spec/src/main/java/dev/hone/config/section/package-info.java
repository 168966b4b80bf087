/**
 * The keys of each section, declared once, and the settings that they build. {@link dev.hone.config.section.Catalogue} lists the
 * sections. Reads and writes nothing.
 */
package dev.hone.config.section;
