package io.mltwin.scoring.models.inference;

import io.mltwin.scoring.models.requestlog.RecordTarget;
import java.util.Optional;

/** Finds what a request was sent to, by the host, also where that cannot score. */
public interface RecordTargets {

    /** Returns the first segment of the internal paths that it knows. */
    String prefix();

    /** Returns what a host's label stands for; empty where there is nothing. On a worker thread. */
    Optional<RecordTarget> find(String label);
}
