package io.mltwin.compute.sweeps;

import java.time.Duration;

/**
 * A sweep as it was asked for, validated.
 *
 * @param trials number of trials in all
 * @param concurrentTrials number of trials at the same time
 * @param timeout of the whole sweep; null for none
 * @param earlyTermination null for none
 * @param trial what each trial runs
 */
record SweepPlan(
        Objective objective,
        Sampling sampling,
        int trials,
        int concurrentTrials,
        Duration timeout,
        EarlyTermination earlyTermination,
        TrialTemplate trial) {}
