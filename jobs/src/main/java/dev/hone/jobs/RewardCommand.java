package dev.hone.jobs;

import picocli.CommandLine.Command;

/** {@code hone reward}: the commands that make rewards and find out what they are worth. */
@Command(
        name = "reward",
        mixinStandardHelpOptions = true,
        description = "write a reward, and try it before it trains",
        subcommands = {RewardCheckJob.class, RewardJudgeCheckJob.class, RewardNewJob.class, RewardPromptJob.class})
final class RewardCommand {}
