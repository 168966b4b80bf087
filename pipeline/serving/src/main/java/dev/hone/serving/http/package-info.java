/**
 * The server of the console: Jetty on one port, keys and cookies, what a browser may ask for, limits, errors as JSON. Reads the two keys
 * of its folder and the pages that ship; a question costs what its answer costs.
 */
package dev.hone.serving.http;
