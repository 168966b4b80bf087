package dev.hone.grader.judge.ready;

import java.util.Map;

/**
 * What a completion is worth by one answer of the judge.
 *
 * @param reward 0 to 1
 * @param components what it is made of
 * @param why for people
 */
record Assessment(double reward, Map<String, Double> components, String why) {}
