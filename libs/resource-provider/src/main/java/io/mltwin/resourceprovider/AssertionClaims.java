package io.mltwin.resourceprovider;

import io.mltwin.encoding.Sha256;

/** Binds an assertion to the body of the request that it speaks for. */
public final class AssertionClaims {

    private AssertionClaims() {}

    /** Hex SHA-256; of nothing for a null body. */
    public static String sha256(byte[] body) {
        return Sha256.hex(body == null ? new byte[0] : body);
    }
}
