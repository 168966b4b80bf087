/**
 * Signs that a policy learns its reward and not its task: what the reward goes along with, phrases that surge, rewards that drift away from
 * outcomes. Pure functions of the completions and rewards of a step; evidence for a person, never a reason to stop. Costs some milliseconds
 * a step.
 */
package dev.hone.watch;
