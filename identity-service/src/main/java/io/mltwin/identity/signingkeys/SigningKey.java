package io.mltwin.identity.signingkeys;

import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;

/** A signing key, unwrapped. */
record SigningKey(String keyId, PrivateKey privateKey, RSAPublicKey publicKey) {

    @Override
    public String toString() {
        return "SigningKey[" + keyId + "]";
    }
}
