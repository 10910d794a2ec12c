package io.mltwin.tokencheck;

import io.mltwin.tokencheck.Issuers.Family;
import java.security.Key;
import java.util.Map;

/**
 * The keys that this service publishes as an issuer: it does not ask itself for them over HTTP,
 * which would take one of its workers to answer another.
 */
public interface OwnSigningKeys {

    /** Returns true when this service is the issuer. */
    boolean has(Family issuer);

    /** Returns the issuer's published keys by their ids. May ask the database. */
    Map<String, Key> published(Family issuer);
}
