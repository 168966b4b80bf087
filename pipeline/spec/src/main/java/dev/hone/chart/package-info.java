/** Charts as SVG, for files that are read without Hone: the report of a run and the model card. Pure; costs a pass over the points. */
package dev.hone.chart;
