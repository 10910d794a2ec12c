package io.mltwin.compute.runs;

import java.time.Instant;

/** A run token as identity issued it. */
public record RunToken(String value, Instant expires) {

    @Override
    public String toString() {
        return "run token until " + expires;
    }
}
