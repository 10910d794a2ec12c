package io.mltwin.console.clock;

import java.time.Instant;

/**
 * Something that expires.
 *
 * @param name of the run, secret, key or certificate; the resource of a token
 * @param place workspace or vault; empty for a token of the session
 * @param address where the console shows it; null for nowhere
 */
public record Expiry(Kind kind, String name, String place, Instant expires, String address) {

    /** The kind of a thing that expires. */
    public enum Kind {
        SESSION_TOKEN,
        RUN_TOKEN,
        SECRET,
        KEY,
        CERTIFICATE
    }
}
