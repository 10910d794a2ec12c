package io.mltwin.tokencheck;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.Principals;
import io.mltwin.tokencheck.Issuers.Issuer;
import java.security.Key;
import java.time.Clock;

/**
 * The facts against which a receiver checks a token.
 *
 * @param ownAudience the audience of tokens for this service's internal endpoints
 */
record TokenTrust(
        Issuers issuers,
        SigningKeys keys,
        Clock clock,
        Addresses addresses,
        Principals principals,
        String ownAudience) {

    TokenTrust(Issuers issuers, SigningKeys keys, Clock clock, Addresses addresses, Principals principals) {
        this(
                issuers,
                keys,
                clock,
                addresses,
                principals,
                "api://mltwin/" + addresses.self().lowerCase());
    }

    /** Returns the issuer's key when it is kept, else null; never does I/O. */
    Key cachedKey(Issuer issuer, String keyId) {
        return keys.cached(issuer, keyId);
    }
}
