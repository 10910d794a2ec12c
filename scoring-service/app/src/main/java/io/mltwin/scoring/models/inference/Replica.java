package io.mltwin.scoring.models.inference;

/** One container of a {@link ReplicaSet}; its numbers change under the set's lock alone. */
final class Replica {

    private final Predictor predictor;
    private int inFlight;
    private boolean leaving;

    Replica(Predictor predictor) {
        this.predictor = predictor;
    }

    Predictor predictor() {
        return predictor;
    }

    int inFlight() {
        return inFlight;
    }

    void enter() {
        inFlight++;
    }

    /** Returns true when it was to leave and this was its last request. */
    boolean exit() {
        inFlight--;
        return isDrained();
    }

    /** Takes no further request; returns true when none is under way. */
    boolean leave() {
        leaving = true;
        return isDrained();
    }

    private boolean isDrained() {
        return leaving && inFlight == 0;
    }
}
