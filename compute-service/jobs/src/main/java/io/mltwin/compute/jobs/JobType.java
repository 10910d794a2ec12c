package io.mltwin.compute.jobs;

import java.util.List;

/** One of Azure ML's types of jobs: how a job of it becomes a run. */
public interface JobType {

    /** The type as Azure spells it, {@code Command}. */
    String jobType();

    /** The type that its runs have in run history. */
    String runType();

    /** The properties that stay as they were submitted, besides those of every job. */
    List<String> fixed();

    /**
     * Refuses a new job that {@link #prepare} would refuse, and makes neither experiment nor token.
     *
     * @throws io.mltwin.armweb.AzureException for what is refused
     */
    void validate(JobRequest request);

    /**
     * Reads and validates a new job and asks other services about it; no transaction is open.
     *
     * @throws io.mltwin.armweb.AzureException for what is refused
     */
    NewJob prepare(JobRequest request);

    /** A new job that is ready to be stored. */
    @FunctionalInterface
    public interface NewJob {

        /** Adds its run, in the caller's transaction. */
        void add();
    }
}
