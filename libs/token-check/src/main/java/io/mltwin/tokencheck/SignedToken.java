package io.mltwin.tokencheck;

import io.mltwin.tokencheck.Issuers.Issuer;
import java.security.Key;

/**
 * A token whose signature was verified by a key of its issuer, read once.
 *
 * @param notBefore epoch seconds, the least number for none
 */
record SignedToken(VerifiedToken token, long notBefore, Issuer issuer, String keyId, Key key) {}
