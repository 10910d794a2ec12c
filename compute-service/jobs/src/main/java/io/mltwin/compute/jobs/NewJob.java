package io.mltwin.compute.jobs;

/** A new job that is ready to be stored. */
@FunctionalInterface
public interface NewJob {

    /** Adds its run, in the caller's transaction. */
    void add();
}
