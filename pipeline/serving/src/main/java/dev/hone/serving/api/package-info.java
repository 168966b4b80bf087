/**
 * What the pages ask, a class for each page: routes, and answers as JSON. Reads through {@code serving.run} and {@code serving.table}.
 */
package dev.hone.serving.api;
